"""What the editor chose in 候选.xlsx becomes cards of 案卷.toml, appended and marked 待核."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from fangzhi.files.atomic import write_bytes
from fangzhi.model.using import UNCHECKED
from fangzhi.project.using.candidates import Candidate, read_candidates
from fangzhi.project.using.dossier import NAME, TABLE, CardRow, Dossier, DossierFault
from fangzhi.project.using.shelf import Shelf

_NEAR = 600


def take(folder: Path, dossier: Dossier, shelf: Shelf) -> tuple[CardRow, ...]:
    """Append the rows marked 是 to 案卷.toml; DossierFault names rows whose words do not stand.

    An editor may trim or lengthen the quotation in its cell: it is found again near its place,
    word for word. A passage that is a card already is not taken twice.
    """
    path = folder / TABLE
    if not path.is_file():
        raise DossierFault(f"没有 {TABLE}。请先用 fangzhi use gather 找出候选。")
    chosen = [row for row in read_candidates(path) if row.chosen == "是"]
    return take_rows(folder, dossier, shelf, chosen, TABLE)


def take_rows(
    folder: Path, dossier: Dossier, shelf: Shelf, chosen: Iterable[Candidate], name: str
) -> tuple[CardRow, ...]:
    """Append passages to 案卷.toml, each found again word for word; `name` says where they are of."""
    held = {(card.work, card.start, card.end) for card in dossier.cards}
    claims = {claim.id for claim in dossier.claims}
    numbers = _numbers(card.id for card in dossier.cards)
    made: list[CardRow] = []
    faults: list[str] = []
    for row in chosen:
        start = _place(row, shelf)
        if start is None:
            faults.append(f"《{row.work}》第{row.start}字附近没有“{row.quotation}”")
        elif row.claim and row.claim not in claims:
            faults.append(f"主张“{row.claim}”没有列在 [[claims]]")
        elif row.period and row.period not in dossier.periods:
            faults.append(f"时期“{row.period}”没有列在 periods")
        elif (row.work, start, start + len(row.quotation)) not in held:
            held.add((row.work, start, start + len(row.quotation)))
            made.append(CardRow(
                f"证{next(numbers)}", row.work, start, start + len(row.quotation), row.quotation,
                claim=(row.claim,) if row.claim else (), period=row.period, note=row.note,
                reliability=row.reliability,
            ))  # fmt: skip
    if faults:
        raise DossierFault(f"{name} 有{len(faults)}行不能选用：" + "；".join(faults) + "。")
    if made:
        target = folder / NAME
        text = target.read_text(encoding="utf-8-sig").rstrip("\n")
        blocks = "\n".join(card_in_toml(card) for card in made)
        write_bytes(target, f"{text}\n\n{blocks}".encode())
    return tuple(made)


def card_in_toml(card: CardRow) -> str:
    """Write a card as an editor reads it in the dossier."""
    lines = ["[[cards]]"]
    for name in CardRow.__struct_fields__:
        value = getattr(card, name)
        if value not in ("", (), False):
            lines.append(f"{name} = {json.dumps(value, ensure_ascii=False)}")
    if not card.checked_by:
        lines.append(f'# {UNCHECKED}：核对后写 checked_by = "姓名"、checked_on = "年-月-日"')
    return "\n".join(lines) + "\n"


def _place(row: Candidate, shelf: Shelf) -> int | None:
    """Find a row's quotation at its place, else the nearest within a leaf or two."""
    if not row.quotation:
        return None
    begin = max(0, row.start - _NEAR)
    after = min(row.start + len(row.quotation) + _NEAR, shelf.work(row.work).characters)
    around = shelf.words(row.work, begin, after)
    places = []
    at = around.find(row.quotation)
    while at >= 0:
        places.append(begin + at)
        at = around.find(row.quotation, at + 1)
    return min(places, key=lambda place: abs(place - row.start)) if places else None


def _numbers(ids: Iterable[str]) -> Iterator[int]:
    used = [int(id.removeprefix("证")) for id in ids if id.removeprefix("证").isdecimal()]
    number = max(used, default=0)
    while True:
        number += 1
        yield number
