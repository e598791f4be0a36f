"""What the home page says of collecting."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from fangzhi.workbench.calls.desk_lines import calls
from fangzhi.workbench.calls.models import Call, CallTask
from fangzhi.workbench.works.models import SectionPage

pytestmark = pytest.mark.django_db


def test_units_behind_are_told_to_who_receives_alone(work: Any, chief: Any, office: Any) -> None:
    section = SectionPage.objects.get(title="农业")
    from fangzhi.project.calling.call import Call as Value

    day = timezone.localdate()
    value = Value("c1", "清溪年鉴", 2024, day.isoformat())
    call = Call.objects.create(page=work, title="清溪年鉴", year=2024, deadline=day, value=value)
    CallTask.objects.create(call=call, unit=section.unit, number=1, page=section, pages=[])
    assert [line.group for line in calls(chief)] == ["来稿"]
    Call.objects.update(deadline=day - timedelta(1))
    late = list(calls(chief))
    assert [line.group for line in late] == ["逾期"] and late[0].urgent
    assert list(calls(office("审计员"))) == []
