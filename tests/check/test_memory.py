"""An entry checked again as an editor types gets the findings of a check from the beginning."""

from __future__ import annotations

import random
from pathlib import Path

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from fangzhi.check.cache import FindingCache
from fangzhi.check.engine import check, check_entry, check_manuscript, check_manuscripts
from fangzhi.check.example import manuscript_of
from fangzhi.check.pieces import book_of
from fangzhi.check.rule import all_rules
from fangzhi.check.settings import CheckSettings
from fangzhi.model.manuscript import Block, Manuscript
from fangzhi.model.place import Run
from fangzhi.model.text import Mark, Text

EXAMPLES = [e for rule in all_rules() for e in (*rule.bad, *rule.good) if not e.settings]
BLOCKS = [block for e in EXAMPLES for block in manuscript_of(e).blocks]
LINES = [block.text for block in BLOCKS if isinstance(block, Text)]
TABLES = [block for block in BLOCKS if not isinstance(block, Text)]
YEARBOOK = CheckSettings(kind="年鉴", content_year=2019)


def placed(number: int, text: str, edition: int) -> Text:
    """A paragraph whose id and origin are of this edition of the file."""
    origin = (Run(0, len(text), f"{edition:064d}", "", str(number), 0),)
    return Text(f"{edition}-{number}", text, origin=origin)


def edited(blocks: list[Block], chance: random.Random, edition: int) -> None:
    """Do one thing an editor does."""
    at = chance.randrange(len(blocks))
    block = blocks[at]
    match chance.choice("cuttttttjhqms"):
        case "c":
            blocks.insert(at, placed(at, chance.choice(LINES), edition))
        case "u" if len(blocks) > 1:
            del blocks[at]
        case "t" if isinstance(block, Text):
            start = chance.randrange(len(block.text) + 1)
            words = chance.choice(LINES)[: chance.randint(0, 6)]
            text = block.text[:start] + words + block.text[start + chance.randint(0, 3) :]
            blocks[at] = msgspec.structs.replace(block, text=text, marks=())
        case "j":
            blocks[at] = chance.choice(TABLES)
        case "h" if isinstance(block, Text):
            blocks[at] = msgspec.structs.replace(block, role="heading", level=1)
        case "q" if isinstance(block, Text):
            blocks[at] = msgspec.structs.replace(block, role="quote")
        case "m" if isinstance(block, Text):
            mark = Mark(0, chance.randint(0, len(block.text)), "quotation")
            blocks[at] = msgspec.structs.replace(block, marks=(mark,))
        case "s":
            blocks[:] = [
                placed(n, b.text, edition) if isinstance(b, Text) and b.role == "paragraph" else b
                for n, b in enumerate(blocks)
            ]


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_an_entry_edited_step_by_step_gets_the_findings_of_a_fresh_check(
    chance: random.Random,
) -> None:
    cache = FindingCache(live=True)
    blocks: list[Block] = [placed(n, chance.choice(LINES), 0) for n in range(12)]
    for edition in range(12):
        entry = Manuscript(tuple(blocks), name="稿.docx")
        told = chance.choice((CheckSettings(), CheckSettings(), YEARBOOK))
        assert check_entry(entry, told, cache) == check_manuscript(entry, told)
        edited(blocks, chance, edition)


def test_every_example_gets_the_same_findings_the_second_time() -> None:
    cache = FindingCache(live=True)
    lines = tuple(placed(n, line, 0) for n, line in enumerate(LINES[:1500]))
    entry = Manuscript((*lines, *TABLES[:100]), name="稿.docx")
    again = Manuscript((*(placed(n, t.text, 1) for n, t in enumerate(lines)), *TABLES[:100]))
    again = msgspec.structs.replace(again, name="稿.docx")
    assert check_entry(entry, YEARBOOK, cache) == check_manuscript(entry, YEARBOOK)
    assert check_entry(again, YEARBOOK, cache) == check_manuscript(again, YEARBOOK)


def test_what_a_rule_said_of_the_paragraph_before_is_not_said_again_when_that_changed() -> None:
    cache = FindingCache(live=True)
    opened, closed = "老人说：“渠是民国时修的。", "后来又加宽。”"
    both = Manuscript((placed(0, opened, 0), placed(1, closed, 0)), name="稿.docx")
    alone = Manuscript((placed(0, "渠是民国时修的。", 0), placed(1, closed, 0)), name="稿.docx")
    first, then = (check_entry(m, CheckSettings(), cache) for m in (both, alone))
    assert [f.block for f in first if f.text == "”"] != [f.block for f in then if f.text == "”"]
    assert then == check_manuscript(alone, CheckSettings())


def test_headings_above_an_entry_count_as_in_its_book() -> None:
    cache = FindingCache(live=True)
    entry = Manuscript((placed(0, "本县今年通电。", 0),), name="稿.docx")
    below = check_entry(entry, CheckSettings(kind="县志"), cache, ("凡例",))
    plain = check_entry(entry, CheckSettings(kind="县志"), cache)
    assert {f.text for f in plain} - {f.text for f in below} == {"本县"}


def test_a_live_cache_gives_a_book_the_same_findings_after_each_change(tmp_path: Path) -> None:
    cache = FindingCache(tmp_path, live=True)
    chance = random.Random(5)
    files: list[list[Block]] = [
        [placed(n, chance.choice(LINES), k) for n in range(9)] for k in range(3)
    ]
    for edition in range(8):
        book = tuple(Manuscript(tuple(b), name=f"{k}.docx") for k, b in enumerate(files))
        assert check(book_of(book), YEARBOOK, cache) == check_manuscripts(book, YEARBOOK)
        edited(files[edition % 3], chance, edition)
    kept = check(book_of(book), YEARBOOK, FindingCache(tmp_path))
    assert kept == check_manuscripts(book, YEARBOOK)
