"""检查: what is written beside the book, and how what people decide comes back into it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest

from fangzhi.check.cache import FindingCache
from fangzhi.cli.main import main
from fangzhi.project.build import build
from fangzhi.project.checking import check_project
from fangzhi.project.deciding import decide_from
from fangzhi.project.load import Project, load

SETTINGS = """
[work]
title = "沚塘年鉴"
kind = "综合年鉴"
area = "沚塘县"
volume_year = 2022

[rules]
experience = ["../去年/审定.jsonl"]

[[documents]]
file = "01水利.docx"
unit = "县水利局"

[[documents]]
file = "02教育.docx"
unit = "县教育局"

[[outline]]
title = "水利"
unit = "县水利局"
files = ["01水利.docx"]

[[outline]]
title = "教育"
unit = "县教育局"
files = ["02教育.docx"]

[[outline]]
title = "气象"
unit = "县气象局"
"""
TEXTS = {
    "01水利.docx": (
        "水利",
        "全县有水库12座，其中大型1座、中型3座、小型9座。",
        "2021年2月30日召开水利会议。",
    ),
    "02教育.docx": ("教育", "在校学生由2400人增至3000人，增长35%。", "超过5000人以上到会。"),
}


@pytest.fixture
def office(tmp_path: Path) -> Path:
    folder = tmp_path / "来稿"
    folder.mkdir()
    for name, lines in TEXTS.items():
        write(folder / name, lines)
    (folder / "fangzhi.toml").write_text(SETTINGS, encoding="utf-8")
    rows = [
        json.dumps({"fingerprint": f"{n:016x}", "verdict": "rejected" if n else "confirmed",
                    "who": "李四", "when": "2021-05-01", "rule": "R086"})
        for n in range(25)
    ]  # fmt: skip
    (tmp_path / "去年").mkdir()
    (tmp_path / "去年" / "审定.jsonl").write_text("\n".join(rows), encoding="utf-8")
    return folder


def write(path: Path, lines: tuple[str, ...]) -> None:
    document = docx.Document()
    document.add_heading(lines[0], 1)
    for line in lines[1:]:
        document.add_paragraph(line)
    document.save(str(path))


def built(folder: Path) -> Project:
    project = load(folder, keep=False)
    build(project, folder, formats=())
    return project


def report(folder: Path) -> str:
    return (folder / "检查" / "报告.html").read_text("utf-8")


def fill(
    path: Path, rule: str, opinion: str, reason: str = "", right: str | float | None = None
) -> None:
    """Fill in a unit's list as Excel would, and save it."""
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    heads = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        if str(row[heads.index("规则")].value).startswith(rule):
            row[heads.index("处理意见")].value = opinion
            row[heads.index("理由")].value = reason
            row[heads.index("改正")].value = right
    book.save(path)


def test_each_unit_gets_its_own_list_with_opinions_to_choose_from(office: Path) -> None:
    built(office)
    lists = office / "检查" / "疑点表"
    assert {path.name for path in lists.iterdir()} == {
        "全部.xlsx",
        "县水利局.xlsx",
        "县教育局.xlsx",
    }
    sheet = openpyxl.load_workbook(lists / "县水利局.xlsx").active
    assert sheet is not None
    heads = [cell.value for cell in sheet[1]]
    assert heads == [
        "代号",
        "级",
        "规则",
        "位置",
        "原文",
        "疑点",
        "核算",
        "建议",
        "处理意见",
        "改正",
        "理由",
    ]
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == '"差错,不是差错,不改,口径不同"'
    assert str(choice.sqref).startswith("I2:I")
    rules = [str(row[2].value)[:4] for row in sheet.iter_rows(min_row=2)]
    assert {"R167", "R185"} <= set(rules)
    assert "R171" not in rules


def test_a_list_that_a_unit_filled_in_is_read_back(office: Path) -> None:
    project = built(office)
    path = office / "检查" / "疑点表" / "县水利局.xlsx"
    fill(path, "R167", "不改", "小型水库含塘坝1座")
    taken = decide_from(project, check_project(project).findings, path, "张三", "2026-03-01")
    (made,) = taken.made
    assert (made.rule, made.verdict, made.reason) == ("R167", "ignored", "小型水库含塘坝1座")
    again = decide_from(project, check_project(project).findings, path, "张三", "2026-03-02")
    assert (again.made, again.known) == ((), 1)
    built(office)
    assert "张三2026-03-01审定：不改（小型水库含塘坝1座）" in report(office)
    cells = openpyxl.load_workbook(office / "检查" / "疑点表" / "全部.xlsx").active
    assert cells is not None
    assert not any(str(row[2].value).startswith("R167") for row in cells.iter_rows(min_row=2))


