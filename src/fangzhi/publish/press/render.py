"""发排包: the folder a printing house typesets from."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from fangzhi.model.book import Book
from fangzhi.model.finding import Finding
from fangzhi.model.manuscript import Figure, Table
from fangzhi.publish.docx.draft import RULE, Draft
from fangzhi.publish.docx.text.pictures import TEXT_WIDTH, pixels
from fangzhi.publish.legal import file_name
from fangzhi.publish.press.notes import explanation
from fangzhi.publish.press.sheets import list_file, table_file
from fangzhi.publish.press.text import Piece, PressText
from fangzhi.publish.result import Assets, RenderResult

FOLDER = "发排"
_HEAD = ("编号", "类别", "标题", "文件", "所在篇章", "所在条目", "原图像素", "版面尺寸（毫米）",
         "排入后分辨率（dpi）", "请注意")  # fmt: skip
_WIDTHS = (12, 6, 36, 36, 24, 24, 14, 18, 18, 48)
_PRINT_DPI = 300
_TYPES = {b"\x89PNG": ".png", b"\xff\xd8": ".jpg", b"GIF8": ".gif", b"BM": ".bmp",
          b"II*\0": ".tif", b"MM\0*": ".tif"}  # fmt: skip


def render(book: Book, assets: Assets, out: Path) -> RenderResult:
    """Write the folder 发排 with text, pictures, tables, list and explanation."""
    draft = Draft(assets=assets, known=book.assets, lang=book.work.lang)
    text = PressText(book, draft)
    files: dict[str, bytes] = {f"{file_name(book.work.title)}.docx": text.file()}
    rows: list[tuple[str, ...]] = []
    findings: list[Finding] = []
    for piece in text.pieces:
        row = _figure(piece, book, assets, files, findings) if isinstance(
            piece.block, Figure) else _table(piece, piece.block, text, files)  # fmt: skip
        rows.append(row)
    files["清单.xlsx"] = list_file(_HEAD, rows, _WIDTHS)
    files["说明.txt"] = explanation(text, rows).encode("utf-8-sig")
    for name, data in files.items():
        target = out.joinpath(FOLDER, *PurePosixPath(name).parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    findings += [*draft.findings, *_open_questions(text)]
    return RenderResult(tuple(f"{FOLDER}/{name}" for name in sorted(files)), tuple(findings))


def _open_questions(text: PressText) -> list[Finding]:
    rows = (
        (text.changes, "书稿里还有 {} 处修订未接受，发排文件按接受后的文字给出，请先定稿。"),
        (text.comments, "书稿里还有 {} 处批注，发排文件里没有，请先处理。"),
    )
    return [
        Finding(RULE, "硬", words.format(count), confidence="certain")
        for count, words in rows if count
    ]  # fmt: skip


def _figure(
    piece: Piece, book: Book, assets: Assets, files: dict[str, bytes], findings: list[Finding]
) -> tuple[str, ...]:
    figure = piece.block
    assert isinstance(figure, Figure)
    data = assets.get(figure.asset, b"")
    asset = book.assets.get(figure.asset)
    width, height = pixels(data)
    if not width and asset is not None:
        width, height = asset.width, asset.height
    title = figure.title.text if figure.title is not None else ""
    remarks: list[str] = []
    name = ""
    if data:
        name = f"图片/{_picture_name(piece.number, figure, asset.name if asset else '', data)}"
        files[name] = data
    else:
        remarks.append("缺原图文件")
        findings.append(_finding(figure, f"{piece.number}没有原图文件，发排包里缺这幅图。"))
    placed = figure.width or TEXT_WIDTH
    if not figure.width:
        remarks.append(f"原稿未定尺寸，按版心宽 {TEXT_WIDTH:g} 毫米计")
    dots = round(width / placed * 25.4) if width else 0
    if 0 < dots < _PRINT_DPI:
        remarks.append(f"不足 {_PRINT_DPI} dpi，印出会发虚，请换大图或缩小")
    if figure.kind == "map" and not figure.map_approval:
        remarks.append("地图缺审图号")
        findings.append(_finding(figure, f"{piece.number}是地图，没有审图号，不能付印。"))
    size = f"{width}×{height}" if width else "不详"
    tall = figure.height or (placed * height / width if width else 0)
    shown = f"{placed:g}×{tall:.4g}" if tall else f"宽 {placed:g}"
    return (piece.number, "图", title, name or "缺", piece.chapter, piece.entry, size, shown,
            str(dots or "不详"), "；".join(remarks))  # fmt: skip


def _finding(figure: Figure, message: str) -> Finding:
    return Finding(RULE, "硬", message, block=figure.id, confidence="certain")


def _picture_name(number: str, figure: Figure, original: str, data: bytes) -> str:
    """Give "图2-1 原名.jpg"; the ending follows the bytes where the name has none."""
    stem = figure.name or original
    given = PurePosixPath(stem).suffix.lower()
    ending = given or next((end for sign, end in _TYPES.items() if data.startswith(sign)), ".bin")
    plain = stem[: len(stem) - len(given)] if given else stem
    return file_name(f"{number} {plain}".strip()) + ending


def _table(
    piece: Piece, table: Table | Figure, text: PressText, files: dict[str, bytes]
) -> tuple[str, ...]:
    assert isinstance(table, Table)
    name = f"表格/{file_name(piece.number)}.xlsx"
    files[name] = table_file(piece.number, table, text.notes)
    title = table.title.text if table.title is not None else ""
    remarks = [] if table.title is not None else ["缺表题"]
    if table.source is None:
        remarks.append("未注资料来源")
    shape = f"{table.rows} 行 {table.columns} 列"
    return (piece.number, "表", title, name, piece.chapter, piece.entry, "", shape, "",
            "；".join(remarks))  # fmt: skip
