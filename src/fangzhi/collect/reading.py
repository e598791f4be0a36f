"""What a reader gives back: the manuscript, what it could not read, and the pictures inside."""

from __future__ import annotations

from fangzhi.model.finding import Finding
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.value import Value


class Reading(Value, frozen=True):
    """One file as read. `assets` holds the bytes of pictures by SHA-256 digest."""

    manuscript: Manuscript
    findings: tuple[Finding, ...] = ()
    assets: dict[str, bytes] = {}
