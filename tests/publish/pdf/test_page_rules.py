"""The rules of the catalogue that hold by how pages are set: R120, R203, R204, R205.

R209 (a table's head is repeated) and R216 (the index gives true pages) stand in test_render.
"""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest

from fangzhi.model.book import Book
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text
from fangzhi.model.work import Entry, Node, Work, ref_to
from fangzhi.publish.pdf.render import render

CHAPTERS = ("建置", "环境", "人口", "农业", "工业", "交通", "教育", "人物")
NOT_FIRST = tuple("，。、；：！？）》”’】")
NOT_LAST = tuple("（《“‘【")
Lines = list[list[str]]


def _words(chapter: int, number: int) -> str:
    said = "“引水入村”（见《村史》），灌田三百亩；"
    return (said + "其后，村人修渠、筑堰、架桥，历时“三冬两春”。" + "山" * (chapter + number)) * (
        3 + (chapter * 7 + number * 5) % 11
    )


def _entry(chapter: int, number: int) -> Entry:
    body = Text(f"b{chapter}-{number}", _words(chapter, number))
    head = Text(f"h{chapter}-{number}", f"第{chapter}之{number}事")
    return Entry(f"e{chapter}-{number}", Manuscript((body,)), head)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Lines:
    entries: dict[str, Entry] = {}
    nodes: list[Node] = []
    for chapter, title in enumerate(CHAPTERS, 1):
        own = [_entry(chapter, number) for number in range(1, 12)]
        refs = tuple(ref_to(one) for one in own)
        entries |= {ref.digest: one for ref, one in zip(refs, own, strict=True)}
        nodes.append(Node(f"n{chapter}", "章", title, f"第{chapter}章", entries=refs))
    folder = tmp_path_factory.mktemp("pages")
    file = render(Book(Work("w", "石桥村志", "村志", tuple(nodes)), entries), {}, folder).files[0]
    return _lines(folder / file)


def _lines(file: Path) -> Lines:
    document = pypdfium2.PdfDocument(file)
    found = [page.get_textpage().get_text_bounded().splitlines() for page in document]
    document.close()
    return [[bare for line in lines if (bare := re.sub(r"\s", "", line))] for lines in found]


def _is_contents(lines: list[str]) -> bool:
    return any("......" in line for line in lines)


def _chapter_pages(pages: Lines) -> dict[str, int]:
    """The leaf on which each chapter's own title stands, by its title; running heads aside."""
    return {
        title: leaf
        for leaf, lines in enumerate(pages)
        if not _is_contents(lines)
        for chapter, title in enumerate(CHAPTERS, 1)
        if f"第{chapter}章{title}" in lines[1:]
    }


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(pages: Lines) -> None:
    whole = [line for lines in pages for line in lines if len(line) > 20]
    assert len(whole) > 300
    assert [line for line in whole if line.startswith(NOT_FIRST) or line.endswith(NOT_LAST)] == []


def test_the_contents_name_the_page_on_which_a_chapter_begins(pages: Lines) -> None:
    begins = _chapter_pages(pages)
    assert list(begins) == list(CHAPTERS)
    contents = "".join(line for lines in pages if _is_contents(lines) for line in lines)
    told = [int(number) for number in re.findall(r"第\d章\D{2}\.+(\d+)", contents)]
    assert len(told) == len(CHAPTERS)
    first = begins[CHAPTERS[0]] - told[0]
    assert [page + first for page in told] == list(begins.values())


def test_the_running_head_of_a_right_hand_page_names_its_chapter(pages: Lines) -> None:
    begins = _chapter_pages(pages)
    seen = 0
    for leaf, lines in enumerate(pages):
        own = [title for title, first in begins.items() if first < leaf]
        if own and leaf not in begins.values() and leaf % 2 == 0:
            assert own[-1] in lines[0], (leaf, lines[:2])
            seen += 1
    assert seen >= 3


def test_no_head_stands_last_on_its_page(pages: Lines) -> None:
    heads = re.compile(r"^【?第\d+之\d+事】?$")
    ends = [next(x for x in reversed(p) if not x.isdigit()) for p in pages if len(p) > 3]
    assert [line for line in ends if heads.match(line)] == []
