"""A paragraph that has been read but whose role is not known yet."""

from __future__ import annotations

from dataclasses import dataclass, field

from fangzhi.collect.docx.context import Context
from fangzhi.collect.docx.words.line import Line, in_order, joined
from fangzhi.collect.docx.words.paragraph import Properties
from fangzhi.model.manuscript import Figure, Table
from fangzhi.model.place import Run
from fangzhi.model.text import Role, Text


@dataclass(slots=True)
class Draft:
    """One paragraph, or several whose marks between were deleted, with the addresses of each."""

    part: str
    addresses: list[str]
    lines: list[Line]
    properties: Properties
    label: str | None = None
    role: Role | None = None
    whole: Line = field(init=False)
    text: str = field(init=False)

    def __post_init__(self) -> None:
        self.whole = self.lines[0] if len(self.lines) == 1 else joined(self.lines, "")
        self.text = self.whole.text

    @property
    def size(self) -> int:
        """Give the size most of the words have, in half-points."""
        sizes = self.whole.sizes
        return max(sizes, key=lambda size: (sizes[size], size)) if sizes else 0

    @property
    def is_bold(self) -> bool:
        """Tell whether all words are bold."""
        return bool(self.whole.length) and self.whole.bold >= len(self.text.strip())


Item = Draft | Table | Figure


def finished(context: Context, draft: Draft, role: Role, level: int = 0) -> Text:
    """Give the text block of a draft in its role, and tell its remarks."""
    runs = []
    start = 0
    for address, line in zip(draft.addresses, draft.lines, strict=True):
        runs.append(Run(start, start + line.length, context.digest,
                        context.shown_part(draft.part), address))  # fmt: skip
        for remark in line.remarks:
            context.tell(draft.part, address, line.text, remark)
        start += line.length
    properties = draft.properties
    return Text(
        id=context.mint(draft.part, draft.addresses[0]),
        text=draft.text,
        role=role,
        level=level,
        label=draft.label or "",
        marks=in_order(draft.whole.marks),
        origin=tuple(runs),
        style=properties.style.name,
        align=properties.align,
    )
