"""A small chronicle that shows everything a page can hold."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from fangzhi.model.book import Book, Crossref, IndexTerm, Target, WordCount
from fangzhi.model.manuscript import Block, Cell, Figure, Manuscript, Note, Table
from fangzhi.model.text import Mark, Text
from fangzhi.model.value import digest_of_bytes
from fangzhi.model.work import Entry, Imprint, Node, Person, Work, ref_to
from fangzhi.publish.pdf.render import render
from fangzhi.publish.result import RenderResult


def _picture(width: int = 60, height: int = 40) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    rows = b"".join(b"\0" + bytes((90, 120, y * 5)) * width for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head)
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))  # fmt: skip


PICTURE = _picture()
PICTURE_DIGEST = digest_of_bytes(PICTURE)


def table(name: str, rows: list[list[str]], **more: object) -> Table:
    """Give a table of plain cells."""
    cells = tuple(
        Cell(r, c, Text(f"{name}-{r}-{c}", words))
        for r, row in enumerate(rows)
        for c, words in enumerate(row)
    )
    return Table(name, len(rows), len(rows[0]), cells, **more)  # type: ignore[arg-type]


def entry(name: str, *blocks: Block, title: str = "", notes: tuple[Note, ...] = ()) -> Entry:
    """Give an entry with these blocks."""
    head = Text(f"{name}-head", title) if title else None
    return Entry(name, Manuscript(blocks, notes), head)


def bound(entries_by_node: dict[str, tuple[str, str, str, list[Entry]]], **more: object) -> Book:
    """Bind chapters ({id: (kind, label, title, entries)}) into a book."""
    entries: dict[str, Entry] = {}
    nodes = []
    for name, (kind, label, title, own) in entries_by_node.items():
        refs = tuple(ref_to(one) for one in own)
        entries |= {ref.digest: one for ref, one in zip(refs, own, strict=True)}
        nodes.append(Node(name, kind, title, label, entries=refs))  # type: ignore[arg-type]
    settings = {"title": "柏堰村志", "kind": "村志"} | more
    extra = {key: settings.pop(key) for key in list(settings) if key in BOOK_FIELDS}
    work = Work("w", nodes=tuple(nodes), **settings)  # type: ignore[arg-type]
    return Book(work, entries, **extra)  # type: ignore[arg-type]


BOOK_FIELDS = {"labels", "crossrefs", "targets", "index", "counts", "assets"}


@pytest.fixture
def sample() -> Book:
    """A village chronicle with one of everything."""
    long_table = [["年份", "户数（户）", "人口（人）"]]
    long_table += [[f"{year}年", str(year % 97 + 80), f"{year % 313 + 300}.5"]
                   for year in range(1950, 2025)]  # fmt: skip
    wide = [[f"指标{n}（万元）" for n in range(18)]]
    wide += [[f"{row * 1000 + n}.25" for n in range(18)] for row in range(4)]
    land = entry(
        "land",
        Text("p1", "　　柏堰村位于浣水左岸，东接云门滩，距县城12千米。见第二章，另见表1-1。",
             marks=(Mark(2, 5, "strong"), Mark(5, 5, "footnote", "f1"), Mark(7, 9, "underline"),
                    Mark(9, 11, "emphasis"))),
        Text("p2", "村东有古井一口", role="list", label="（一）", level=1),
        Text("p3", "昔人有诗云：浣水东流去，千帆入夜来。", role="quote"),
        Text("p4", "浣水东流去\n千帆入夜来", role="verse"),
        Text("p5", "村民委员会供稿", role="signature"),
        Figure("fig1", PICTURE_DIGEST, title=Text("figt", "柏堰村全貌"),
               caption=Text("figc", "自西山俯瞰"), credit="钱江", kind="photograph"),
        Figure("fig2", "0" * 64, title=Text("fig2t", "古井旧照")),
        title="位置与境域",
        notes=(Note("f1", "footnote", Text("f1t", "据《青浣县地名录》。")),),
    )  # fmt: skip
    people = entry(
        "people",
        Text("q1", "全村人口逐年统计如下。"),
        table("t1", long_table, title=Text("t1t", "柏堰村历年户数与人口"),
              unit=Text("t1u", "单位：户、人"), source=Text("t1s", "资料来源：村档案室")),
        table("t2", wide, title=Text("t2t", "柏堰村集体经济主要指标")),
        Text("q2", "字形〓不足者：￼，又𬱖、𠀀字。", marks=(
            Mark(7, 8, "glyph", "&KR0836;", "⿰木夋"), Mark(10, 11, "ruby", text="tuí"))),
        title="人口",
    )  # fmt: skip
    chronicle = entry(
        "events",
        Text(
            "e1", "3月5日　柏堰村修复古堰，受益农田一百二十亩，全村投工三千余个，历时四十天完工。"
        ),
        Text("e2", "是月　村小学新校舍落成。"),
    )
    return bound(
        {
            "n1": ("篇", "第一篇", "地理", [land]),
            "n2": ("章", "第二章", "人口", [people]),
            "n3": ("大事记", "", "大事记", [chronicle]),
        },
        imprint=Imprint(compiler="柏堰村志编纂委员会", notice="示例·全部虚构",
                        people=(Person("主编", "李青"), Person("编辑", "赵鹭洲"))),
        labels={"t1": "表1-1", "fig1": "图1-1"},
        targets={"n2": Target("n2", "第二章"), "t1": Target("t1", "表1-1")},
        crossrefs=(Crossref("p1", 27, 30, "第二章", "n2"), Crossref("p1", 33, 37, "表1-1", "t1")),
        index=(IndexTerm("古堰", "guyan", "G", "主题", (("e1", 9),)),
               IndexTerm("古井", "gujing", "G", "主题", (("p2", 2),)),
               IndexTerm("柏堰村", "baiyancun", "B", "主题", (("p1", 2), ("e1", 5), ("t1t", 0)))),
        counts=(WordCount("全书", 12345, 3),),
    )  # fmt: skip


Printed = Callable[..., tuple[bytes, RenderResult]]


@pytest.fixture
def printed(tmp_path: Path) -> Printed:
    """Render a book and give the bytes with the result."""

    def make(book: Book) -> tuple[bytes, RenderResult]:
        result = render(book, {PICTURE_DIGEST: PICTURE}, tmp_path)
        return (tmp_path / result.files[0]).read_bytes(), result

    return make


@pytest.fixture
def page_texts() -> Callable[[bytes], list[str]]:
    """Read the text layer of a PDF page by page."""

    def read(pdf: bytes) -> list[str]:
        document = pypdfium2.PdfDocument(pdf)
        return [page.get_textpage().get_text_range() for page in document]

    return read
