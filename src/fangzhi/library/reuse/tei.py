"""Shared passages as TEI P5: each a pair of citations, with what differs marked on both sides."""

from __future__ import annotations

from collections.abc import Sequence

from fangzhi.files.teinames import TEI
from fangzhi.library.exports import marks
from fangzhi.library.reuse.between import Piece, Place, Reuse, Shared, beside

_METHOD = (
    "两书逐字比对：简繁、异体、标点和注文括号不计；cit 为两书原文，quote 内 seg 标出对方没有或不同的字；"
    "bibl 为起讫叶页，citedRange 为去掉空白后的字序（从 0 起，不含末位）。"
)


def tei_of(found: Reuse) -> bytes:
    """Give what two works share as one TEI file."""
    items = "\n".join(_item(number, one) for number, one in enumerate(found.passages, 1))
    title = marks.text(f"《{found.a}》与《{found.b}》相同文字")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<TEI xmlns="{TEI}" xml:lang="zh-Hant">\n<teiHeader><fileDesc><titleStmt><title>{title}</title>'
        f"</titleStmt><publicationStmt><p>比对结果</p></publicationStmt><sourceDesc><listBibl>"
        f"<bibl><title>{marks.text(found.a)}</title></bibl><bibl><title>{marks.text(found.b)}</title></bibl>"
        f"</listBibl></sourceDesc></fileDesc><encodingDesc><p>{_METHOD}</p></encodingDesc></teiHeader>\n"
        f"<text><body><p>{marks.text(found.sentence)}</p>\n"
        f'<list type="parallel">\n{items or "<item/>"}\n</list></body></text>\n</TEI>\n'
    ).encode()


def _item(number: int, one: Shared) -> str:
    left, right = beside(one)
    return (
        f'<item xml:id="p{number}" n="{number}">{_cited(one.a, left)}{_cited(one.b, right)}'
        f'<note type="comparison">相同 {one.equal} 字，不同 {one.differ} 字</note></item>'
    )


def _cited(place: Place, pieces: Sequence[Piece]) -> str:
    words = "".join(
        marks.text(text) if same else f'<seg type="differs">{marks.text(text)}</seg>'
        for text, same in pieces
    )
    ends = f"from={marks.attribute(place.cite)} to={marks.attribute(place.cite_to)}"
    return (
        f"<cit><quote>{words}</quote><bibl><title>{marks.text(place.title)}</title>"
        f'<citedRange unit="leaf" {ends}>{marks.text(place.told)}</citedRange>'
        f'<citedRange unit="character" from="{place.start}" to="{place.end}"/></bibl></cit>'
    )
