"""The engine: what it checks, what it leaves alone, what it remembers, and where findings point."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangzhi.check.cache import FindingCache
from fangzhi.check.engine import check, check_manuscript, check_manuscripts
from fangzhi.check.example import Example, manuscript_of
from fangzhi.check.gate import Gate
from fangzhi.check.jsonl import row_of, write_jsonl
from fangzhi.check.pieces import book_of, documents_of
from fangzhi.check.places import place_of
from fangzhi.check.quotes import quote_spans
from fangzhi.check.rule import Rule, all_rules
from fangzhi.check.settings import CheckSettings, DocumentSettings
from fangzhi.model.book import Book
from fangzhi.model.finding import READING_RULE
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.manuscript import texts as every_text
from fangzhi.model.place import Run
from fangzhi.model.text import Mark, Text
from fangzhi.model.value import digest_of
from fangzhi.model.work import Entry, Node, Ref, Work

PLAIN = CheckSettings()


def paragraph(text: str, **more: object) -> Manuscript:
    run = Run(0, len(text), "f" * 64, "", "12", 0)
    return Manuscript((Text("b1", text, origin=(run,), **more),), name="稿.docx")  # type: ignore[arg-type]


def ids(manuscript: Manuscript, settings: CheckSettings = PLAIN) -> list[str]:
    return [finding.rule for finding in check_manuscript(manuscript, settings)]


def test_a_finding_names_the_words_and_their_place_in_the_original() -> None:
    (finding,) = check_manuscript(paragraph("全村在80年代通电。"), PLAIN)
    assert (finding.rule, finding.level, finding.text) == ("R031", "体", "80年代")
    assert finding.suggestion == "20世纪80年代"
    assert finding.place is not None
    assert (finding.place.doc, finding.place.block) == ("稿.docx", "12")
    assert "全村在80年代通电。"[finding.place.start : finding.place.end] == "80年代"


def test_quoted_words_are_left_alone_by_marks_roles_and_punctuation() -> None:
    assert ids(paragraph("老人说：“今年涨水。”")) == []
    assert ids(paragraph("今年涨水。", role="quote")) == []
    assert ids(paragraph("今年涨水。", marks=(Mark(0, 5, "speech"),))) == []
    assert ids(paragraph("今年涨水。")) == ["R025"]


def test_quotes_pair_by_nesting_and_an_unmatched_mark_opens_nothing() -> None:
    assert quote_spans("甲“乙‘丙’丁”戊") == ((1, 8),)
    assert quote_spans("甲《乙今年") == ()


def test_the_cache_gives_the_same_findings_and_survives_damage(tmp_path: Path) -> None:
    book = book_of((paragraph("今年通电。"),))
    first = check(book, PLAIN, FindingCache(tmp_path))
    assert check(book, PLAIN, FindingCache(tmp_path)) == first
    (file,) = tmp_path.iterdir()
    for damaged in (b"", b"\0" * 90, file.read_bytes()[:-3], file.read_bytes()[32:]):
        file.write_bytes(damaged)
        assert check(book, PLAIN, FindingCache(tmp_path)) == first


def test_a_changed_switch_or_text_is_not_answered_from_the_cache(tmp_path: Path) -> None:
    book = book_of((paragraph("公路长12公里。"),))
    assert [f.rule for f in check(book, PLAIN, FindingCache(tmp_path))] == ["R125"]
    other = CheckSettings(switches={"length_unit": "公里"})
    assert check(book, other, FindingCache(tmp_path)) == ()
    clean = book_of((paragraph("公路长12千米。"),))
    assert check(clean, PLAIN, FindingCache(tmp_path)) == ()


def test_unknown_switches_and_kinds_are_findings_with_a_fallback() -> None:
    settings = CheckSettings(kind="天书", switches={"length_unit": "光年", "颜色": "红"})
    found = check_manuscript(paragraph("公路长12公里。"), settings)
    told = [f.message for f in found if f.rule == READING_RULE]
    assert len(told) == 3
    assert any("天书" in line for line in told)
    assert any("光年" in line and "千米" in line for line in told)
    assert any("颜色" in line for line in told)
    assert [f.rule for f in found if f.rule != READING_RULE] == ["R125"]


def test_a_switch_written_more_fully_is_taken_as_meant() -> None:
    era = paragraph("民国24年（1935年）设小学。")
    for value in ("阿拉伯", "阿拉伯数字"):
        assert ids(era, CheckSettings(switches={"minguo_numerals": value})) == []
    assert ids(era, CheckSettings(switches={"minguo_numerals": "汉字数字"})) == ["R077"]


def test_a_rule_this_book_does_not_use_is_silent() -> None:
    assert ids(paragraph("今年通电。"), CheckSettings(disabled={"R025": "口述体"})) == []


def test_settings_of_one_document_win_over_those_of_the_work() -> None:
    own = DocumentSettings("稿.docx", kind="年鉴", lower="2024", switches={"mass_unit": "公斤"})
    settings = CheckSettings(kind="县志", documents=(own,))
    assert settings.for_document("甲/稿.docx").kind == "年鉴"
    (finding,) = check_manuscript(paragraph("今年产茶30公斤。"), settings)
    assert (finding.rule, finding.suggestion) == ("R025", "2024年")


def test_a_prior_volume_is_not_checked_itself() -> None:
    settings = CheckSettings(documents=(DocumentSettings("稿.docx", prior_volume=True),))
    assert ids(paragraph("今年通电，见表1-5。"), settings) == []


def compiled() -> Book:
    """A compiled book of two entries from one document, with a chapter heading above."""
    heading = Text("h", "第二章 政区", role="heading", level=1, origin=(Run(0, 6, "s", "", "0"),))
    first = Entry("e1", Manuscript((Text("a", "今年通电。"),), source="s", name="x.docx"), doc="x.docx",
                  title=Text("t1", "【概况】"))  # fmt: skip
    second = Entry(
        "e2", Manuscript((Text("b", "去年通车。"),), source="s", name="x.docx"), doc="x.docx"
    )
    later = Text("h2", "第四章 县城", role="heading", level=1, origin=(Run(0, 6, "s", "", "9"),))
    entries = {digest_of(e): e for e in (first, second)}
    refs = [Ref(e.id, digest) for digest, e in entries.items()]
    nodes = (Node("n1", "章", "政区", "第二章", heading, entries=(refs[0],)),
             Node("n2", "章", "县城", "第四章", later, entries=(refs[1],)))  # fmt: skip
    return Book(Work("w", "书", "县志", nodes), entries)


def test_a_compiled_book_is_checked_entry_by_entry_and_document_by_document() -> None:
    found = check(compiled(), PLAIN)
    assert [(f.rule, f.entry, f.text) for f in found] == [
        ("R025", "e1", "今年"), ("R025", "e2", "去年"), ("R199", "", "第四章 县城"),
    ]  # fmt: skip
    (document,) = documents_of(compiled())
    assert [b.id for b in document.blocks] == ["h", "t1", "a", "h2", "b"]


def test_places_follow_runs_across_leaves_and_keep_the_original_offsets() -> None:
    origin = (Run(0, 4, "f", "", "5a", 10), Run(4, 9, "f", "", "5b", 0))
    place = place_of(origin, "甲乙丙丁戊己庚辛壬", 3, 7, "x.txt")
    assert (place.block, place.start, place.end, place.text) == ("5b", 0, 3, "戊己庚")
    place = place_of(origin, "甲乙丙丁戊己庚辛壬", 1, 3, "x.txt")
    assert (place.block, place.start, place.end, place.text) == ("5a", 11, 13, "乙丙")


def test_findings_jsonl_follows_the_contract() -> None:
    found = check_manuscript(paragraph("今年通电。"), PLAIN)
    row = msgspec.json.decode(write_jsonl(found).splitlines()[0])
    assert {"doc", "block", "start", "end", "text", "rule", "level", "message"} <= set(row)
    assert row["block"] == 12
    whole = msgspec.structs.replace(found[0], place=None, block="")
    assert row_of(whole)["block"] is row_of(whole)["start"] is row_of(whole)["end"] is None


TEXT_RULES = tuple(r for r in all_rules() if r.scope == "text" and r.sweep is None)
SHAPED = tuple(r for r in TEXT_RULES if r.shapes)
GATE_LINES = (
    "今年产茶30公斤，80年代修渠。", "获《先进》称号，，约300余人", "", "ABC",
    *(line for rule in TEXT_RULES for line in (rule.bad[0].text, rule.good[0].text)),
)  # fmt: skip


def wanted(rule: Rule, line: str) -> bool:
    """Whether a text holds one of each of the groups of words that a rule names, and its probe."""
    groups = [group for group in (rule.literals, *rule.needs) if group is not None]
    held = all(any(literal in line for literal in group) for group in groups)
    return held and re.search(rule.probe, line) is not None


def shaped(rule: Rule, line: str) -> bool:
    return any(re.search(shape, line) for shape in rule.shapes)


def picks(rules: tuple[Rule, ...], lines: Sequence[str]) -> Iterator[tuple[str, set[str]]]:
    """Each line with the ids of the rules that the plain gate picks for it."""
    gate = Gate(rules)
    gate.use_scan(False)
    for line, picked in zip(lines, gate.pick(lines, ["body"] * len(lines)), strict=True):
        yield line, {rule.id for rule in picked}


def test_the_gate_picks_a_rule_exactly_where_its_words_and_its_probe_are() -> None:
    rules = tuple(rule for rule in TEXT_RULES if not rule.shapes)
    for line, picked in picks(rules, GATE_LINES):
        assert picked == {rule.id for rule in rules if wanted(rule, line)}, line


def test_the_gate_picks_rules_with_shapes_where_one_is_and_never_without_their_words() -> None:
    for line, picked in picks(SHAPED, GATE_LINES):
        most = {rule.id for rule in SHAPED if wanted(rule, line)}
        least = {rule.id for rule in SHAPED if rule.id in most and shaped(rule, line)}
        assert least <= picked <= most, line


@pytest.mark.parametrize("rule", SHAPED, ids=lambda rule: rule.id)
def test_the_gate_picks_a_rule_for_texts_made_after_each_of_its_shapes(rule: Rule) -> None:
    alone = replace(rule, needs=(), probe="")
    gate = Gate((alone,))
    gate.use_scan(False)

    @settings(max_examples=8, derandomize=True, deadline=None, database=None)
    @given(st.data())
    def picked(data: st.DataObject) -> None:
        for shape in rule.shapes[:: 1 + len(rule.shapes) // 40]:
            line = data.draw(st.from_regex(shape))
            if wanted(alone, line):
                assert gate.pick([line], ["body"]) == [[alone]], (shape, line)

    picked()


@pytest.mark.parametrize("rule", SHAPED, ids=lambda rule: rule.id)
def test_whatever_a_rule_with_shapes_finds_has_one_of_them(rule: Rule) -> None:
    for example in rule.bad:
        made = manuscript_of(example)
        found = check_manuscript(made, CheckSettings(**example.settings))
        at = {finding.block for finding in found if finding.rule == rule.id}
        lines = [block.text for block in every_text(made) if block.id in at]
        assert lines, example  # a bad example that the gate keeps from the rule fails here
        assert all(shaped(rule, line) for line in lines), lines
        assert all(picked for _, picked in picks((rule,), lines)), lines


def test_no_rule_fails_on_odd_text() -> None:
    odd = [
        "\ud7ff\ue000\U00030000",
        "\u0000\u0007",
        "“”’‘》《",
        "一" * 50,
        "9" * 50,
        "％．，－０１２年",
        "年月日号第",
        "（）【】",
    ]
    manuscripts = [paragraph(text) for text in odd]
    manuscripts.append(manuscript_of(Example(table=(("", ""), ("9" * 40, "一"), ("-", "%")))))
    found = check_manuscripts(manuscripts, PLAIN)
    assert not [f for f in found if f.rule == READING_RULE]


SHARED = Path(__file__).parents[3] / "shared/data/modern/laws_core"


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/data/modern")
def test_official_prose_raises_next_to_nothing() -> None:
    blocks = []
    for file in sorted(SHARED.glob("*.md")):
        body = file.read_text(encoding="utf-8").split("<!-- INFO END -->")[-1]
        lines = [line.strip("# ") for line in body.splitlines() if line.strip()]
        blocks += [Text(f"{file.name}{n}", line) for n, line in enumerate(lines)]
    found = check_manuscript(Manuscript(tuple(blocks), name="laws"), PLAIN)
    half_width = re.compile('[,;:!?.()"]')
    doubted = [f for f in found if f.level in "政硬数字点" and not half_width.search(f.text)]
    characters = sum(len(block.text) for block in blocks)
    assert len(doubted) * 10_000 / characters <= 2, [(f.rule, f.text) for f in doubted[:20]]


def test_work_shared_between_processes_gives_the_same_findings_in_the_same_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = [
        f"{1980 + n % 40}年，全县有教师{n}人，其中男教师{n // 2}人、女教师{n // 2 + n % 3}人。"
        for n in range(100, 1300)
    ]
    manuscripts = tuple(
        Manuscript(tuple(Text(f"{k}-{n}", line) for n, line in enumerate(lines)), name=f"{k}.docx")
        for k in range(4)
    )
    monkeypatch.setenv("FANGZHI_CHECK_PROCESSES", "1")
    alone = check_manuscripts(manuscripts, CheckSettings())
    monkeypatch.setenv("FANGZHI_CHECK_PROCESSES", "3")
    assert len(alone) > 100
    assert check_manuscripts(manuscripts, CheckSettings()) == alone
