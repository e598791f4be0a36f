"""What stands in the library: taken in, refused with a reason, released, withdrawn, isolated."""

from __future__ import annotations

from typing import Any

import pytest

from fangzhi.workbench.reading.models import FAILED, IN, OUT, Card, Casefile, Holding
from fangzhi.workbench.reading.shelf import asking
from fangzhi.workbench.reading.shelf.carrying import bring_up_to_date
from fangzhi.workbench.reading.shelf.scope import INSIDE, PUBLIC, Scope, public_scope
from fangzhi.workbench.sources.models import Source
from tests.workbench.reading.conftest import SECRET, browser, empty, person, take, worker

pytestmark = pytest.mark.django_db


def found(scope: Any, words: str) -> int:
    return asking.ask(scope, asking.Question(words)).total


def everything() -> Scope:
    return Scope(INSIDE, frozenset(Holding.objects.values_list("shelved", flat=True)))


def test_a_chronicle_is_found_by_simplified_words(shelf: Any) -> None:
    assert shelf.open.state == IN and shelf.open.characters == 39
    assert found(public_scope(), "蒙顶茶") == 1
    assert found(public_scope(), "茶") == 3


def test_each_circle_sees_its_own(shelf: Any) -> None:
    assert found(public_scope(), "盐井") == 0
    assert public_scope().ids == {shelf.open.shelved}
    assert found(everything(), "盐井") == 1
    told = browser(person("编辑")).get("/api/v1/search", {"q": "盐井"}).json()
    assert told["total"] == 1 and told["hits"][0]["work"] == "鹽井考"


def test_a_source_that_opens_on_a_day_is_read_from_that_day(shelf: Any) -> None:
    from datetime import timedelta

    from django.utils import timezone

    today = timezone.localdate()
    assert shelf.dated.circle_on(today) == "不开放"
    assert shelf.dated.circle_on(today + timedelta(days=30)) == "开放"


def test_a_card_holds_words_as_they_stand_and_another_person_checks_it(shelf: Any) -> None:
    maker, other = person("编辑"), person("分卷主编")
    at = f"/library/works/{shelf.open.shelved}/card/"
    answer = browser(maker).post(
        at, {"start": "28", "end": "31", "note": "貢茶", "reliability": "可靠"}
    )
    card = Card.objects.get()
    assert answer.status_code == 302
    assert (card.quotation, card.note, card.cite) == ("蒙頂茶", "貢茶", "L5")
    browser(maker).post(f"/library/cards/{card.pk}/check/")
    assert Card.objects.get().checked_by is None
    browser(other).post(f"/library/cards/{card.pk}/check/")
    assert Card.objects.get().checked_by == other
    page = browser(other).get(f"/library/cards/{card.pk}/").content.decode()
    assert "貢茶" in page and "趙懿. 蒙山志[M]" in page and "原文已有改动" not in page
    for start, end in (("5", "5"), ("x", "3"), ("0", "99999"), ("-1", "2"), ("38", "41")):
        assert browser(maker).post(at, {"start": start, "end": end}).status_code == 400


@pytest.fixture
def own() -> Any:
    """Begin with an empty library, and leave it so for the shared one to be made anew."""
    from fangzhi.workbench.reading.shelf.opened import folder

    kept, aside = folder(), folder().with_name("readings-aside")
    if kept.exists():
        kept.rename(aside)
    Source.objects.all().delete()
    Holding.objects.all().delete()
    yield
    empty()
    if aside.exists():
        aside.rename(kept)


def test_what_is_refused_says_why_and_is_not_kept(own: None) -> None:
    user = person("总纂")
    secret = "机密★10年\n\n水库大坝图纸说明\n"
    told = take(user, {"好書.txt": "鹽井課銀。\n", "壞.docx": b"PK\x03\x04no", "密.txt": secret})
    rows = {row.title: row for row in Holding.objects.all()}
    assert rows["好書"].state == IN
    assert rows["壞.docx"].state == FAILED and "完整" in rows["壞.docx"].told
    assert rows["密.txt"].state == FAILED and rows["密.txt"].files.count() == 0
    assert "密.txt" in told and "壞.docx" in told
    page = browser(user).get("/library/desk/").content.decode()
    assert "2 部没有读成" in page and rows["壞.docx"].told[:10] in page


def test_files_that_are_one_work_are_joined_and_cited_by_file(own: None) -> None:
    take(
        person("总纂"), {"卷一.txt": "蒙山産茶。\n", "卷二.txt": "鹽井課銀。\n"}, True, title="縣志"
    )
    row = Holding.objects.get()
    assert (row.title, row.characters) == ("縣志", 10)
    hits = asking.ask(everything(), asking.Question("鹽井")).hits
    assert hits[0].cite == "卷二 L1"
    assert found(everything(), "茶。鹽") == 1


