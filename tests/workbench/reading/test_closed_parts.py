"""A closed part of a work stays closed when what is said of the work is taken over anew."""

from __future__ import annotations

from typing import Any

import pytest

from fangzhi.library.opening import SETTING
from fangzhi.library.shelf import Shelved
from fangzhi.library.stream import Stream
from fangzhi.workbench.reading.models import IN, Holding
from fangzhi.workbench.reading.shelf import asking
from fangzhi.workbench.reading.shelf.carrying import bring_up_to_date
from fangzhi.workbench.reading.shelf.opened import folder, where
from fangzhi.workbench.reading.shelf.scope import INSIDE, STAFF, Scope
from tests.workbench.reading.conftest import worker

pytestmark = pytest.mark.django_db


def test_relabeling_a_work_does_not_open_its_closed_parts(shelf: Any) -> None:
    from fangzhi.library.index import Library

    id = "d" * 16
    row = Holding.objects.create(
        shelved=id, origin="chronicle", title="舊題", state=IN, circle="开放", is_due=False
    )
    stream = Stream("蒙山産茶。暗渠圖在此。", (0, 5), ("一", "密條"), (0, 99991231))
    Library(folder(), create=True).add([(Shelved(id, "舊題", "志", "d", 11), stream)])
    row.title, row.is_due = "新題", True
    row.save()
    bring_up_to_date(worker())
    staff, inside = (Scope(circle, frozenset({id})) for circle in (STAFF, INSIDE))
    work = asking.shelved(staff, id)
    assert work is not None and work.title == "新題"
    assert asking.ask(staff, asking.Question("暗渠")).total == 0
    assert asking.ask(inside, asking.Question("暗渠")).total == 1
    seen, whole = asking.stream(staff, id), asking.stream(inside, id)
    assert seen is not None and "暗渠" not in seen.text
    assert whole is not None and (whole.text, whole.closed) == (stream.text, stream.closed)
    Library(folder()).remove([id])
    row.delete()


def test_the_room_lies_where_the_setting_says_only_if_that_is_a_cluster(
    shelf: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SETTING, "别的资料库")
    assert where() == str(folder())
    monkeypatch.setenv(SETTING, "opensearch://127.0.0.1:9200/sichuan")
    assert where() == "opensearch://127.0.0.1:9200/sichuan"
