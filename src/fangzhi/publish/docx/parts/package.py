"""The parts of the package around the text, and the zip that holds them."""

from __future__ import annotations

from dataclasses import dataclass

from fangzhi.files.carried import PART, Carried, to_xml
from fangzhi.files.zipout import Member, pack
from fangzhi.publish.docx.draft import Draft, Relations
from fangzhi.publish.docx.parts.numbering import numbering_xml
from fangzhi.publish.docx.parts.styles import STYLES, Style, styles_xml
from fangzhi.publish.legal import attribute, escaped

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    f' xmlns:r="{_OFFICE}"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SEPARATORS = (
    '<w:{0} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{0}>'
    '<w:{0} w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r>'
    "</w:p></w:{0}>"
)
_FONTS = (("宋体", "SimSun,Noto Serif SC,Noto Serif CJK SC", "auto"),
          ("黑体", "SimHei,Noto Sans SC,Noto Sans CJK SC", "auto"),
          ("楷体", "KaiTi,AR PL UKai CN,Noto Serif SC", "auto"))  # fmt: skip
_MEDIA = {"png": "image/png", "jpeg": "image/jpeg", "gif": "image/gif", "bmp": "image/bmp",
          "tiff": "image/tiff", "emf": "image/x-emf", "wmf": "image/x-wmf"}  # fmt: skip
_GUID = "{6F1C1B9E-6A5D-4B0B-9C8E-0FA2B3C4D501}"


@dataclass(frozen=True)
class Described:
    """What the file says of itself: title, author, language, and whether pages face each other."""

    title: str = ""
    author: str = ""
    lang: str = "zh-Hans"
    facing: bool = False


def package(
    body: str, draft: Draft, carried: Carried | None, described: Described,
    extra: dict[str, tuple[str, str]] | None = None, styles: tuple[Style, ...] = STYLES,
    fonts: tuple[tuple[str, str, str], ...] = _FONTS, *, even_pages: bool = False,
) -> bytes:  # fmt: skip
    """Give the bytes of the file; `extra` are headers and footers: part → (element, content).

    `even_pages` says that even pages have heads and feet of their own, also where pages do not face.
    """
    document = draft.relations.setdefault("document", Relations())
    parts: dict[str, bytes] = {}
    types: dict[str, str] = {}

    def part(name: str, element: str, content: str, kind: str) -> None:
        parts[f"word/{name}.xml"] = (
            f"{_HEAD}<w:{element} {_NAMESPACES}>{content}</w:{element}>".encode()
        )
        types[f"word/{name}.xml"] = f"{_WORD}.{kind}+xml"

    part("document", "document", f"<w:body>{body}</w:body>", "document.main")
    far = "zh-TW" if described.lang.startswith("zh-Hant") else "zh-CN"
    part("styles", "styles", styles_xml(styles, lang=far), "styles")
    part("settings", "settings", _settings(draft, described, even_pages), "settings")
    part("fontTable", "fonts", "".join(map(_font, fonts)), "fontTable")
    for name in ("styles", "settings", "fontTable"):
        document.to(name, f"{name}.xml")
    if draft.numbering:
        part("numbering", "numbering", numbering_xml(draft.numbering), "numbering")
        document.to("numbering", "numbering.xml")
    for kind, rows in sorted(draft.note_parts.items()):
        head = _SEPARATORS.format(kind) if kind != "comment" else ""
        part(f"{kind}s", f"{kind}s", head + "".join(rows), f"{kind}s")
        document.to(f"{kind}s", f"{kind}s.xml")
    for name, (element, content) in (extra or {}).items():
        part(name, element, content, "header" if element == "hdr" else "footer")
    if carried is not None:
        document.to("customXml", "../customXml/item1.xml")
        parts.update(_custom(carried))
        types["customXml/itemProps1.xml"] = (
            "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
        )
    for digest, name in draft.media.items():
        parts[f"word/{name}"] = draft.assets[digest]
    for name, relations in draft.relations.items():
        parts[f"word/_rels/{name}.xml.rels"] = _relations(relations)
    parts["docProps/core.xml"] = _core(described)
    types["docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    parts["_rels/.rels"] = _root_relations()
    return zipped({"[Content_Types].xml": _content_types(types), **parts})


def zipped(parts: dict[str, bytes]) -> bytes:
    """Zip parts in the order given; pictures are stored as they are."""
    stored = (".png", ".jpeg", ".gif")
    return pack(Member(name, data, name.endswith(stored)) for name, data in parts.items())


def _content_types(types: dict[str, str]) -> bytes:
    rows = [
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>',
        '<Default Extension="xml" ContentType="application/xml"/>',
        *(f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in _MEDIA.items()),
        *(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in types.items()),
    ]
    return f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{"".join(rows)}</Types>'.encode()


def _relations(relations: Relations) -> bytes:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{attribute(target)}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if outside else ''}/>"
        for number, (kind, target, outside) in enumerate(relations.rows, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'.encode()


def _root_relations() -> bytes:
    return (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties"'
        ' Target="docProps/core.xml"/></Relationships>'
    ).encode()


def _core(described: Described) -> bytes:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escaped(described.title)}</dc:title>"
        f"<dc:creator>{escaped(described.author)}</dc:creator>"
        f"<dc:language>{escaped(described.lang)}</dc:language></cp:coreProperties>"
    ).encode()


def _custom(carried: Carried) -> dict[str, bytes]:
    properties = (
        f'{_HEAD}<ds:datastoreItem ds:itemID="{_GUID}"'
        ' xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml">'
        '<ds:schemaRefs><ds:schemaRef ds:uri="urn:fangzhi:carried:1"/></ds:schemaRefs>'
        "</ds:datastoreItem>"
    )
    relations = Relations()
    relations.to("customXmlProps", "itemProps1.xml")
    return {PART: to_xml(carried), "customXml/itemProps1.xml": properties.encode(),
            "customXml/_rels/item1.xml.rels": _relations(relations)}  # fmt: skip


def _settings(draft: Draft, described: Described, even_pages: bool) -> str:
    notes = {kind for kind in ("footnote", "endnote") if kind in draft.note_parts}
    format_ = '<w:numFmt w:val="decimalEnclosedCircle"/>'
    restart = {"footnote": f'{format_}<w:numRestart w:val="eachPage"/>', "endnote": format_}
    properties = "".join(
        f'<w:{kind}Pr>{restart[kind]}<w:{kind} w:id="-1"/><w:{kind} w:id="0"/></w:{kind}Pr>'
        for kind in ("footnote", "endnote") if kind in notes
    )  # fmt: skip
    facing = "<w:mirrorMargins/>" if described.facing else ""
    even = "<w:evenAndOddHeaders/>" if described.facing or even_pages else ""
    return (
        f'<w:zoom w:percent="100"/>{facing}<w:defaultTabStop w:val="420"/>{even}'
        '<w:drawingGridVerticalSpacing w:val="156"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        f"{properties}<w:compat><w:useFELayout/>"
        '<w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
    )


def _font(row: tuple[str, str, str]) -> str:
    name, others, pitch = row
    return (
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{pitch}"/><w:pitch w:val="variable"/></w:font>'
    )