def test_a_released_work_comes_in_and_goes_out_when_it_is_taken_back(own: None, work: Any) -> None:
    from fangzhi.workbench.works.models import Standing

    bring_up_to_date(worker())
    assert not Holding.objects.exists()
    standing = Standing.objects.create(page=work, state="定稿")
    bring_up_to_date(worker())
    row = Holding.objects.get()
    assert row.state == IN and found(everything(), "产茶1630吨") == 1
    staff = browser(person("编辑"))
    assert staff.get("/api/v1/search", {"q": "产茶"}).json()["total"] == 0
    standing.state = "发布"
    standing.save()
    assert staff.get("/api/v1/search", {"q": "产茶"}).json()["total"] == 1
    work.way = "内部资料准印证"
    work.save()
    Holding.objects.update(circle="开放")
    row.refresh_from_db()
    row.save()
    assert row.shelved in _staff_ids() and row.shelved not in public_scope().ids
    Standing.objects.all().delete()
    bring_up_to_date(worker())
    row.refresh_from_db()
    assert row.state == OUT and "撤下" in row.told
    assert found(everything(), "产茶1630吨") == 0


def test_an_entry_that_is_closed_stays_closed_in_a_work_that_is_open(own: None) -> None:
    from django.utils import timezone

    from fangzhi.library.index import Library
    from fangzhi.library.shelf import Shelved
    from fangzhi.library.stream import Stream
    from fangzhi.workbench.reading.shelf.opened import folder
    from fangzhi.workbench.reading.shelf.scope import STAFF

    id = "c" * 16
    Holding.objects.create(shelved=id, origin="chronicle", title="志", state=IN, circle="开放")
    stream = Stream(
        "蒙山産茶。暗渠圖在此。鹽井。", (0, 5, 11), ("一", "密條", "三"), (0, 99991231, 0)
    )
    work = Shelved(id, "志", "志", "d", 14)
    Library(folder(), create=True).add([(work, stream)])
    assert timezone.localdate().year < 9999
    for circle in (PUBLIC, STAFF):
        scope = Scope(circle, frozenset({id}))
        assert found(scope, "暗渠") == 0 and found(scope, "鹽井") == 1
        whole = asking.stream(scope, id)
        assert whole is not None and whole.text == "蒙山産茶。□□□□□□鹽井。"
        assert "密條" not in whole.cites
    inside = asking.stream(everything(), id)
    assert inside is not None and "暗渠圖" in inside.text


def _staff_ids() -> frozenset[str]:
    from django.utils import timezone

    from fangzhi.workbench.reading.models import HOUSE
    from fangzhi.workbench.reading.shelf import scope

    return scope._seen(scope.room().mark, timezone.localdate(), HOUSE)


def test_what_is_printed_for_the_house_alone_is_never_public(work: Any) -> None:
    from django.utils import timezone

    from fangzhi.workbench.works.models import Standing

    Standing.objects.create(page=work, state="发布")
    row = Holding(shelved="b" * 16, origin="work", title="x", page=work, circle="开放", state=IN)
    assert row.circle_on(timezone.localdate()) == "开放"
    type(work).objects.filter(pk=work.pk).update(way="内部资料准印证")
    assert row.circle_on(timezone.localdate()) == "本室"


def test_an_isolated_source_is_gone_from_rows_cards_and_index(own: None) -> None:
    from fangzhi.workbench.reading.shelf.opened import folder
    from fangzhi.workbench.sources.actions import open_source, register
    from fangzhi.workbench.sources.isolating import isolate

    chief = person("总纂")
    source = register(chief, {"title": "密", "kind": "archive"}, "a.txt", f"{SECRET}。\n".encode())
    open_source(chief, source, "开放")
    bring_up_to_date(worker(chief))
    row = Holding.objects.get()
    assert found(everything(), SECRET) == 1
    Card.objects.create(holding=row, start=0, end=7, quotation=SECRET, who=chief)
    for title, text in (("甲", f'work = "密"\nquotation = "{SECRET}"'), ("乙", 'work = "別的書"')):
        Casefile.objects.create(title=title, kind="专题", text=text)
    Casefile.objects.create(title="丙", kind="专题", text=SECRET, works=f"x {row.shelved}")
    isolate(chief, source)
    assert [one.title for one in Casefile.objects.all()] == ["乙"]
    assert not Holding.objects.exists() and not Card.objects.exists()
    bring_up_to_date(worker(chief))
    assert found(everything(), SECRET) == 0
    left = b"".join(p.read_bytes() for p in folder().rglob("*") if p.is_file())
    assert SECRET.encode() not in left


def test_a_library_that_broke_is_made_anew_of_what_is_kept(own: None) -> None:
    from fangzhi.workbench.reading.shelf.opened import folder

    user = person("总纂")
    take(user, {"書.txt": "鹽井課銀。\n"})
    (folder() / "library.json").write_bytes(b"{broken")
    assert found(everything(), "鹽井") == 0
    bring_up_to_date(worker(user))
    assert found(everything(), "鹽井") == 1


def test_a_change_queues_one_update_for_all(
    db: None, django_capture_on_commit_callbacks: Any
) -> None:
    from fangzhi.workbench.jobs.models import Run
    from fangzhi.workbench.sources.actions import register

    with django_capture_on_commit_callbacks(execute=True):
        register(person("总纂"), {"title": "甲", "kind": "book"}, "a.txt", "甲乙丙。\n".encode())
        register(person("总纂"), {"title": "乙", "kind": "book"}, "b.txt", "丁戊己。\n".encode())
    assert Run.objects.filter(title="更新资料库").count() == 1