def test_what_a_unit_puts_right_comes_back_and_stands_in_the_next_list(office: Path) -> None:
    project = built(office)
    path = office / "检查" / "疑点表" / "县水利局.xlsx"
    fill(path, "R167", "差错", right=13)
    findings = check_project(project).findings
    taken = decide_from(project, findings, path, "张三", "2026-03-01")
    assert [(one.rule, one.corrected) for one in taken.made] == [("R167", "13")]
    built(office)
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    (row,) = [row for row in sheet.iter_rows(values_only=True) if str(row[2]).startswith("R167")]
    assert [cell or "" for cell in row[8:11]] == ["差错", "13", ""]
    again = decide_from(project, findings, path, "李四", "2026-03-02")
    assert (again.made, again.known, again.complaints) == ((), 1, ())
    fill(path, "R167", "差错", right=None)
    again = decide_from(project, findings, path, "李四", "2026-03-02")
    assert (again.made, again.known) == ((), 1)


def test_words_put_right_without_an_opinion_or_against_it_are_asked_about(office: Path) -> None:
    project = built(office)
    path = office / "检查" / "疑点表" / "县水利局.xlsx"
    findings = check_project(project).findings
    for opinion, told in (("", "没有选处理意见"), ("不是差错", "改正却写了“13座”")):
        fill(path, "R167", opinion, right="13座")
        taken = decide_from(project, findings, path, "张三", "2026-03-01")
        assert taken.made == ()
        assert told in taken.complaints[0] and "没有记下" in taken.complaints[0]


def test_a_list_of_before_without_the_column_is_still_read(office: Path) -> None:
    project = built(office)
    path = office / "检查" / "疑点表" / "县水利局.xlsx"
    fill(path, "R167", "差错", "查过台账")
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    sheet.delete_cols(10)
    book.save(path)
    findings = check_project(project).findings
    (made,) = decide_from(project, findings, path, "张三", "2026-03-01").made
    assert (made.verdict, made.reason, made.corrected) == ("confirmed", "查过台账", "")


def test_a_row_that_cannot_be_taken_is_named_so_that_the_unit_finds_it(office: Path) -> None:
    project = built(office)
    path = office / "检查" / "疑点表" / "县水利局.xlsx"
    fill(path, "R167", "改成13座")
    findings = check_project(project).findings
    code = next(f.fingerprint[:8] for f in findings if f.rule == "R167")
    taken = decide_from(project, findings, path, "张三", "2026-03-01")
    assert taken.made == ()
    assert taken.complaints[0].startswith(f"代号 {code}（01水利.docx“")
    assert "写的“改成13座”不是处理意见，没有记下" in taken.complaints[0]
    fill(path, "R167", "不改")
    taken = decide_from(project, findings, path, "张三", "2026-03-01")
    assert f"代号 {code}（01水利.docx" in taken.complaints[0]
    assert "不改要写明理由，没有记下" in taken.complaints[0]


def test_a_confirmed_error_stays_on_the_list_until_it_is_mended(office: Path) -> None:
    project = built(office)
    path = office / "检查" / "疑点表" / "县教育局.xlsx"
    fill(path, "R171", "差错")
    decide_from(project, check_project(project).findings, path, "张三", "2026-03-01")
    built(office)
    assert "已确认的差错还有1处没有改" in report(office)
    write(office / "02教育.docx", (TEXTS["02教育.docx"][0], "在校学生由2400人增至3000人，增长25%。",
                                 TEXTS["02教育.docx"][2]))  # fmt: skip
    built(office)
    assert "新出现0处，已改1处" in report(office)
    assert "没有改" not in report(office)
    write(office / "02教育.docx", TEXTS["02教育.docx"])
    built(office)
    assert "改过又出现1处" in report(office)


def test_decisions_of_two_people_are_merged_and_disagreement_is_told(
    office: Path, tmp_path: Path
) -> None:
    project = built(office)
    findings = check_project(project).findings
    finding = next(f for f in findings if f.rule == "R171")

    def said(who: str, verdict: str, when: str) -> Path:
        path = tmp_path / f"{who}.jsonl"
        row = {"fingerprint": finding.fingerprint, "verdict": verdict, "who": who, "when": when,
               "alike": finding.alike, "doc": "02教育.docx", "rule": "R171"}  # fmt: skip
        path.write_text(json.dumps(row) + "\n{坏", encoding="utf-8")
        return path

    first = decide_from(project, findings, said("甲", "confirmed", "2026-03-01"), "", "2026-03-09")
    assert [d.who for d in first.made] == ["甲"]
    assert any("读不出" in words for words in first.complaints)
    second = decide_from(project, findings, said("乙", "rejected", "2026-03-02"), "", "2026-03-09")
    assert any("甲说差错，乙说不是差错" in words for words in second.complaints)
    late = decide_from(project, findings, said("甲", "confirmed", "2026-03-01"), "", "2026-03-09")
    assert late.made == ()
    assert any("比这一条晚" in words for words in late.complaints)


def test_a_file_that_is_neither_is_refused_with_a_reason(office: Path, tmp_path: Path) -> None:
    project = load(office, keep=False)
    other = openpyxl.Workbook()
    other.save(tmp_path / "别的.xlsx")
    for path in (office / "01水利.docx", tmp_path / "别的.xlsx"):
        with pytest.raises(ValueError, match="疑点表"):
            decide_from(project, (), path, "张三", "2026-03-01")


