"""Pictures and text boxes that lie on a sheet (DrawingML); charts are named, not read."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from fangzhi.collect.pictures import asset_of
from fangzhi.collect.remarks import remark
from fangzhi.collect.sheets.book import Drawn
from fangzhi.collect.sheets.sheet import column_letters
from fangzhi.files.ooxml import Package
from fangzhi.files.source import SourceFile
from fangzhi.model.finding import Finding
from fangzhi.model.manuscript import Asset, Block, Figure
from fangzhi.model.place import Run
from fangzhi.model.text import Text
from fangzhi.model.value import mint_id

_ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")
_EMU_PER_MM = 36_000


def drawings_of(source: SourceFile, package: Package, part: str, sheet: str) -> Drawn:
    """Read what lies on one sheet: figures with their pictures, texts of shapes."""
    blocks: list[Block] = []
    assets: list[tuple[Asset, bytes]] = []
    findings: list[Finding] = []
    for relation in package.relations(part).values():
        if not relation.type.endswith("/drawing") or relation.target not in package:
            continue
        pictures = package.relations(relation.target)
        targets = {key: item.target for key, item in pictures.items() if not item.external}
        for number, anchor in enumerate(_anchors(package.xml(relation.target))):
            address = f"{sheet}!{_place(anchor)}"
            for nth, node in enumerate(anchor.iter("{*}blip")):
                target = targets.get(_embedded(node), "")
                if not target or target not in package:
                    findings.append(remark(source, "图片只有链接，文件不在表内，没有读到。"
                                           "请把原图一并交来。", address=address))  # fmt: skip
                    continue
                data = package.read(target)
                asset = asset_of(data, target.rpartition("/")[2])
                assets.append((asset, data))
                place = f"figure{number}.{nth}" if nth else f"figure{number}"
                holder = next(node.iterancestors("{*}pic"), anchor)  # each picture of a group
                key = mint_id(source.digest, sheet, place)
                blocks.append(_figure(key, holder, address, asset))
            words = _words(anchor)
            if words:
                key = mint_id(source.digest, sheet, f"shape{number}")
                run = Run(0, len(words), source.digest, sheet, address)
                blocks.append(Text(key, words, "textbox", origin=(run,)))
            if next(anchor.iter("{*}chart"), None) is not None:
                findings.append(remark(source, f"工作表“{sheet}”上有一个统计图，没有读入（图中数据在"
                                       "表里）。需要收图的，请另存为图片交来。",
                                       address=address))  # fmt: skip
    return Drawn(sheet, tuple(blocks), tuple(assets), tuple(findings))


def _anchors(root: etree._Element) -> Iterator[etree._Element]:
    """Give the anchors; one that an old program may not know is written twice, and read once."""
    for node in root:
        name = etree.QName(node).localname
        if name in _ANCHORS:
            yield node
        elif name == "AlternateContent" and len(node):
            yield from _anchors(node[0])


def _place(anchor: etree._Element) -> str:
    column, row = anchor.find("{*}from/{*}col"), anchor.find("{*}from/{*}row")
    if column is None or row is None:
        return "A1"
    values = [(node.text or "").strip() for node in (column, row)]
    if not all(value.isdecimal() for value in values):
        return "A1"
    return f"{column_letters(int(values[0]))}{int(values[1]) + 1}"


def _embedded(node: etree._Element) -> str:
    return next((str(value) for key, value in node.attrib.items()
                 if str(key).endswith("}embed")), "")  # fmt: skip


def _figure(key: str, holder: etree._Element, address: str, asset: Asset) -> Figure:
    size = holder.find(".//{*}xfrm/{*}ext")
    width, height = ("0", "0") if size is None else (size.get("cx", "0"), size.get("cy", "0"))
    named = holder.find(".//{*}cNvPr")
    return Figure(
        key,
        asset.digest,
        name=asset.name,
        description="" if named is None else named.get("descr", ""),
        width=_millimetres(width),
        height=_millimetres(height),
        origin_address=address,
    )


def _millimetres(emu: str) -> float:
    return round(int(emu) / _EMU_PER_MM, 1) if emu.isdecimal() else 0.0


def _words(anchor: etree._Element) -> str:
    paragraphs = ("".join(node.text or "" for node in paragraph.iter("{*}t"))
                  for paragraph in anchor.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}p"))  # fmt: skip
    return "\n".join(paragraphs).strip()
