"""From sheets to one reading: blocks, comments, pictures and what is doubtful."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from fangzhi.collect.reading import Reading
from fangzhi.collect.remarks import remark
from fangzhi.collect.sheets.faults import faults_of
from fangzhi.collect.sheets.grid import blocks_of
from fangzhi.collect.sheets.sheet import Sheet, note_of
from fangzhi.files.source import SourceFile
from fangzhi.model.finding import Finding
from fangzhi.model.manuscript import Asset, Block, Manuscript, Note


class Drawn(NamedTuple):
    """What lies on a sheet beside its cells: pictures and text boxes, and what was left out."""

    sheet: str
    blocks: tuple[Block, ...] = ()
    assets: tuple[tuple[Asset, bytes], ...] = ()
    findings: tuple[Finding, ...] = ()


def reading_of(source: SourceFile, sheets: Sequence[Sheet], drawn: Sequence[Drawn] = ()) -> Reading:
    """Put the sheets of a workbook together in their order."""
    blocks: list[Block] = []
    notes: list[Note] = []
    findings: list[Finding] = []
    by_name = {item.sheet: item for item in drawn}
    for sheet in sheets:
        blocks += blocks_of(source, sheet)
        notes += (note_of(source, sheet, c, c.comment) for c in sheet.cells if c.comment)
        findings += faults_of(source, sheet)
        blocks += by_name.pop(sheet.name, Drawn("")).blocks
    blocks += [block for item in by_name.values() for block in item.blocks]
    findings += [finding for item in drawn for finding in item.findings]
    assets = {asset.digest: (asset, data) for item in drawn for asset, data in item.assets}
    if not blocks and not findings:
        findings.append(remark(source, f"《{source.name}》里没有任何内容，没有读到一个单元格。"
                               "请检查是否交错了文件。"))  # fmt: skip
    manuscript = Manuscript(
        tuple(blocks), tuple(notes), tuple(asset for asset, _ in assets.values()),
        name=source.name, source=source.digest, media_type=source.media_type,
    )  # fmt: skip
    return Reading(manuscript, tuple(findings), {key: data for key, (_, data) in assets.items()})
