"""The imprint page (版权页) and the people who made the book (编纂人员)."""

from __future__ import annotations

from fangzhi.model.book import Book
from fangzhi.publish.legal import escaped


def imprint_page(book: Book) -> str:
    """Give the imprint page (版权页) and the people (编纂人员); what is not known is a blank."""
    work, said = book.work, book.work.imprint
    rows = (("书名", work.title), ("副题", said.subtitle), ("编纂", said.compiler),
            ("出版发行", said.publisher), ("出版地", said.place), ("版次", said.date),
            ("书号", said.isbn), ("CIP 数据", said.cip), ("审图号", said.map_approval),
            ("许可", " ".join(filter(None, (work.rights.licence, work.rights.attribution)))),
            ("说明", said.notice), ("版本标识", work.digest))  # fmt: skip
    parts = ["<h1>版权页</h1>", '<dl class="imprint">']
    for name, words in rows:
        told = escaped(words) or '<span class="blank">（待填）</span>'
        if words or name not in ("副题", "许可", "说明"):
            parts.append(f"<div><dt>{name}</dt><dd>{told}</dd></div>")
    parts.append("</dl>")
    if said.people:
        parts.append('<h2>编纂人员</h2><dl class="imprint">')
        duties: dict[str, list[str]] = {}
        for person in said.people:
            note = f"（{person.note}）" if person.note else ""
            duties.setdefault(person.duty, []).append(escaped(person.name + note))
        for duty, names in duties.items():
            parts.append(f"<div><dt>{escaped(duty)}</dt><dd>{'　'.join(names)}</dd></div>")
        parts.append("</dl>")
    return "\n".join(parts)
