"""Small pieces of OOXML from which the cases are put together."""

from __future__ import annotations

import struct
import zlib

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WHO = 'w:id="9" w:author="编辑甲" w:date="2025-06-01T09:00:00Z"'


def part(root: str, body: str) -> str:
    """A whole XML part with one root element."""
    return f"{HEAD}<w:{root} {NAMESPACES}>{body}</w:{root}>"


def r(text: str, rpr: str = "") -> str:
    """A run of words."""
    look = f"<w:rPr>{rpr}</w:rPr>" if rpr else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(content: str = "", ppr: str = "") -> str:
    """A paragraph; plain words become one run."""
    inner = content if content.startswith("<") or not content else r(content)
    look = f"<w:pPr>{ppr}</w:pPr>" if ppr else ""
    return f"<w:p>{look}{inner}</w:p>"


def styled(style: str, content: str, more: str = "") -> str:
    """A paragraph in a style."""
    return p(content, f'<w:pStyle w:val="{style}"/>{more}')


def centred(text: str, rpr: str = "<w:b/>", ppr: str = "") -> str:
    """A centred line, bold unless told otherwise."""
    return p(r(text, rpr), f'{ppr}<w:jc w:val="center"/>')


def listed(num: int, level: int, content: str, style: str = "") -> str:
    """A paragraph of a list."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = f'<w:ilvl w:val="{level}"/><w:numId w:val="{num}"/>'
    return p(content, f"{named}<w:numPr>{inner}</w:numPr>")


def level(depth: int, form: str, text: str, more: str = "") -> str:
    """One level of a list definition."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(
    *levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
) -> str:
    """A numbering part with one abstract list."""
    body = f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}'
    return part("numbering", body)


def style(key: str, name: str, inner: str = "", kind: str = "paragraph") -> str:
    """One style."""
    return f'<w:style w:type="{kind}" w:styleId="{key}"><w:name w:val="{name}"/>{inner}</w:style>'


def styles(*items: str, size: int = 21) -> str:
    """A styles part; the usual size is 五号 unless told otherwise."""
    usual = f'<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="{size}"/></w:rPr></w:rPrDefault></w:docDefaults>'
    plain = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    )
    return part("styles", usual + plain + "".join(items))


def tc(content: str, tcpr: str = "") -> str:
    """A table cell; plain words become one paragraph."""
    look = f"<w:tcPr>{tcpr}</w:tcPr>" if tcpr else ""
    return f"<w:tc>{look}{content if content.startswith('<') else p(content)}</w:tc>"


def tr(*cells: str, trpr: str = "") -> str:
    """A table row."""
    look = f"<w:trPr>{trpr}</w:trPr>" if trpr else ""
    inner = "".join(cell if cell.startswith("<w:") else tc(cell) for cell in cells)
    return f"<w:tr>{look}{inner}</w:tr>"


def tbl(columns: int, *rows: str) -> str:
    """A table."""
    grid = '<w:gridCol w:w="2000"/>' * columns
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def field(code: str, shown: str | None = None) -> str:
    """A complex field; `shown` are the runs of its result."""
    middle = "" if shown is None else f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{shown}'
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>{middle}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def png(width: int, height: int, shade: int) -> bytes:
    """A grey picture, stored without compression so that its bytes never change."""
    rows = b"".join(b"\0" + bytes([shade]) * width for _ in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows, 0))
        + chunk(b"IEND", b"")
    )


def pic(rid: str, name: str = "", size: str = "") -> str:
    """The picture element inside a drawing."""
    return (
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{rid}"/></pic:blipFill>'
        f"<pic:spPr><a:xfrm>{size}</a:xfrm></pic:spPr></pic:pic>"
    )


def graphic(kind: str, inner: str) -> str:
    """The graphic of a drawing, of a kind such as "picture" or "chart"."""
    uri = kind if ":" in kind else f"http://schemas.openxmlformats.org/drawingml/2006/{kind}"
    return f'<a:graphic><a:graphicData uri="{uri}">{inner}</a:graphicData></a:graphic>'


def drawing(inner: str, alt: str = "", place: str = "inline") -> str:
    """A drawing of 50 × 30 mm in a run."""
    return (
        f'<w:r><w:drawing><wp:{place}><wp:extent cx="1800000" cy="1080000"/>'
        f'<wp:docPr id="1" name="图片 1" descr="{alt}"/>{inner}</wp:{place}></w:drawing></w:r>'
    )
