"""The TEI header: what the file is, what it was made from, and how it was encoded."""

from __future__ import annotations

from collections.abc import Iterable

from fangzhi.files.teinames import OWN, TEI
from fangzhi.model.book import Book, entries_in
from fangzhi.model.manuscript import Asset, Manuscript
from fangzhi.publish.legal import attribute, escaped
from fangzhi.publish.tei.inline import Sheet, own

_ENCODING = (
    "正文按稿件结构标注：div 依篇目层次，head/label 为编号与标题，table 的 rows/cols 为合并单元格，"
    "del/add 为修订，g 为未编码字，xml:id 为条目与段落的永久标识。TEI 未设位置的内容放在 "
    f"{OWN} 命名空间的属性里。文中空白与换行（lb）均有意义。"
)


def document(header: str, text: str, lang: str) -> bytes:
    """Give the whole file."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<TEI xmlns="{TEI}" xmlns:fz="{OWN}" xml:lang="{attribute(lang)}">\n{header}\n'
        f'<text xml:space="preserve">\n{text}\n</text>\n</TEI>\n'
    ).encode()


def manuscript_header(manuscript: Manuscript, sheet: Sheet) -> str:
    """Give the header of one manuscript."""
    author = f"<author>{escaped(manuscript.author)}</author>" if manuscript.author else ""
    unit = ""
    if manuscript.unit:
        unit = (
            f"<respStmt><resp>供稿</resp><orgName>{escaped(manuscript.unit)}</orgName></respStmt>"
        )
    source = _source(manuscript.name, manuscript.source) or "<p>无</p>"
    return (
        f"<teiHeader>\n<fileDesc><titleStmt><title>{escaped(manuscript.title)}</title>{author}{unit}"
        f"</titleStmt><publicationStmt><p>稿件</p></publicationStmt>"
        f"<sourceDesc>{source}</sourceDesc></fileDesc>\n{encoding(sheet)}\n"
        f"{assets(manuscript.assets)}</teiHeader>"
    )


def book_header(book: Book, sheet: Sheet) -> str:
    """Give the header of a work."""
    work, imprint = book.work, book.work.imprint
    people = "".join(
        f"<respStmt><resp>{escaped(p.duty)}</resp><persName>{escaped(p.name)}</persName>"
        f"{f'<note>{escaped(p.note)}</note>' if p.note else ''}</respStmt>"
        for p in imprint.people
    )
    author = f"<author>{escaped(imprint.compiler)}</author>" if imprint.compiler else ""
    subtitle = f'<title type="sub">{escaped(imprint.subtitle)}</title>' if imprint.subtitle else ""
    edition = escaped(imprint.date or "未定")
    extent = "".join(
        f'<measure unit="字" quantity="{count.typed}">{escaped(count.name)}</measure>'
        for count in book.counts
    )
    notice = (
        f"<notesStmt><note>{escaped(imprint.notice)}</note></notesStmt>" if imprint.notice else ""
    )
    return (
        f'<teiHeader>\n<fileDesc><titleStmt><title type="main">{escaped(work.title)}</title>'
        f"{subtitle}{author}{people}</titleStmt>\n"
        f"<editionStmt><edition>{edition}</edition></editionStmt>\n"
        f"{f'<extent>{extent}</extent>' if extent else ''}{_publication(book)}{notice}\n"
        f"<sourceDesc>{_sources(book)}</sourceDesc></fileDesc>\n{encoding(sheet)}\n{_profile(book)}\n"
        f"{assets(book.assets.values())}"
        f'<revisionDesc><change n="{work.digest}">本文件由摘要为 {work.digest} 的书稿生成。</change>'
        "</revisionDesc></teiHeader>"
    )


def _publication(book: Book) -> str:
    imprint, rights = book.work.imprint, book.work.rights
    rows = (("publisher", imprint.publisher or "未定"), ("pubPlace", imprint.place),
            ("date", imprint.date))  # fmt: skip
    parts = [f"<{name}>{escaped(value)}</{name}>" for name, value in rows if value]
    numbers = (("ISBN", imprint.isbn), ("CIP", imprint.cip), ("审图号", imprint.map_approval))
    parts += [f'<idno type="{name}">{escaped(value)}</idno>' for name, value in numbers if value]
    parts.append(f'<idno type="work">{escaped(book.work.id)}</idno>')
    words = "；".join(part for part in (rights.licence, rights.holder, rights.attribution) if part)
    licence = f"<licence>{escaped(words or '未声明')}</licence>"
    return (
        f"<publicationStmt>{''.join(parts)}<availability>{licence}</availability></publicationStmt>"
    )


def _profile(book: Book) -> str:
    period = book.work.period
    dates = f'<date from="{attribute(period.start)}" to="{attribute(period.end)}"/>'
    span = f"<creation>{dates}</creation>" if period.start and period.end else ""
    lang = attribute(book.work.lang)
    term = f"<keywords><term>{escaped(book.work.kind)}</term></keywords>"
    return (
        f'<profileDesc>{span}<langUsage><language ident="{lang}"/></langUsage>'
        f"<textClass>{term}</textClass></profileDesc>"
    )


def _sources(book: Book) -> str:
    rows = dict.fromkeys(
        _source(entry.doc or entry.manuscript.name, entry.manuscript.source)
        for _, entry in entries_in(book)
    )
    found = "\n".join(row for row in rows if row)
    return f"<listBibl>\n{found}\n</listBibl>" if found else "<p>无登记来稿</p>"


def _source(name: str, digest: str) -> str:
    if not name and not digest:
        return ""
    number = f'<idno type="sha256">{escaped(digest)}</idno>' if digest else ""
    return f"<bibl><title>{escaped(name)}</title>{number}</bibl>"


def encoding(sheet: Sheet) -> str:
    """Give the encoding description with the declaration of unencoded characters."""
    glyphs = "".join(
        f'<char xml:id="g.{number}"{own(ref=ref)}>'
        f'{f"""<localProp name="IDS" value="{attribute(ids)}"/>""" if ids else ""}'
        f"{f'<desc>{escaped(ref)}</desc>' if ref else ''}</char>"
        for (ref, ids), number in sheet.glyphs.items()
    )
    declared = f"<charDecl>{glyphs}</charDecl>" if glyphs else ""
    return (
        f"<encodingDesc><editorialDecl><p>{_ENCODING}</p></editorialDecl>{declared}</encodingDesc>"
    )


def assets(items: Iterable[Asset]) -> str:
    """Give the list of pictures and recordings by digest."""
    rows = "".join(
        f'<fz:asset digest="{attribute(a.digest)}" type="{attribute(a.media_type)}"'
        f' size="{a.size}" name="{attribute(a.name)}" width="{a.width}" height="{a.height}"/>\n'
        for a in items
    )
    return f"<xenoData><fz:assets>\n{rows}</fz:assets></xenoData>\n" if rows else ""
