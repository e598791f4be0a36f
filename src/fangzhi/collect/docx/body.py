"""Stories of a DOCX (正文, 页眉, 文本框, 内容控件) walked block by block."""

from __future__ import annotations

from lxml import etree

from fangzhi.collect.docx.context import Context, Story
from fangzhi.collect.docx.draft import Draft, Item
from fangzhi.collect.docx.parts.names import (
    ALTERNATE,
    CHOICE,
    FALLBACK,
    SDT,
    SDT_CONTENT,
    TBL,
    P,
    w,
)  # fmt: skip
from fangzhi.collect.docx.tables import TableReader
from fangzhi.collect.docx.words.inline import LineReader
from fangzhi.collect.docx.words.line import Line
from fangzhi.collect.docx.words.paragraph import (
    Properties,
    end_with_mark,
    list_label,
    properties,
)
from fangzhi.collect.docx.words.pieces import unfilled
from fangzhi.model.manuscript import Figure
from fangzhi.model.text import Mark, Role

_HOLDERS = frozenset({w("customXml"), w("smartTag")})
_PASSED = frozenset({w("ins"), w("moveTo"), w("del"), w("moveFrom")})
_ALT_CHUNK = (
    "未读入：文中嵌入了另一个文件（altChunk），请在 Word 中打开并另存一次，或把它另行交来。"
)
_BREAKS = frozenset({"page-break", "column-break"})
_FIGURE_ONLY = frozenset({"figure", "page-break", "column-break", "inserted"})


class StoryReader:
    """Reads one story into drafts, tables and figures, in reading order."""

    def __init__(self, context: Context, story: Story, role: Role | None = None) -> None:
        self.context = context
        self.story = story
        self.role = role
        self.items: list[Item] = []
        self._lines = LineReader(context, story)
        self._waiting: list[tuple[str, Line, Properties]] = []
        self._breaks = story.open.breaks

    def read(self, container: etree._Element) -> list[Item]:
        """Read all blocks of a container and give them."""
        self._walk(container)
        self._flush()
        self._end()
        return self.items

    def _walk(self, container: etree._Element) -> None:
        for child in container:
            tag = child.tag
            if tag == P:
                self._paragraph(child)
            elif tag == TBL:
                self._flush()
                self._table(child)
            elif tag == SDT:
                content = child.find(SDT_CONTENT)
                if told := unfilled(child):
                    self.context.tell_whole(told, "式")
                elif content is not None:
                    self._control(content)
            elif tag in _HOLDERS:
                self._control(child)
            elif tag == ALTERNATE:
                branch = child.find(CHOICE)
                branch = branch if branch is not None else child.find(FALLBACK)
                if branch is not None:
                    self._control(branch)
            elif tag in _PASSED:
                self._walk(child)
            elif tag == w("altChunk"):
                self.context.tell_whole(_ALT_CHUNK)
            elif tag in _RANGES:
                _RANGES[tag](self._lines, Line(), child)

    def _paragraph(self, element: etree._Element) -> None:
        story = self.story
        address = f"{story.prefix}{story.paragraphs}"
        story.paragraphs += 1
        found = properties(self.context, element)
        line = self._lines.read(element, found.style)
        end_with_mark(line, found)
        if found.break_before:
            line.marks.insert(0, Mark(0, 0, "page-break"))
        if line.runs_on:
            self._waiting.append((address, line, found))
            return
        self._waiting.append((address, line, found))
        self._flush()
        if found.ends_section:
            # how a section begins is written in its own properties, not in those that end here
            sections = self.story.open.sections
            del sections[:1]
            if sections[:1] != ["continuous"]:
                self._breaks.append(Mark(0, 0, "page-break", ref="section"))

    def _flush(self) -> None:
        """Make one draft of the paragraphs waiting: all but the last had their marks deleted."""
        if not self._waiting:
            return
        addresses = [address for address, _, _ in self._waiting]
        lines = [line for _, line, _ in self._waiting]
        found = self._waiting[-1][2]
        self._waiting = []
        kept = [n for n, line in enumerate(lines) if line.length or line.marks]
        if not kept:
            kept = [len(lines) - 1]
        addresses, lines = [addresses[n] for n in kept], [lines[n] for n in kept]
        self._place(Draft(self.story.part, addresses, lines, found, role=self.role))

    def _place(self, draft: Draft) -> None:
        whole = draft.whole
        # an empty numbered paragraph still uses up its number
        draft.label = list_label(self.context, draft.properties)
        kinds = {mark.kind for mark in whole.marks}
        if draft.text.strip() or kinds - _FIGURE_ONLY:
            whole.marks[:0] = [Mark(0, 0, m.kind, m.ref) for m in self._breaks]
            self._breaks.clear()
            self.items.append(draft)
        else:
            self._breaks.extend(m for m in whole.marks if m.kind in _BREAKS)
            self._figures(draft)
        self._tell_rest(draft, draft not in self.items[-1:])
        for box in whole.boxes:
            self._box(box)

    def _tell_rest(self, draft: Draft, dropped: bool) -> None:
        """Tell the remarks of a paragraph that becomes no text block."""
        if dropped:
            for address, line in zip(draft.addresses, draft.lines, strict=True):
                for remark in line.remarks:
                    self.context.tell(draft.part, address, line.text, remark)

    def _figures(self, draft: Draft) -> None:
        address = draft.addresses[0]
        for number, picture in enumerate(draft.whole.pictures):
            self.items.append(
                Figure(
                    id=self.context.mint(self.story.part, f"{address}#{number}"),
                    asset=picture.digest,
                    name=picture.name,
                    description=picture.description,
                    width=picture.width,
                    height=picture.height,
                    origin_address=address,
                )
            )

    def _box(self, box: etree._Element | str) -> None:
        prefix = f"{self.story.prefix}tx{self.story.boxes}/"
        self.story.boxes += 1
        story = Story(self.story.part, prefix)
        if isinstance(box, str):
            line = Line()
            line.add(box, 0, 0, False)
            plain = Properties(self.context.styles.normal, 0, "", "", 0)
            self.items.append(Draft(story.part, [f"{prefix}0"], [line], plain, role="textbox"))
            return
        self.items.extend(StoryReader(self.context, story, "textbox").read(box))

    def _table(self, element: etree._Element) -> None:
        story = self.story
        address = f"{story.prefix}t{story.tables}"
        story.tables += 1
        reader = TableReader(self.context, story, self._lines)
        table = reader.read(element, address)
        if table is not None:
            self.items.append(table)
        for box in reader.boxes:
            self._box(box)

    def _control(self, content: etree._Element) -> None:
        """Read blocks that stand in a content control: they have a count of their own."""
        self._flush()
        prefix = f"{self.story.prefix}sd{self.story.controls}/"
        self.story.controls += 1
        story = Story(self.story.part, prefix, self.story.open)
        inner = StoryReader(self.context, story, self.role)
        inner._walk(content)
        inner._flush()
        self.items.extend(inner.items)

    def _end(self) -> None:
        """Breaks after the last words go to the end of them."""
        last = self.items[-1] if self.items else None
        if self._breaks and isinstance(last, Draft):
            at = last.whole.length
            last.whole.marks.extend(Mark(at, at, m.kind, m.ref) for m in self._breaks)
        self._breaks.clear()


_RANGES = {
    w("commentRangeStart"): LineReader.comment_start,
    w("commentRangeEnd"): LineReader.comment_end,
    w("bookmarkStart"): LineReader.bookmark_start,
    w("bookmarkEnd"): LineReader.bookmark_end,
}
