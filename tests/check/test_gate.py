"""The gate spares work and never changes what is found: with it and without it, finding by finding."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangzhi.check import passages
from fangzhi.check.accel import library
from fangzhi.check.engine import check_manuscript
from fangzhi.check.example import manuscript_of
from fangzhi.check.gate import Gate
from fangzhi.check.rule import Rule, all_rules
from fangzhi.check.settings import CheckSettings, Document
from fangzhi.collect.readers import read_file
from fangzhi.model.finding import Finding
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text
from fangzhi.zh.eras import ERA_TITLES

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SETTINGS = (CheckSettings(), CheckSettings(kind="年鉴", content_year=2019))
TEXT_RULES = tuple(rule for rule in all_rules() if rule.scope == "text")
LINES = [
    line
    for rule in all_rules()
    for example in (*rule.bad, *rule.good)
    for line in (example.text, *example.paragraphs)
    if line
]
WORDS = sorted(
    {word for rule in TEXT_RULES for group in (rule.literals, *rule.needs) for word in group or ()}
    | set("0123456789０５一二三十百千万亿零〇两年月日号时第（）()，。；、：“”《》—-~～至到 \n")
    | set("比占增减均其中共计折合即元人吨户亩公里甲子光绪康熙民国世届次会议周岁生卒")
    | {"2019年", "3月", "12日", "光绪二十六年", "甲辰", "12.5%", "3.2万公顷", "百分点", "第十次"}
)


Gates = Callable[[tuple[Rule, ...], Document], object]
needs_hyperscan = pytest.mark.skipif(library() is None, reason="hyperscan is not installed here")


class _NoGate:
    """Every rule on every text."""

    def __init__(self, rules: tuple[Rule, ...], document: Document) -> None:
        self._rules = rules
        self._document = document

    def pick(self, texts: Sequence[str], places: Sequence[str]) -> list[list[Rule]]:
        return [self._of(*row) for row in zip(texts, places, strict=True)]

    def swept(self, texts: Sequence[str], document: Document) -> Sequence[tuple[int, Rule]]:
        return ()

    def _of(self, text: str, place: str) -> list[Rule]:
        return list(self._rules)


class _PlainGate(_NoGate):
    """Every rule on the texts that hold the literals it names, looked for one by one."""

    def _of(self, text: str, place: str) -> list[Rule]:
        def holds(rule: Rule) -> bool:
            told = tuple(rule.told(self._document)) if rule.told else ()
            first = (*rule.literals, *told) if rule.literals is not None else None
            needs = ((*group, *told) for group in rule.needs)
            groups = [group for group in (first, *needs) if group is not None]
            return all(any(word in text for word in group) for group in groups)

        return [rule for rule in self._rules if place in rule.always_in or holds(rule)]


_SCANNED: dict[int, Gate] = {}


def scanned(rules: tuple[Rule, ...], document: Document) -> Gate:
    """The gate on hyperscan, from the first text on."""
    told = {n: tuple(rule.told(document)) for n, rule in enumerate(rules) if rule.told}
    key = hash((rules, tuple(told.items())))
    gate = _SCANNED.get(key) or _SCANNED.setdefault(key, Gate(rules, told))
    gate.accelerate()
    assert gate.is_accelerated
    return gate


def found(
    manuscript: Manuscript, known: CheckSettings, gate: Gates | None = None
) -> tuple[Finding, ...]:
    with pytest.MonkeyPatch.context() as patch:
        if gate is not None:
            patch.setattr(passages, "gate_for", gate)
        return check_manuscript(manuscript, known)


def agree(manuscript: Manuscript, gate: Gates = _NoGate) -> None:
    for known in SETTINGS:
        assert found(manuscript, known) == found(manuscript, known, gate)


def paragraphs(lines: Sequence[str]) -> Manuscript:
    return Manuscript(tuple(Text(f"b{n}", line) for n, line in enumerate(lines)), name="稿.docx")


def test_the_rules_examples_get_the_same_findings_with_and_without_the_gate() -> None:
    for rule in all_rules():
        for example in (*rule.bad, *rule.good):
            manuscript, known = manuscript_of(example), CheckSettings(**example.settings)
            gated = found(manuscript, known)
            assert gated == found(manuscript, known, _NoGate), (rule.id, example)


def test_sentences_cut_and_joined_get_the_same_findings_with_and_without_the_gate() -> None:
    chance = random.Random(19)
    lines = []
    for _ in range(3000):
        first, second, third = (chance.choice(LINES) for _ in range(3))
        cut = chance.randrange(len(second) + 1)
        lines.append(first[chance.randrange(len(first)) :] + second[:cut] + third + second[cut:])
    agree(paragraphs(lines))


@pytest.mark.parametrize("name", ["01县情概况.docx", "02大事记2024.docx", "17县志·人物传.docx"])
def test_the_shipped_yearbook_gets_the_same_findings_with_and_without_the_gate(name: str) -> None:
    path = EXAMPLES / "青浣年鉴" / name
    reading = read_file(path, path.parent)
    assert reading.manuscript.blocks
    agree(reading.manuscript)


def test_a_rare_character_of_a_reign_title_passes_the_gate() -> None:
    for title in ERA_TITLES:
        lines = [f"北魏{title}2年（429年）建寺。", f"{title}二年（4年）十二月，县人建桥。"]
        assert found(paragraphs(lines), SETTINGS[0]) == found(
            paragraphs(lines), SETTINGS[0], _PlainGate
        )


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=14).map("".join), max_size=6))
def test_random_words_get_the_same_findings_with_and_without_the_gate(lines: list[str]) -> None:
    agree(paragraphs(lines), _PlainGate)


@needs_hyperscan
def test_the_rules_examples_get_the_same_findings_with_hyperscan() -> None:
    examples = [e for rule in TEXT_RULES for e in (*rule.bad, *rule.good) if not e.settings]
    lines = [line for e in examples for line in (e.text, *e.paragraphs) if line]
    agree(paragraphs(lines), scanned)


@needs_hyperscan
def test_a_scan_that_ends_early_is_done_by_the_plain_gate() -> None:
    [rule] = [rule for rule in TEXT_RULES if rule.id == "R010"]
    plain, quick = (Gate((rule,)) for _ in range(2))
    plain.use_scan(False)
    quick.use_scan(True)
    line = "一是加强领导，" + "二是领导，" * 6_000
    assert quick.is_accelerated
    assert quick.pick([line], ["body"]) == plain.pick([line], ["body"])


@needs_hyperscan
def test_texts_of_an_office_with_tables_of_its_own_get_the_same_findings_with_hyperscan() -> None:
    for rule in TEXT_RULES:
        if rule.told is not None:
            for example in (*rule.bad, *rule.good):
                manuscript, known = manuscript_of(example), CheckSettings(**example.settings)
                assert found(manuscript, known) == found(manuscript, known, scanned), example


@needs_hyperscan
def test_sentences_cut_and_joined_get_the_same_findings_with_hyperscan() -> None:
    chance = random.Random(23)
    lines = []
    for _ in range(1000):
        first, second = chance.choice(LINES), chance.choice(LINES)
        at = chance.randrange(len(second) + 1)
        lines.append(second[:at] + first[chance.randrange(len(first)) :] + second[at:])
    agree(paragraphs(lines), scanned)


@needs_hyperscan
@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=14).map("".join), max_size=6))
def test_random_words_get_the_same_findings_with_hyperscan(lines: list[str]) -> None:
    agree(paragraphs(lines), scanned)


@needs_hyperscan
@pytest.mark.skipif(
    not SHARED.is_dir(), reason="the folder of texts beside the repository is missing"
)
def test_manuscripts_and_laws_get_the_same_findings_with_hyperscan() -> None:
    for folder in ("planted/manuscripts", "modern/laws_core"):
        paths = sorted(p for p in (SHARED / folder).rglob("*") if p.suffix in (".docx", ".md"))
        assert paths, folder
        for path in random.Random(7).sample(paths, min(5, len(paths))):
            agree(read_file(path, path.parent).manuscript, scanned)
