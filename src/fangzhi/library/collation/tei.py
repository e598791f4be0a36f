"""The collation as TEI P5 with parallel segmentation: every witness whole in one file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fangzhi.files.teinames import TEI
from fangzhi.library.collation.apparatus import Aligned, Apparatus, Collated
from fangzhi.library.collation.kinds import KINDS, SUBSTANTIVE
from fangzhi.library.collation.units import Unit
from fangzhi.library.collation.witness import Told
from fangzhi.library.exports import marks
from fangzhi.library.reuse.bare import ENTITY

_METHOD = (
    "以第一本为底本，逐字对齐各本（渐进多序列比对），并列分段：app/lem 为底本文字，rdg 为别本文字，"
    "空的 rdg 是该本没有这些字。app/@type 为 substantive 的是文字不同，orthographic 的只是写法或编码不同；"
    "rdg/@type 为："
)


def tei_of(apparatus: Apparatus, tables: Sequence[Aligned]) -> bytes:
    """Give the whole collation; the text of each witness can be read out of it character by
    character, without punctuation, white space and the brackets of small notes."""
    glyphs: dict[str, str] = {}
    body = "\n".join(
        _juan(one, table, glyphs) for one, table in zip(apparatus.juan, tables, strict=True)
    )
    title = marks.text(apparatus.title)
    witnesses = "".join(
        f"<witness xml:id={marks.attribute(siglum)}>{marks.text(told)}"
        f"{'（底本）' if siglum == apparatus.base else ''}</witness>"
        for siglum, told in apparatus.sigla.items()
    )
    kinds = "；".join(f"{kind}，{meaning}" for kind, meaning in KINDS.items())
    chars = "".join(
        f'<char xml:id="{name}"><localProp name="entity" value={marks.attribute(entity)}/></char>'
        for entity, name in glyphs.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<TEI xmlns="{TEI}" xml:lang="zh-Hant">\n<teiHeader><fileDesc><titleStmt><title>{title}　校勘记'
        "</title></titleStmt><publicationStmt><p>对校结果</p></publicationStmt>"
        f"<sourceDesc><listWit>{witnesses}</listWit></sourceDesc></fileDesc>\n"
        '<encodingDesc><variantEncoding method="parallel-segmentation" location="internal"/>'
        f"<editorialDecl><p>{_METHOD}{marks.text(kinds)}。</p></editorialDecl>"
        f"{f'<charDecl>{chars}</charDecl>' if chars else ''}</encodingDesc></teiHeader>\n"
        f'<text xml:space="preserve"><body>\n{body}\n</body></text>\n</TEI>\n'
    ).encode()


def _juan(one: Collated, table: Aligned, glyphs: dict[str, str]) -> str:
    lacking = "".join(
        f'<note type="lacking" target="#{siglum}">{marks.text(siglum)}无此卷</note>'
        for siglum in one.lacking
    )
    words = "".join(_segments(one, table, glyphs))
    return f'<div type="juan" n="{one.key}"><head>{marks.text(one.name)}</head>{lacking}<ab>{words}</ab></div>'


def _segments(one: Collated, table: Aligned, glyphs: dict[str, str]) -> Iterator[str]:
    """Give text and app elements in order, with a pb of a witness where a leaf of it begins."""
    at = [0] * len(table.texts)
    leaf = [""] * len(table.texts)
    column = 0
    for unit, entry in zip(table.units, one.entries, strict=True):
        yield from _agreed(table, column, unit.first, at, leaf, glyphs)
        yield _app(table, unit, entry.number, glyphs)
        for n, (_, end) in enumerate(unit.spans):
            at[n] = end
        column = unit.last
    yield from _agreed(table, column, len(table.table), at, leaf, glyphs)


def _agreed(
    table: Aligned, first: int, last: int, at: list[int], leaf: list[str], glyphs: dict[str, str]
) -> Iterator[str]:
    base = table.texts[0]
    for column in range(first, last):
        for n, text in enumerate(table.texts):
            place = table.table[column][n]
            if place >= 0:
                here = text.cite(place)
                if here != leaf[n]:
                    leaf[n] = here
                    yield f'<pb ed="#{table.sigla[n]}" n={marks.attribute(here)}/>'
                at[n] = place + 1
        if table.table[column][0] >= 0:
            yield _words(base, at[0] - 1, at[0], glyphs)


def _app(table: Aligned, unit: Unit, number: int, glyphs: dict[str, str]) -> str:
    agree = [table.sigla[n] for n in range(len(unit.kinds)) if not unit.kinds[n]]
    lemma = _words(table.texts[0], *unit.spans[0], glyphs)
    readings: dict[tuple[str, str], list[str]] = {}
    for n, kind in enumerate(unit.kinds):
        if kind:
            words = _words(table.texts[n], *unit.spans[n], glyphs)
            readings.setdefault((words, kind), []).append(table.sigla[n])
    sort = "substantive" if any(k in SUBSTANTIVE for k in unit.kinds) else "orthographic"
    told = "".join(
        f'<rdg wit="{_pointers(sigla)}" type="{kind}">{words}</rdg>'
        for (words, kind), sigla in readings.items()
    )
    return (
        f'<app xml:id="app{number}" type="{sort}"><lem wit="{_pointers(agree)}">{lemma}</lem>'
        f"{told}</app>"
    )


def _pointers(sigla: Sequence[str]) -> str:
    return " ".join(f"#{siglum}" for siglum in sigla)


def _words(text: Told, start: int, end: int, glyphs: dict[str, str]) -> str:
    parts = []
    for at in range(start, end):
        shown = text.bare.shown(at)
        if ENTITY.fullmatch(shown):
            name = glyphs.setdefault(shown, f"g{len(glyphs) + 1}")
            parts.append(f'<g ref="#{name}"/>')
        else:
            parts.append(marks.text(shown))
    return "".join(parts)
