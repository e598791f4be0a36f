"""What stands before the text: title page, imprint page, people, contents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from fangzhi.model.book import Book
from fangzhi.model.work import Node, Work
from fangzhi.publish.captions import numbered_title
from fangzhi.publish.docx.draft import Draft
from fangzhi.publish.docx.text.blocks import added, paragraph
from fangzhi.publish.docx.text.inline import run
from fangzhi.publish.legal import attribute
from fangzhi.publish.period import period_words

YEARBOOK_KINDS = frozenset({"类目", "分目", "次分目"})
"""Where these stand in the outline, entries bear 【】 heads and stand in the contents."""

_BLANK = "＿＿＿＿＿＿"
_HINT = "（页码由 Word 排定：在目录上按右键，选“更新域”，本行随之消失。）"


class Line(NamedTuple):
    """A line of the contents: level from 1, words, and the id it leads to."""

    level: int
    words: str
    target: str


def is_yearbook(work: Work) -> bool:
    """Say whether the outline is a yearbook's (类目/分目/条目)."""
    pending = list(work.nodes)
    while pending:
        node = pending.pop()
        if node.kind in YEARBOOK_KINDS:
            return True
        pending.extend(node.nodes)
    return False


def _title_style(title: str) -> str:
    """Long titles are set smaller, so that they break into few lines."""
    return "BookTitle" if len(title) <= 10 else "LongBookTitle"


def title_page(work: Work, draft: Draft) -> str:
    """Give the title page (书名页)."""
    imprint = work.imprint
    years = period_words(work)
    period = f"（{years}）" if years else ""
    rows = [(_title_style(work.title), work.title), ("Subtitle", imprint.subtitle), ("Subtitle", period),
            ("Notice", imprint.notice)]  # fmt: skip
    parts = [added(style, words, draft) for style, words in rows if words]
    space = '<w:spacing w:before="4200" w:after="60"/>'
    foot = [words for words in (imprint.compiler, imprint.publisher, imprint.date) if words]
    for index, words in enumerate(foot):
        parts.append(added("TitleLine", words, draft, "" if index else space))
    return "".join(parts)


def imprint_page(work: Work, draft: Draft) -> str:
    """Give the imprint page (版权页); what is not known yet is a blank to fill in."""
    imprint = work.imprint
    rows = (("书　　名", work.title), ("编　　纂", imprint.compiler), ("出版发行", imprint.publisher),
            ("出 版 地", imprint.place), ("版　　次", imprint.date), ("书　　号", imprint.isbn),
            ("CIP 数据", imprint.cip), ("审 图 号", imprint.map_approval))  # fmt: skip
    top = '<w:pageBreakBefore/><w:spacing w:before="7200" w:after="20"/>'
    parts = []
    for index, (name, words) in enumerate(rows):
        line = f"{name}　{words or _BLANK}"
        parts.append(added("Imprint", line, draft, "" if index else top))
    if imprint.notice:
        parts.append(added("Notice", imprint.notice, draft))
    return "".join(parts)


def people_page(work: Work, draft: Draft) -> str:
    """Give the page of editors (编委会), "" where nobody is named."""
    people = work.imprint.people
    if not people:
        return ""
    parts = [added("FrontTitle", "编纂人员", draft)]
    by_duty: dict[str, list[str]] = {}
    for person in people:
        note = f"（{person.note}）" if person.note else ""
        by_duty.setdefault(person.duty, []).append(person.name + note)
    for duty, names in by_duty.items():
        parts.append(added("Imprint", f"{duty}　{'　'.join(names)}", draft))
    return "".join(parts)


def contents(book: Book, draft: Draft) -> str:
    """Give the contents (目录) as a field that already shows its lines."""
    yearbook = is_yearbook(book.work)
    lines = [*_lines(book, book.front, False), *_lines(book, book.work.nodes, yearbook)]
    code = ' TOC \\o "1-3" \\h \\z \\t "前置标题,1' + (',条目标题,4" ' if yearbook else '" ')
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{attribute(code)}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    heading = added("TOCHeading", "目录", draft, "<w:pageBreakBefore/>")
    hint = paragraph("ContentsHint", draft.added(_HINT) + begin + run(_HINT))
    rows = "".join(_line(line, draft) for line in lines)
    return heading + hint + rows + paragraph("Spacer", draft.added("") + end)


def _line(line: Line, draft: Draft) -> str:
    name = draft.reference(line.target)
    inner = f'<w:hyperlink w:anchor="{name}" w:history="1">{run(line.words)}</w:hyperlink>'
    return paragraph(f"TOC{line.level}", draft.added(line.words) + inner)


def _lines(book: Book, nodes: tuple[Node, ...], yearbook: bool) -> Iterator[Line]:
    pending = [(0, node) for node in reversed(nodes)]
    while pending:
        depth, node = pending.pop()
        if depth < 3:
            words = numbered_title(node.label, node.title)
            yield Line(depth + 1, words, node.id)
        if yearbook:
            for entry in book.entries_of(node):
                if entry.title is not None and entry.title.text != node.title:
                    yield Line(4, entry.title.text, entry.id)
        pending.extend((depth + 1, below) for below in reversed(node.nodes))
