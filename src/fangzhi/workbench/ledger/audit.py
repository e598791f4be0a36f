"""The audit (核对): ledger, originals, entries and seals, each against its digests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from fangzhi.workbench.ledger import lines, originals, sealed
from fangzhi.workbench.ledger.lines import Head
from fangzhi.workbench.works.compiling import store

_SHOWN = 200
"""Faults listed of one kind; a wrecked disk has thousands."""


class Part(NamedTuple):
    """One thing that was looked at: its name, and what is wrong with it, in words."""

    name: str
    faults: tuple[str, ...]


class Report(NamedTuple):
    """What the audit found; `head` is to be written down."""

    head: Head
    parts: tuple[Part, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing was found."""
        return not any(part.faults for part in self.parts)


def audit(*anchors: Head, tell: Callable[[str, int, int], None] | None = None) -> Report:
    """Look at everything that bears a digest."""
    looks: tuple[tuple[str, Callable[[], Iterator[str]]], ...] = (
        ("日志", lambda: lines.verify(*anchors)),
        ("资料库里的文件", lambda: originals.damaged(store())),
        ("应有的原件和图片", lambda: originals.missing(store())),
        ("条目正文", sealed.altered),
        ("定稿锁定", sealed.drifted),
    )
    parts = []
    for done, (name, look) in enumerate(looks):
        if tell is not None:
            tell(f"核对{name}", done, len(looks))
        parts.append(Part(name, tuple(islice(look(), _SHOWN))))
    return Report(lines.head(), tuple(parts))


def run_audit(work: Any) -> str:
    """Audit in the background; the report stands beside the run."""
    report = audit(tell=work.step)
    told = "\n".join(
        f"{part.name}：" + ("完好" if not part.faults else f"{len(part.faults)}处不对")
        + "".join(f"\n  {fault}" for fault in part.faults)
        for part in report.parts
    )  # fmt: skip
    return told if report.is_whole else f"发现不对的地方，请立即告诉负责人。\n{told}"
