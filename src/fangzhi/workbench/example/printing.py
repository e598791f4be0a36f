"""A small book of regulations that passed its reviews, and the press's proof with planted faults.

The text is the official one; the proof is set by our own typesetter from a copy of the sealed book
in which `PLANTED` was changed. So it is known what the comparing must find.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from fangzhi.compile.printable import printable
from fangzhi.model.book import Book
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text
from fangzhi.publish.pdf.render import render
from fangzhi.workbench.example.passing import Booklet, carried, passed
from fangzhi.workbench.example.people import People
from fangzhi.workbench.reviews.acts import proofs
from fangzhi.workbench.reviews.frozen import book_of, current
from fangzhi.workbench.reviews.models import Proof, Round
from fangzhi.workbench.works.compiling import store

BOOKLET = Booklet(
    "地方志工作法规选编",
    ("地方志工作条例(2006-05-18).md", "行政区划管理条例(2018-10-10).md",
     "地名管理条例(2022-03-30).md"),
    "内部资料准印证",
)  # fmt: skip
PROOF = "一校（示例：差错是预设的）.pdf"


class Planted(NamedTuple):
    """One fault of the proof: the words of the sealed text, and what the proof has instead."""

    locked: str
    proof: str


PLANTED = (
    Planted("国务院令第467号", "国务院令第476号"),
    Planted("地方志书每20年左右编修一次", "地方志书每30年左右编修一次"),
    Planted("出版后3个月内报送", "出版后2个月内报送"),
    Planted("2019年1月1日起施行", "2018年1月1日起施行"),
    Planted("存真求实，确保质量", "求真存实，确保质量"),
    Planted("不得损毁；", "不得损坏；"),
    Planted("给予表彰和奖励", "给予表彰奖励"),
)
"""Four figures first of all, as a press's keyboard makes them; then words."""


def enter(people: People, folder: Path) -> Proof:
    """Bring the booklet through its reviews under seal, and compare the proof that came back."""
    round = passed(people, folder, BOOKLET)
    data = proof_of(book_of(_newest(round)))
    run = proofs.take(people.by_role["编辑"], round, PROOF, data)
    carried(run)
    found: Proof = round.proofs.get()
    return found


def terms(proof: Proof) -> int:
    """Count the words of the book's index."""
    return len(book_of(proof.frozen).index)


def _newest(round: Round) -> Any:
    text = current(round) or round.frozen.first()
    assert text is not None
    return text


def proof_of(book: Book, planted: tuple[Planted, ...] = PLANTED) -> bytes:
    """Set the book with planted faults, as the press would send it."""
    entries = {}
    for digest, entry in book.entries.items():
        blocks = tuple(_with_faults(block, planted) for block in entry.manuscript.blocks)
        held: Manuscript = msgspec.structs.replace(entry.manuscript, blocks=blocks)
        entries[digest] = msgspec.structs.replace(entry, manuscript=held)
    with tempfile.TemporaryDirectory() as out:
        made = render(printable(msgspec.structs.replace(book, entries=entries)), store(), Path(out))
        return Path(out, made.files[0]).read_bytes()


def _with_faults(block: Any, planted: tuple[Planted, ...]) -> Any:
    if not isinstance(block, Text):
        return block
    words = block.text
    for fault in planted:
        words = words.replace(fault.locked, fault.proof)
    return block if words == block.text else msgspec.structs.replace(block, text=words, marks=())
