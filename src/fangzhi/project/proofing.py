"""Proofread the press's PDF against the locked text: sentence, list, marked PDF, second proof."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from fangzhi.compile.build import compile_work
from fangzhi.compile.printable import printable
from fangzhi.files.atomic import write_bytes
from fangzhi.model.book import Book
from fangzhi.model.value import Value
from fangzhi.project.load import Project
from fangzhi.project.proof.compare import Difference, Spot, Told, compare, counted
from fangzhi.project.proof.lists import list_pages, spreadsheet, web_page
from fangzhi.project.proof.locked import locked_text
from fangzhi.project.proof.marked import mark
from fangzhi.project.proof.pages import read_proof

_ANOTHER = "这份 PDF 与定稿大半不同，多半不是这部书，或定稿后又改过；请先核对文件。"
NAMES = ("校样标记.pdf", "校样清单.html", "校样清单.xlsx", "校样清单.json")


class Proofread(Value, frozen=True):
    """What comparing a proof gave: numbers first, then by page.

    `told` is what is shown and not counted; `mended` are differences of the earlier proof that
    are gone; `sentences` say it all, the gravest first.
    """

    title: str
    pages: int
    sentences: tuple[str, ...]
    differences: tuple[Difference, ...]
    mended: tuple[Difference, ...] = ()
    told: tuple[Told, ...] = ()


class _Found(msgspec.Struct, frozen=True):
    read: Proofread
    spots: tuple[tuple[Spot, ...], ...]


def locked_book(project: Project) -> Book:
    """Compile a project to the book as it is printed."""
    return printable(compile_work(project.told.work, project.contributions).book)


def proofread(book: Book, pdf: bytes, before: bytes | None = None) -> Proofread:
    """Compare a proof with the book, and with the earlier proof; ValueError for no readable PDF."""
    return _found(book, pdf, before).read


def write_proofread(book: Book, pdf: bytes, before: bytes | None, out: Path) -> Proofread:
    """Compare, and write the marked PDF and the lists (NAMES) into a folder."""
    found = _found(book, pdf, before)
    read = found.read
    listed = list_pages(read.title, read.sentences, read.differences)
    out.mkdir(parents=True, exist_ok=True)
    page = web_page(read.title, read.sentences, read.differences, read.mended, read.told)
    contents = (mark(pdf, read.differences, found.spots, listed), page,
                spreadsheet(read.differences),
                msgspec.json.format(msgspec.json.encode(read), indent=1))  # fmt: skip
    for name, data in zip(NAMES, contents, strict=True):
        write_bytes(out / name, data)
    return read


def _found(book: Book, pdf: bytes, before: bytes | None) -> _Found:
    locked = locked_text(book)
    proof = read_proof(pdf, locked.text, locked.is_text)
    reading = compare(locked, proof)
    differences = reading.differences
    mended: list[Difference] = []
    if before is not None:
        earlier = compare(locked, read_proof(before, locked.text, locked.is_text)).differences
        differences, mended = settled(differences, earlier)
    order = sorted(
        range(len(differences)),
        key=lambda at: (not differences[at].has_figure, differences[at].page, at),
    )
    shown = [differences[at] for at in order]
    sentences = _sentences(shown, mended, reading.told, before is not None)
    if 2 * sum(len(difference.locked) for difference in shown) > len(locked.text):
        sentences = (_ANOTHER, *sentences)
    read = Proofread(
        f"校样对定稿·{book.work.title}", len(proof.labels), sentences, tuple(shown),
        tuple(mended), tuple(reading.told),
    )  # fmt: skip
    return _Found(read, tuple(tuple(reading.spots[at]) for at in order))


def settled(
    now: Sequence[Difference], before: Sequence[Difference]
) -> tuple[list[Difference], list[Difference]]:
    """Say of each difference whether it is 未改, 改错 or 新出, and which earlier ones are gone."""
    by_place: dict[tuple[str, str], list[Difference]] = {}
    for difference in before:
        by_place.setdefault(_where(difference), []).append(difference)
    told: list[Difference] = []
    matched: set[int] = set()
    for difference in now:
        near = [d for d in by_place.get(_where(difference), ()) if _overlaps(d, difference)]
        matched.update(map(id, near))
        same = any(d.locked == difference.locked and d.proof == difference.proof for d in near)
        status = "未改" if same else "改错" if near else "新出"
        told.append(msgspec.structs.replace(difference, status=status))
    return told, [d for d in before if id(d) not in matched]


def _where(difference: Difference) -> tuple[str, str]:
    # cover, contents and index have no blocks: there the words themselves say the place
    return difference.block, difference.heading if not difference.block else ""


def _overlaps(one: Difference, other: Difference) -> bool:
    if not one.block:
        return one.locked == other.locked and one.before[-4:] == other.before[-4:]
    return one.start <= other.end and other.start <= one.end


def _sentences(
    differences: Sequence[Difference], mended: Sequence[Difference], told: Sequence[Told],
    second: bool,
) -> tuple[str, ...]:  # fmt: skip
    figures = sum(d.has_figure for d in differences)
    if not differences:
        said = ["校样与定稿没有不同。"]
    else:
        said = [f"与定稿不同 {len(differences)} 处，其中 {figures} 处是数字。"]
        kinds = "、".join(f"{kind} {number}" for kind, number in counted(list(differences)))
        said.append(f"分类：{kinds}。")
    if second:
        count = {s: sum(d.status == s for d in differences) for s in ("未改", "改错", "新出")}
        earlier = len(mended) + count["未改"] + count["改错"]
        said.append(
            f"上一校 {earlier} 处：已改 {len(mended)} 处，未改 {count['未改']} 处，"
            f"改错 {count['改错']} 处；这一校新出 {count['新出']} 处。"
        )
    if told:
        said.append(f"另有 {len(told)} 处只列出、不计入（行末悬挂标点、生僻字、另排的前后附页）。")
    return tuple(said)
