"""Sources, evidence, facts, and how one text came from another."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from fangzhi.model.agent import Period, Rights
from fangzhi.model.place import Anchor
from fangzhi.model.value import Value


class Source(Value, frozen=True):
    """A source (资料) as registered: what it is, where it is kept, who may see it."""

    id: str
    title: str
    kind: Literal["archive", "press", "book", "statistics", "oral", "object", "manuscript"]
    digest: str = ""
    author: str = ""
    date: str = ""
    holder: str = ""
    call_number: str = ""
    rights: Rights = Rights()


class Evidence(Value, frozen=True):
    """Links words of ours to the words of a source that bear them out (依据)."""

    claim: Anchor
    source: str
    passage: Anchor | None = None
    stance: Literal["for", "against"] = "for"
    reliability: str = ""
    checked_by: str = ""


class Fact(Value, frozen=True):
    """A typed statement (史实): subject × indicator × period × scope × value × unit, at its place.

    `scope` is the statistical scope (口径), such as 常住/户籍 or 现价/可比价.
    """

    subject: str
    indicator: str
    anchor: Anchor
    value: Decimal | None = None
    unit: str = ""
    text: str = ""
    period: Period = Period()
    place: str = ""
    scope: tuple[str, ...] = ()


class Derivation(Value, frozen=True):
    """How a text came from another: quoted, abridged, translated or corrected."""

    kind: Literal["quoted", "abridged", "translated", "corrected", "compiled"]
    source: str
    source_digest: str
    note: str = ""
