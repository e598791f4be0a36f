"""A person decides, the verdict follows, and a third party computes it again."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from fangzhi.check.decisions import write_decisions
from fangzhi.cli.main import main
from fangzhi.model.finding import Finding
from fangzhi.project.checked import remembered_decisions
from fangzhi.project.checking import check_project
from fangzhi.project.deciding import SHORTEST, Said, decide, decide_from
from fangzhi.project.load import Project, load
from fangzhi.project.sheets import certificate_sheet
from fangzhi.project.verdict import Asked, differences, verdict
from fangzhi.publish.pdf.sheet import render_sheet

WRONG = "1958年2月30日，全村300人，其中男160人、女150人。"


@pytest.fixture
def village(tmp_path: Path) -> Path:
    folder = tmp_path / "清溪村志"
    folder.mkdir()
    body = "\n".join(f"清溪村第{n}组有水田若干，农户世代耕种，沿溪而居。" for n in range(40))
    (folder / "01人口.txt").write_text(f"第一章 人口\n\n　　{WRONG}\n{body}\n", encoding="utf-8")
    (folder / "fangzhi.toml").write_text(
        '[work]\ntitle="清溪村志"\nkind="村志"\n', encoding="utf-8"
    )
    return folder


def all_decided(project: Project, verdict_word: str) -> None:
    findings = check_project(project).findings
    said = [Said(f.fingerprint[:10], verdict_word, "查过档案") for f in findings if f.by_rule]
    made, complaints = decide(project, findings, said, "张主编", "2026-03-01")
    assert made and not complaints


def test_the_verdict_follows_what_people_decided(village: Path) -> None:
    assert verdict(load(village), Asked()).outcome == "未定"
    all_decided(load(village), "差错")
    assert verdict(load(village), Asked()).outcome == "不合格"
    all_decided(load(village), "不是差错")
    last = verdict(load(village), Asked("张主编", "2026-03-02"))
    assert (last.outcome, last.undecided, last.confirmed.findings) == ("合格", 0, 0)
    assert render_sheet(certificate_sheet(last)).startswith(b"%PDF")
    assert render_sheet(certificate_sheet(last)) == render_sheet(certificate_sheet(last))


def test_a_third_party_gets_the_same_and_is_told_what_was_changed(
    village: Path, tmp_path: Path
) -> None:
    assert (
        main(["verdict", str(village), "--sample", "7", "--who", "张", "--date", "2026-03-01"]) == 0
    )
    paper = village / "质检" / "质量检查单.json"
    assert main(["verify", str(paper), str(village)]) == 0
    old = verdict(load(village), Asked(seed="7"))
    text = village / "01人口.txt"
    text.write_text(text.read_text(encoding="utf-8").replace("160", "150"), encoding="utf-8")
    told = differences(old, verdict(load(village), Asked(seed="7")))
    assert "来稿文件与出具时不同" in told and "编成的文字与出具时不同" in told
    assert "规则与出具时不同" not in told
    assert main(["verify", str(paper), str(village)]) == 1
    paper.write_text(paper.read_text(encoding="utf-8")[:-40], encoding="utf-8")
    assert main(["verify", str(paper), str(village)]) == 2


def test_a_decision_needs_a_known_finding_a_known_word_and_a_reason_to_leave_it(
    village: Path,
) -> None:
    project = load(village)
    findings = check_project(project).findings
    code = next(f.fingerprint for f in findings if f.by_rule)
    said = [
        Said("ffffffffff", "差错"),
        Said(code[:3], "差错"),
        Said(code, "也许"),
        Said(code, "不改"),
    ]
    made, complaints = decide(project, findings, said, "李", "2026-03-01")
    assert not made and len(complaints) == 4
    assert "理由" in complaints[3]
    assert not (village / "审定.jsonl").exists()


def test_an_error_found_by_a_person_counts_and_stands_on_the_paper(village: Path) -> None:
    line = ["decide", str(village), "--who", "李", "--date", "2026-03-01", "--found"]
    assert main([*line, "01人口.txt", "世代耕种", "字", "应为世代躬耕。"]) == 0
    told = verdict(load(village), Asked())
    assert told.by_hand == 1 and float(told.confirmed.errors) == 1
    assert main([*line, "没有.txt", "x", "字", "y"]) == 2
    assert main([*line, "01人口.txt", "x", "大", "y"]) == 2


def test_settled_findings_are_not_written_as_comments_again_and_the_rate_follows(
    village: Path,
) -> None:
    import json

    all_decided(load(village), "不是")
    assert main(["build", str(village), "--formats", "tei"]) == 0
    told = json.loads((village / "检查" / "rate.json").read_text(encoding="utf-8"))
    assert told["stage"] == "审定"
    assert told["decided"]["undecided"] == 0


def test_strict_asks_no_more_about_what_people_said_needs_nothing(village: Path) -> None:
    for line in (["check", str(village), "--strict"], ["build", str(village), "--formats", "tei",
                                                       "--strict"]):  # fmt: skip
        (village / "审定.jsonl").unlink(missing_ok=True)
        assert main(line) == 1
        all_decided(load(village), "差错")
        assert main(line) == 1
        all_decided(load(village), "不是差错")
        assert main(line) == 0
    text = village / "01人口.txt"
    text.write_text(text.read_text(encoding="utf-8").replace("女150", "女151"), encoding="utf-8")
    assert main(["check", str(village), "--strict"]) == 1


def test_no_paper_is_given_where_a_line_that_people_wrote_cannot_be_read(village: Path) -> None:
    for name in ("人工差错.jsonl", "审定.jsonl"):
        (village / name).write_text('{"doc": "01人口.txt", "text"\n', encoding="utf-8")
        with pytest.raises(ValueError, match=f"{name} 第1行读不出"):
            verdict(load(village), Asked())
        (village / name).unlink()


def test_a_code_too_short_or_of_several_findings_is_told_apart_from_an_unknown_one(
    village: Path,
) -> None:
    seen: dict[str, Finding] = {}
    for number in range(100_000):
        one = Finding("R001", "体", f"{number}")
        other = seen.setdefault(one.fingerprint[:SHORTEST], one)
        if other is not one:
            break
    twins = [one, other]
    said = [Said(one.fingerprint[:SHORTEST], "差错"), Said("ab", "差错"), Said("zzzzzz", "差错")]
    made, complaints = decide(load(village), twins, said, "李", "2026")
    assert not made
    assert "开头的疑点有 2 处" in complaints[0]
    assert "太短" in complaints[1]
    assert "没有代号" in complaints[2]


def test_the_words_put_right_are_kept_and_a_later_correction_is_not_taken_for_the_same(
    village: Path,
) -> None:
    found = check_project(load(village)).findings
    code = next(f.fingerprint for f in found if f.by_rule)
    given = ["decide", str(village), code, "--as", "差错", "--who", "李", "--date", "2026-03-01"]
    assert main([*given, "--right", "190人"]) == 0
    (kept,) = remembered_decisions(load(village))[0]
    assert kept.corrected == "190人"
    other = village.parent / "导出.jsonl"
    other.write_bytes(write_decisions([msgspec.structs.replace(kept, corrected="190人整")]))
    taken = decide_from(load(village), found, other, "李", "2026-03-02")
    assert (len(taken.made), taken.known) == (1, 0)


def test_an_office_with_two_tables_of_its_own_can_verify_what_it_signed(
    village: Path, tmp_path: Path
) -> None:
    own = tmp_path / "标准.toml"
    row = 'limit = "2"\nlimit_source = "规定"\nrow = [{ item = "差错", level = "硬", weight = "1", source = "" }]\n'
    own.write_text(
        f'["甲"]\ntitle = "甲表"\n{row}\n["乙"]\ntitle = "乙表"\n{row}', encoding="utf-8"
    )
    given = ["--weights", str(own)]
    assert main(["verdict", str(village), "--table", "乙", "--date", "2026-03-01", *given]) == 0
    paper = village / "质检" / "质量检查单.json"
    assert main(["verify", str(paper), str(village), *given]) == 0


def test_no_paper_is_made_of_nothing_or_past_a_manuscript_that_was_not_read(
    village: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "空"
    empty.mkdir()
    assert main(["verdict", str(empty)]) == 2
    assert "没有读到正文" in capsys.readouterr().err
    assert not (empty / "质检").exists()
    all_decided(load(village), "不是差错")
    (village / "02水利.docx").write_bytes(b"")
    assert main(["verdict", str(village)]) == 2
    assert "有1个文件没有读成（02水利.docx）" in capsys.readouterr().err
    with (village / "fangzhi.toml").open("a", encoding="utf-8") as settings:
        settings.write('[[documents]]\nfile = "02水利.docx"\nskip = true\n')
    assert verdict(load(village), Asked()).outcome == "合格"