def test_the_leader_gets_one_page_that_names_who_owes_what(office: Path) -> None:
    built(office)
    page = pypdfium2.PdfDocument(office / "检查" / "领导一页.pdf")
    assert len(page) == 1
    words = page[0].get_textpage().get_text_range().replace(" ", "").replace("\r\n", "")
    page.close()
    for said in ("领导一页", "沚塘年鉴", "县水利局", "县教育局", "尚未交稿的单位", "县气象局"):
        assert said in words, said


def test_the_leader_is_told_which_of_the_gravest_a_person_has_confirmed(office: Path) -> None:
    project = built(office)
    path = office / "检查" / "疑点表" / "县水利局.xlsx"
    fill(path, "R185", "差错")
    decide_from(project, check_project(project).findings, path, "张三", "2026-03-01")
    built(office)
    page = pypdfium2.PdfDocument(office / "检查" / "领导一页.pdf")
    words = page[0].get_textpage().get_text_range().replace(" ", "").replace("\r\n", "")
    page.close()
    gravest = report(office).split('<ol class="gravest">')[1].split("</ol>")[0]
    for told in (words, re.sub("<[^>]+>", "", gravest)):
        assert told.count("已确认的差错，还没有改：") == 1
        assert "已确认的差错，还没有改：“2021年2月30日" in told or "还没有改：日期不存在" in told


def test_the_page_of_a_big_work_stays_one_page(office: Path) -> None:
    for n in range(60):
        lines = (f"第{n}局", *(TEXTS["01水利.docx"][1:] * 3))
        write(office / f"{n + 10}关于{n}的一份名字很长很长很长很长很长的来稿.docx", lines)
    built(office)
    page = pypdfium2.PdfDocument(office / "检查" / "领导一页.pdf")
    assert len(page) == 1
    page.close()


def test_what_the_office_decided_in_other_works_counts_for_the_rules(office: Path) -> None:
    built(office)
    assert "R086 = &#34;本单位审定25处，只有1处是差错&#34;" in report(office)
    text = (office / "fangzhi.toml").read_text("utf-8").replace("去年", "前年")
    (office / "fangzhi.toml").write_text(text, encoding="utf-8")
    built(office)
    assert "没有找到" in report(office)


def test_the_command_takes_a_filled_list_and_asks_who_it_is(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    built(office)
    path = office / "检查" / "疑点表" / "全部.xlsx"
    fill(path, "R185", "差错")
    assert main(["decide", str(office), "--from", str(path)]) == 2
    assert "--who" in capsys.readouterr().err
    assert main(["decide", str(office), "--from", str(path), "--who", "张三"]) == 0
    assert "记下 1 条" in capsys.readouterr().err
    assert "R185" in (office / "审定.jsonl").read_text("utf-8")


def test_an_error_that_a_person_found_counts_in_the_rate(office: Path) -> None:
    row = {"doc": "01水利.docx", "text": "水库12座", "level": "数", "message": "应为13座",
           "who": "王五", "when": "2022-03-01"}  # fmt: skip
    (office / "人工差错.jsonl").write_text(
        json.dumps(row, ensure_ascii=False) + "\n坏行\n", encoding="utf-8"
    )
    result = build(load(office), office)
    rate = json.loads((office / "检查" / "rate.json").read_text(encoding="utf-8"))
    assert rate["stage"] == "审定"
    assert (rate["decided"]["by_hand"], rate["decided"]["errors"]) == (1, 1.0)
    assert any("人工差错.jsonl 第2行" in f.message for f in result.findings)


def test_a_file_handed_in_again_under_another_name_is_neither_new_nor_mended(office: Path) -> None:
    built(office)
    lines = (office / "检查" / "findings.jsonl").read_text("utf-8").splitlines()
    wrong = next(row for row in map(json.loads, lines) if row["rule"] == "R185")
    said = ["decide", str(office), wrong["fingerprint"], "--as", "差错", "--who", "张主编"]
    assert main(said) == 0
    (office / "01水利.docx").rename(office / "01 水利（二稿）.docx")
    settings = office / "fangzhi.toml"
    told = settings.read_text("utf-8").replace("01水利.docx", "01 水利（二稿）.docx")
    settings.write_text(told, encoding="utf-8")
    built(office)
    assert "与上次机检比" not in report(office)
    assert "已审定：确认差错1处" in report(office)
    write(office / "02教育.docx", ("教育", "超过5000人以上到会。"))
    built(office)
    assert "与上次机检比：新出现0处，已改1处" in report(office)


def test_a_cache_kept_by_the_caller_gives_the_findings_of_a_fresh_check(office: Path) -> None:
    cache = FindingCache(live=True)
    first = check_project(load(office), cache=cache).findings
    assert first
    assert check_project(load(office), cache=cache).findings == first
    write(office / "02教育.docx", ("教育", "在校学生由2400人增至3000人，增长25%。"))
    project = load(office)
    again = check_project(project, cache=cache).findings
    assert again == check_project(project, keep=False).findings != first
