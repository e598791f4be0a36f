"""What lies on the table (案头) when somebody acts: the text by digest, its authors, the papers."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from fangzhi.check.certificate import Certificate
from fangzhi.model.value import Value
from fangzhi.project.reviewing.opinions import Opinion


class Paper(Value, frozen=True):
    """One document that a gate asks for: its kind, number, who signed it and when.

    `digest` is the text (正文) it speaks of; `file` the scan or photograph in the asset store.
    """

    kind: str
    who: str = ""
    when: str = ""
    number: str = ""
    digest: str = ""
    file: str = ""


class Quality(Value, frozen=True):
    """How clean a text (by digest) is: errors per 10,000 characters, and by which count.

    `certified` says that a 质量检查单 found it 合格; without one, the rate is an estimate by hand.
    """

    digest: str
    rate: Decimal
    counted_by: Literal["字符数", "版面字数"] = "字符数"
    certified: bool = False
    outcome: str = ""


class MapPaper(Value, frozen=True):
    """A map of the text: its approval number (审图号), or why none is needed."""

    name: str
    approval: str = ""
    exempt: str = ""


class Desk(Value, frozen=True):
    """All that a step is judged by. Every figure is given; nothing is looked up.

    `digest` is the frozen subtree's as it is now, `outline` that of its heads alone; `authors`
    wrote or edited it; `tags` such as 涉军 call for further papers. `maps_told`: somebody went
    through the figures, so that no map listed means that there is none. `closed` names in words
    the sources of the text that may not be shown to the public today.
    """

    digest: str
    outline: str
    authors: tuple[str, ...] = ()
    words: int = 0
    density: Decimal | None = None
    opinions: tuple[Opinion, ...] = ()
    quality: Quality | None = None
    maps: tuple[MapPaper, ...] = ()
    maps_told: bool = False
    papers: tuple[Paper, ...] = ()
    tags: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()


def quality_of(certificate: Certificate, digest: str) -> Quality:
    """Take the error rate off a 质量检查单 that was made for the text with this digest."""
    rate = certificate.confirmed
    by_layout = rate.per_layout is not None
    return Quality(
        digest,
        rate.rate,
        "版面字数" if by_layout else "字符数",
        certificate.outcome == "合格",
        certificate.outcome,
    )
