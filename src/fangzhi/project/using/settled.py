"""Facts that people settled (定夺) since they were cited: which cards hold the value refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fangzhi.facts.quantities import find_quantities
from fangzhi.facts.records.resolutions import Resolution, read_jsonl
from fangzhi.model.value import FormatError
from fangzhi.project.using.dossier import CardRow, Dossier, DossierFault

_TAIL = 4
"""So many last characters of what was settled (常住人口) must stand in the quotation."""


def read_settled(folder: Path, dossier: Dossier) -> tuple[Resolution, ...]:
    """Read the 定夺.jsonl files that a dossier names; DossierFault where one cannot be read."""
    found: dict[tuple[str, tuple[str, str]], Resolution] = {}
    for name in dossier.dossier.settled:
        try:
            told = read_jsonl((folder / name).read_bytes())
        except (OSError, FormatError) as fault:
            raise DossierFault(f"案卷 settled 所写的“{name}”读不出：{fault}") from fault
        found.update({(one.fact, one.values): one for one in told})  # the last one holds
    return tuple(found.values())


def overruled(row: CardRow, settled: tuple[Resolution, ...]) -> Iterator[str]:
    """Say where a card quotes a value that a person has decided against."""
    quoted = {f"{one.value.normalize():f}" for one in find_quantities(row.quotation)}
    for one in settled:
        if one.verdict not in ("take-a", "take-b"):
            continue
        right, wrong = one.values if one.verdict == "take-a" else one.values[::-1]
        named = one.shown.partition("：")[0]
        tail = re.sub(r"^.*\d年", "", named)[-_TAIL:]
        number = re.match(r"[\d.]+", wrong)
        if number and tail and tail in row.quotation and number[0] in quoted:
            yield (f"证据{row.id}引有“{named}”的{wrong}，{one.who}已于{one.when}定夺取{right}"
                   + (f"（{one.reason}）" if one.reason else ""))  # fmt: skip
