"""What compile must be told about a work; project reads it from fangzhi.toml."""

from __future__ import annotations

import msgspec

from fangzhi.compile.kinds import WorkKind
from fangzhi.model.agent import Period, Rights
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.work import Imprint


class OutlineItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of the outline (篇目): title, the unit that owes it, and file patterns that fill it."""

    title: str
    kind: str = ""
    unit: str = ""
    files: tuple[str, ...] = ()
    nodes: tuple[OutlineItem, ...] = ()


class Contribution(msgspec.Struct, frozen=True):
    """One manuscript handed in, with what the settings say of it (来稿)."""

    manuscript: Manuscript
    unit: str = ""
    kind: str = ""
    node: str = ""
    period: Period = Period()
    rights: Rights = Rights()
    switches: tuple[tuple[str, str], ...] = ()


class WorkSettings(msgspec.Struct, frozen=True):
    """Everything that makes a work besides its manuscripts.

    `subjects` and `persons` are words that the index must hold.
    """

    id: str
    title: str
    kind: WorkKind
    area: str = ""
    period: Period = Period()
    volume_year: int = 0
    imprint: Imprint = Imprint()
    lang: str = "zh-Hans"
    outline: tuple[OutlineItem, ...] = ()
    subjects: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    merge_chronology: bool = True
    rights: Rights = Rights()
