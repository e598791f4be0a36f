"""The ledger and the audit: a chain that shows every break, digests that show every change."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction

from fangzhi.workbench.ledger import anchors, lines
from fangzhi.workbench.ledger.audit import audit
from fangzhi.workbench.ledger.lines import Head, verify, write
from fangzhi.workbench.ledger.models import Line
from fangzhi.workbench.ledger.sealed import digest_of_place
from fangzhi.workbench.works.actions import rename
from fangzhi.workbench.works.compiling import store
from fangzhi.workbench.works.models import EntryPage, Standing


def _faults() -> dict[str, tuple[str, ...]]:
    return {part.name: part.faults for part in audit().parts if part.faults}


def _five() -> None:
    for number in range(5):
        write("测试", "self", f"第{number}件")


def _raw(sql: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_a_whole_chain_verifies(db: None) -> None:
    _five()
    assert list(verify()) == []
    assert lines.head().number == 5


@pytest.mark.parametrize("column", ["at", "who", "action", "thing", "outcome", "detail", "digest"])
def test_any_changed_column_is_found_and_named_by_its_line(db: None, column: str) -> None:
    _five()
    _raw(f"UPDATE ledger_line SET {column} = {column} || 'x' WHERE number = 3")
    assert any("第3行" in fault for fault in verify())


def test_a_line_taken_out_is_found(db: None) -> None:
    _five()
    _raw("DELETE FROM ledger_line WHERE number = 3")
    assert next(verify()) == "第3行到第3行不见了。"


def test_the_last_lines_cut_off_are_found_by_a_head_noted_before(db: None, tmp_path: Path) -> None:
    _five()
    noted = tmp_path / "摘要.txt"
    noted.write_text(anchors.written(lines.head()), encoding="utf-8")
    _raw("DELETE FROM ledger_line WHERE number > 3")
    assert list(verify()) == []
    assert "第5行不见了" in next(verify(anchors.read(str(noted))))


def test_a_chain_written_all_anew_is_found_by_a_head_noted_before(db: None) -> None:
    _five()
    noted = lines.head()
    _raw("DELETE FROM ledger_line")
    for number in range(7):
        write("冒名", "self", f"第{number}件")
    assert list(verify()) == []
    assert "第5行与当时抄存的摘要不符" in next(verify(noted))


def test_a_head_copied_by_hand_is_read_back(db: None) -> None:
    _five()
    last = lines.head()
    assert anchors.read(f"{last.number}:{last.digest.upper()}") == Head(5, last.digest)
    with pytest.raises(ValueError, match="读不出"):
        anchors.read("没有这个文件.txt")


def test_a_line_is_written_only_with_what_it_tells_of(db: None) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        write("测试", "self", "没有做成的事")
        raise RuntimeError
    assert not Line.objects.exists()


def test_nothing_of_a_line_is_changed_or_taken_away_by_our_own_code(db: None) -> None:
    line = write("测试", "self", "一件事")
    line.who = "别人"
    with pytest.raises(RuntimeError):
        line.save()
    with pytest.raises(RuntimeError):
        line.delete()


def test_words_that_no_database_holds_do_not_stop_a_line(db: None) -> None:
    line = write(AnonymousUser(), "self", "a\x00b\ud800c", why="\x00\udfff")
    assert (line.who, line.thing) == ("未登录", "a\ufffdb\ufffdc")
    assert list(verify()) == []


def test_a_changed_and_a_lost_original_are_found(work: Any) -> None:
    assert _faults() == {}
    kept = store()
    first, second, *_ = list(kept)
    kept.path(first).write_bytes(b"changed")
    kept.path(second).unlink()
    found = _faults()
    assert first[:16] in found["资料库里的文件"][0]
    assert second[:16] in found["应有的原件和图片"][0]


def test_an_entry_changed_past_the_workbench_is_found(work: Any) -> None:
    page = EntryPage.objects.get(title="茶叶（正文）")
    _raw("UPDATE works_entrypage SET entry = REPLACE(entry, '1630', '1680')")
    assert _faults()["条目正文"][0].startswith(f"条目“{page.title}”")


def test_a_sealed_chapter_changed_afterwards_shows_drift(work: Any, chief: Any) -> None:
    chapter = work.get_children().first()
    Standing.objects.create(page=chapter, state="定稿", digest=digest_of_place(chapter))
    assert _faults() == {}
    Standing.objects.update(state="编写")  # a seal broken by force
    page = EntryPage.objects.get(title="茶叶（正文）")
    rename(chief, page, "茶业", page.latest_revision_id)
    assert "正本已更动" in _faults()["定稿锁定"][0]


def test_only_the_auditor_reads_the_ledger_and_finds_by_person_thing_and_day(
    work: Any, chief: Any, office: Any, signed_in: Any
) -> None:
    auditor = signed_in(office("审计员"))
    page = auditor.get("/ledger/", {"action": "entry.import"}).content.decode()
    assert "导入来稿" in page and "work.create" not in page.split("<tbody>")[1]
    assert "没有这样的日志" in auditor.get("/ledger/", {"who": "查无此人"}).content.decode()
    assert "没有这样的日志" in auditor.get("/ledger/", {"until": "2001-01-01"}).content.decode()
    assert "清溪年鉴" in auditor.get("/ledger/", {"thing": "清溪"}).content.decode()
    for role in ("总纂", "编辑", "管理员"):
        assert signed_in(office(role)).get("/ledger/").status_code == 403
    assert signed_in(office("管理员")).get("/ledger/verify/").status_code == 200
    head = auditor.get("/ledger/head/")
    assert lines.head().digest[:4] in head.content.decode()


def test_an_audit_runs_in_the_background_and_says_what_is_whole(
    office: Any, signed_in: Any
) -> None:
    from fangzhi.workbench.jobs import runs
    from fangzhi.workbench.jobs.models import Run

    auditor = office("审计员")
    assert signed_in(auditor).post("/ledger/verify/begin/").status_code == 302
    run = Run.objects.get()
    runs.carry_out.call(run.pk)
    assert "日志：完好" in Run.objects.get().message
