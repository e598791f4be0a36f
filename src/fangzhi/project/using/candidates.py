"""候选.xlsx: the hits of a dossier's searches as a table to choose from, and its reading back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fangzhi.collect.readers import read_file, was_read
from fangzhi.files.atomic import write_bytes
from fangzhi.library.search import Hit
from fangzhi.model.manuscript import tables
from fangzhi.model.using import UNCHECKED
from fangzhi.model.value import Value
from fangzhi.project.using.dossier import TABLE, Dossier, DossierFault
from fangzhi.project.using.paper.words import leaf_in_words
from fangzhi.project.using.shelf import Shelf
from fangzhi.publish.press.xlsx import Sheet, workbook

COLUMNS = (("选用", 7), ("检索", 8), ("书", 12), ("叶", 16), ("前文", 30), ("引文", 60),
           ("后文", 30), ("起", 10), ("主张", 12), ("时期", 10), ("备注", 20), ("状态", 8))  # fmt: skip
LEAD, TAIL, AROUND, MOST = 12, 36, 60, 500
"""Characters quoted before and after a hit, shown around, and hits listed of one search."""


class Candidate(Value, frozen=True):
    """One row of the table: words that a search found, not yet chosen by anybody."""

    search: str
    work: str
    cite: str
    before: str
    quotation: str
    after: str
    start: int
    chosen: str = ""
    claim: str = ""
    period: str = ""
    note: str = ""
    reliability: str = ""


class Gathered(Value, frozen=True):
    """What was found: candidates, and lines that say what was left out."""

    candidates: tuple[Candidate, ...]
    notes: tuple[str, ...]


def gather(folder: Path, dossier: Dossier, shelf: Shelf) -> Gathered:
    """Run the searches and write 候选.xlsx; what was chosen in an earlier table stays chosen."""
    earlier = {(row.work, row.start): row for row in _earlier(folder)}
    found: dict[tuple[str, int], Candidate] = {}
    notes: list[str] = []
    for search in dossier.searches:
        hits = shelf.hits(search, MOST + 1, AROUND)
        if len(hits) > MOST:
            notes.append(
                f"检索{search.id}“{search.words}”超过{MOST}处，只列前{MOST}处；请把检索词写窄些。"
            )
        for hit in hits[:MOST]:
            candidate = _candidate(search.id, hit)
            key = (candidate.work, candidate.start)
            found.setdefault(key, earlier.get(key, candidate))
    for key, row in earlier.items():
        if row.chosen and key not in found:
            found[key] = row
    write_bytes(folder / TABLE, _workbook(tuple(found.values()), dossier))
    return Gathered(tuple(found.values()), tuple(notes))


def _candidate(search: str, hit: Hit) -> Candidate:
    lead, tail = hit.before[-LEAD:], hit.after[:TAIL]
    before = hit.before[: len(hit.before) - len(lead)]
    return Candidate(search, hit.work, hit.cite, before, lead + hit.match + tail,
                     hit.after[len(tail) :], hit.position - len(lead))  # fmt: skip


def _workbook(rows: tuple[Candidate, ...], dossier: Dossier) -> bytes:
    sheet = Sheet("候选", widths=[float(width) for _, width in COLUMNS], frozen=True)
    for column, (head, _) in enumerate(COLUMNS, 1):
        sheet.write(1, column, head, "list head")
    for number, row in enumerate(rows, 2):
        cells = (row.chosen, row.search, row.work, leaf_in_words(row.cite), row.before,
                 row.quotation, row.after, str(row.start), row.claim, row.period, row.note,
                 UNCHECKED)  # fmt: skip
        for column, words in enumerate(cells, 1):
            sheet.write(number, column, words, "list")
    heads = [head for head, _ in COLUMNS]
    sheet.choices[heads.index("选用") + 1] = ("是", "否")
    if claims := tuple(claim.id for claim in dossier.claims):
        sheet.choices[heads.index("主张") + 1] = claims
    if dossier.periods:
        sheet.choices[heads.index("时期") + 1] = dossier.periods
    return workbook([sheet])


def read_candidates(path: Path) -> tuple[Candidate, ...]:
    """Give the rows of a table that an editor has filled in; DossierFault where unreadable."""
    reading = read_file(path, path.parent)
    if not was_read(reading):
        why = "；".join(finding.message for finding in reading.findings)
        raise DossierFault(f"“{path.name}”读不出：{why}")
    rows: list[Candidate] = []
    for table in tables(reading.manuscript):
        grid = [[""] * table.columns for _ in range(table.rows)]
        for cell in table.cells:
            grid[cell.row][cell.column] = cell.text.text.strip()
        rows += _rows(grid, path.name)
    return tuple(rows)


def _rows(grid: list[list[str]], name: str) -> Iterator[Candidate]:
    heads = grid[0] if grid else []
    missing = [head for head in ("选用", "书", "引文", "起") if head not in heads]
    if missing:
        raise DossierFault(f"“{name}”里没有“{'、'.join(missing)}”一列，不是候选表。")
    for number, line in enumerate(grid[1:], 2):
        told = dict(zip(heads, line, strict=True))
        if not told["书"]:
            continue
        if not told["起"].isdecimal():
            raise DossierFault(f"“{name}”第{number}行的“起”应是数字。")
        yield Candidate(
            told.get("检索", ""), told["书"], told.get("叶", ""), told.get("前文", ""),
            told["引文"], told.get("后文", ""), int(told["起"]), told["选用"],
            told.get("主张", ""), told.get("时期", ""), told.get("备注", ""),
        )  # fmt: skip


def _earlier(folder: Path) -> tuple[Candidate, ...]:
    path = folder / TABLE
    return read_candidates(path) if path.is_file() else ()
