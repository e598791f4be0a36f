"""A dossier as one asker may see it: its words, the works it quotes, the library behind it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zlib import crc32

from fangzhi.project.using.building import prepare
from fangzhi.project.using.dossier import NAME, Dossier, DossierFault, dossier_of
from fangzhi.project.using.products.setting import Setting
from fangzhi.project.using.shelf import Shelf
from fangzhi.project.using.verifying import Verified, verify
from fangzhi.workbench.reading.models import Casefile
from fangzhi.workbench.reading.shelf import asking
from fangzhi.workbench.reading.shelf.opened import library
from fangzhi.workbench.reading.shelf.scope import Scope

_NOTHING = "资料库里还没有书。请先在资料库里加入。"
_NO_CARDS = "案卷里还没有证据。请在下面收依据卡。"
_NO_SETTLED = "阅览室里的案卷不用 settled（定夺记录在工作台里）。请写成 settled = []。"


def files_of(scope: Scope) -> list[Casefile]:
    """Give the dossiers, the last changed first; of one that quotes a work which is not there for
    the asker, not even the number."""
    rows = Casefile.objects.select_related("who").order_by("-changed", "-pk")
    return [row for row in rows if quoted(row) <= scope.ids]


def quoted(row: Casefile) -> frozenset[str]:
    """Give the ids of the works whose titles a dossier names."""
    return frozenset(filter(None, str(row.works).split(" ")))


def named_in(scope: Scope, text: str, before: frozenset[str] = frozenset()) -> str:
    """Give the ids of works that words name, and those named `before` that still may be quoted."""
    named = {work.id for work in asking.works(scope) if work.title in text}
    return " ".join(sorted(named | (before - scope.ids)))


def mark_of(row: Casefile) -> str:
    """Give a sum of the words: whoever saves says which state he saw."""
    return f"{crc32(str(row.text).encode('utf-8', 'surrogatepass')):08x}"


def read(row: Casefile) -> Dossier:
    """Read the words; raise DossierFault that names what is wrong."""
    dossier = dossier_of(str(row.text).encode("utf-8", "replace"))
    if dossier.dossier.settled:
        raise DossierFault(_NO_SETTLED)
    return dossier


def shelf_for(scope: Scope, dossier: Dossier) -> Shelf:
    """Give the library as this asker sees it; raise DossierFault where there is none."""
    opened = library()
    if opened is None:
        raise DossierFault(_NOTHING)
    return Shelf(opened, dossier, audience=asking.audience_of(scope), among=scope.ids)


def verified(scope: Scope, row: Casefile) -> Verified:
    """Compare every quotation with its leaf; raise DossierFault for words that cannot be read."""
    dossier = read(row)
    if not dossier.cards:
        raise DossierFault(_NO_CARDS)
    return verify(dossier, shelf_for(scope, dossier))


def setting(scope: Scope, row: Casefile, *, sourced: bool) -> Setting:
    """Look up what a page of the product needs; raise DossierFault for what stops it."""
    with folder_of(row) as folder:
        dossier = read(row)
        found = prepare(folder, dossier, shelf_for(scope, dossier))
    found.sourced = sourced
    return found


@contextmanager
def folder_of(row: Casefile) -> Iterator[Path]:
    """Give the dossier as a folder for as long as it is needed."""
    with tempfile.TemporaryDirectory(prefix="fangzhi-dossier-") as name:
        folder = Path(name)
        (folder / NAME).write_text(str(row.text), encoding="utf-8", errors="replace", newline="\n")
        yield folder


def taken_from(folder: Path) -> str:
    """Give the words of a dossier's folder."""
    return (folder / NAME).read_text(encoding="utf-8-sig")


def places(scope: Scope, found: Setting) -> dict[str, tuple[str, int, int]]:
    """Give for each card where it stands: the work's id, begin and end."""
    shelf = shelf_for(scope, found.dossier)
    return {
        card.id: (shelf.work(card.work).id, card.start, card.end) for card in found.cards.values()
    }


def said(row: Casefile) -> dict[str, Any]:
    """Give what a list shows of a dossier."""
    try:
        told = read(row)
    except DossierFault:
        return {"row": row, "cards": 0, "unchecked": 0}
    unchecked = sum(not card.checked_by for card in told.cards)
    return {"row": row, "cards": len(told.cards), "unchecked": unchecked}
