"""The reader of DOCX: one file in, one manuscript out, with every place kept."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from fangzhi.collect.docx.body import StoryReader
from fangzhi.collect.docx.carried import carried_in, restored
from fangzhi.collect.docx.context import Context, Story
from fangzhi.collect.docx.draft import Draft, finished
from fangzhi.collect.docx.notes import read_notes
from fangzhi.collect.docx.parts.names import REL_ID, w
from fangzhi.collect.docx.parts.numbering import Numbering
from fangzhi.collect.docx.parts.package import Parts, open_parts
from fangzhi.collect.docx.parts.styles import Styles
from fangzhi.collect.docx.roles import blocks_of
from fangzhi.collect.docx.words.paragraph import section_starts
from fangzhi.collect.reading import Reading
from fangzhi.files.refusal import Refused
from fangzhi.files.source import SourceFile
from fangzhi.model.finding import READING_RULE, Finding, Place
from fangzhi.model.manuscript import Block, Manuscript
from fangzhi.model.text import Role, Text

_MARGINS: tuple[tuple[str, str, Role], ...] = (
    ("headerReference", "hd", "header"),
    ("footerReference", "ft", "footer"),
)
_LANGUAGES = {"zh-TW": "zh-Hant", "zh-HK": "zh-Hant", "zh-MO": "zh-Hant"}
_MAIN = "word/document.xml"


def read(source: SourceFile) -> Reading:
    """Read a DOCX into a manuscript; everything not read is a finding, never an exception."""
    with _collector_at_rest():
        return _read(source)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Let the garbage collector rest: a manuscript is many small values without cycles.

    It took a third of the time of a long file, looking through values that all stay.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read(source: SourceFile) -> Reading:
    try:
        parts = open_parts(source.data, source.name)
    except Refused as refused:
        return _unread(source, f"未读入：{refused.refusal(source.name).message}")
    main = parts.related("", "officeDocument") or _MAIN
    root = parts.root(main)
    body = root.find(w("body")) if root is not None else None
    if body is None:
        nothing = "未读入：文件里没有正文部分，请用 Word 或 WPS 打开另存后重交。"
        return _unread(source, *(parts.faults or [nothing]))
    context = _context(source, parts, main)
    story = Story(main)
    story.open.sections.extend(section_starts(body))
    items = StoryReader(context, story).read(body)
    blocks = blocks_of(context, items) + _margins(context, body)
    notes = read_notes(context, body)
    for message in parts.faults:
        context.tell_whole(message)
    manuscript = Manuscript(
        blocks=tuple(blocks),
        notes=tuple(notes),
        assets=tuple(context.pictures.values()),
        title=_title(blocks),
        name=source.name,
        source=source.digest,
        media_type=source.media_type,
        lang=_LANGUAGES.get(context.styles.language, "zh-Hans"),
    )
    reading = Reading(manuscript, tuple(context.findings), context.assets)
    carried = carried_in(parts, main)
    return reading if carried is None else restored(reading, carried)


def _unread(source: SourceFile, *messages: str) -> Reading:
    place = Place(source.name)
    manuscript = Manuscript(name=source.name)  # without a source: not read at all
    return Reading(manuscript, tuple(
        Finding(READING_RULE, "硬", message, place=place, confidence="certain")
        for message in messages
    ))  # fmt: skip


def _context(source: SourceFile, parts: Parts, main: str) -> Context:
    styles = parts.related(main, "styles")
    numbering = parts.related(main, "numbering")
    return Context(
        name=source.name,
        digest=source.digest,
        parts=parts,
        main=main,
        styles=Styles(parts.root(styles) if styles else None),
        numbering=Numbering(parts.root(numbering) if numbering else None),
    )


def _margins(context: Context, body: etree._Element) -> list[Block]:
    """Read headers and footers (页眉页脚), each part once, in the order sections refer to them."""
    blocks: list[Block] = []
    relations = context.parts.relations(context.main)
    for tag, letters, role in _MARGINS:
        seen: dict[str, None] = {}
        for reference in body.iter(w(tag)):
            relation = relations.get(reference.get(REL_ID, ""))
            if relation is not None and not relation.external:
                seen.setdefault(relation.target)
        for number, part in enumerate(seen):
            root = context.parts.root(part)
            if root is None:
                continue
            items = StoryReader(context, Story(part, f"{letters}{number}/"), role).read(root)
            for item in items:
                block = finished(context, item, role) if isinstance(item, Draft) else item
                blocks.append(block)
    return blocks


def _title(blocks: list[Block]) -> str:
    """Give the first heading of the outermost level found first, "" when there is none."""
    first = next((b for b in blocks if isinstance(b, Text) and b.role == "heading"), None)
    return first.text.strip() if first is not None else ""
