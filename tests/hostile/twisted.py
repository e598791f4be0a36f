"""Files that pass the guard and twist a reader: circles, numbers out of range, floods.

Each must be read (what is sound in it is kept) or its fault be told.
"""

from __future__ import annotations

from tests.hostile import office, others
from tests.hostile.case import PROSE, Case
from tests.hostile.office import HEAD, TEXT, W, cell, pack, sheet_parts, word

MAIN = f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p>"
HUGE = "99999999999999999999"


def styled(styles: str, paragraph: str, part: str = "styles", root: str = "styles") -> bytes:
    """Give a document with one more part of settings and one paragraph that uses them."""
    body = f"<w:p><w:pPr>{paragraph}</w:pPr><w:r><w:t>{TEXT}</w:t></w:r></w:p>"
    return word(body, **{
        f"word/{part}.xml": f'{HEAD}<w:{root} xmlns:w="{W}">{styles}</w:{root}>',
        "word/_rels/document.xml.rels": office.relations(("rId1", part, f"{part}.xml")),
    })  # fmt: skip


def style(name: str, base: str) -> str:
    return f'<w:style w:type="paragraph" w:styleId="{name}"><w:basedOn w:val="{base}"/></w:style>'


def noted(note: str) -> bytes:
    """Give a document with a footnote of this content."""
    reference = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    return word(f"<w:p><w:r><w:t>{TEXT}</w:t></w:r>{reference}</w:p>", **{
        "word/footnotes.xml": f'{HEAD}<w:footnotes xmlns:w="{W}"><w:footnote w:id="1"><w:p>'
        f"{note}{reference}</w:p></w:footnote></w:footnotes>",
        "word/_rels/document.xml.rels": office.relations(("rId1", "footnotes", "footnotes.xml")),
    })  # fmt: skip


def row(*cells: str) -> bytes:
    return pack(sheet_parts(f'<row r="1">{cell("A1", TEXT)}{"".join(cells)}</row>'))


def with_format(code: str) -> bytes:
    """Give a workbook with one number shown by this format code."""
    parts = sheet_parts(f'<row r="1">{cell("A1", TEXT)}<c r="B1" s="1"><v>1e300</v></c></row>')
    parts["xl/styles.xml"] = (
        f'{HEAD}<styleSheet xmlns="{office.S}"><numFmts><numFmt numFmtId="200" formatCode="{code}"/>'
        '</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="200"/></cellXfs></styleSheet>'
    )
    parts["xl/_rels/workbook.xml.rels"] = office.relations(
        ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml")
    )
    return pack(parts)


def table(properties: str, grid: str = "") -> str:
    return (
        f"<w:tbl><w:tblGrid>{grid}</w:tblGrid><w:tr><w:tc><w:tcPr>{properties}</w:tcPr>{MAIN}"
        "</w:tc></w:tr></w:tbl><w:p/>"
    )


WORDS = (
    Case("样式绕圈.docx",
         lambda: styled(style("a", "b") + style("b", "a"), '<w:pStyle w:val="a"/>'), keeps=TEXT),
    Case("样式依自己.docx", lambda: styled(style("a", "a"), '<w:pStyle w:val="a"/>'), keeps=TEXT),
    Case("两万代样式.docx",
         lambda: styled("".join(style(f"s{n}", f"s{n + 1}") for n in range(20_000)),
                        '<w:pStyle w:val="s0"/>'), keeps=TEXT),
    Case("编号绕圈.docx",
         lambda: styled('<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="n"/>'
                        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
                        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
                        "numbering", "numbering"), keeps=TEXT),
    Case("编号级别越界.docx",
         lambda: styled("", f'<w:numPr><w:ilvl w:val="{HUGE}"/><w:numId w:val="-7"/></w:numPr>'
                        f'<w:outlineLvl w:val="{HUGE}"/>', "numbering", "numbering"), keeps=TEXT),
    Case("编号起点巨大.docx",
         lambda: styled('<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val='
                        '"2000000000"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1"/>'
                        '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/>'
                        "</w:num>", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
                        "numbering", "numbering"), keeps=TEXT),
    Case("脚注引自己.docx", lambda: noted("<w:r><w:t>注</w:t></w:r>"), keeps=TEXT),
    Case("跨列二十亿.docx", lambda: word(table('<w:gridSpan w:val="2000000000"/>')), keeps=TEXT),
    Case("跨列为负.docx", lambda: word(table('<w:gridSpan w:val="-5"/>')), keeps=TEXT),
    Case("跨列不是数.docx", lambda: word(table('<w:gridSpan w:val="x"/>')), keeps=TEXT),
    Case("续行没有起头.docx", lambda: word(table("<w:vMerge/>")), keeps=TEXT),
    Case("六万列.docx", lambda: word(table("", "<w:gridCol/>" * 60_000)), keeps=TEXT),
    Case("域没有结束.docx",
         lambda: word('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 50 + "</w:p>" * 50
                      + MAIN), keeps=TEXT),
    Case("域结束无数.docx",
         lambda: word('<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>' * 500 + MAIN),
         keeps=TEXT),
    Case("十万空段.docx", lambda: word("<w:p/>" * 100_000 + MAIN), keeps=TEXT),
    Case("百万换行.docx", lambda: word(f"<w:p><w:r>{'<w:br/>' * 1_000_000}</w:r></w:p>{MAIN}"),
         "zip-bomb", "压缩了"),
    Case("修订没有日期.docx",
         lambda: word(f'<w:p><w:ins w:author=""><w:r><w:t>{TEXT}</w:t></w:r></w:ins><w:del w:date='
                      '"99999"><w:r><w:delText>删</w:delText></w:r></w:del></w:p>'), keeps=TEXT),
    Case("图片尺寸为负.docx",
         lambda: word(f'{MAIN}<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats'
                      f'.org/drawingml/2006/wordprocessingDrawing"><wp:extent cx="-{HUGE}" cy="x"/>'
                      "</wp:inline></w:drawing></w:r></w:p>"), keeps=TEXT),
    Case("别的命名空间.docx",
         lambda: office.word_with("word/document.xml", lambda x: x.replace(W, "urn:other")),
         "", ""),
)  # fmt: skip

SHEETS = (
    Case("样式号越界.xlsx", lambda: row(f'<c r="B1" s="{HUGE}"><v>1</v></c>'), keeps=TEXT),
    Case("日期超出.xlsx", lambda: row('<c r="B1" t="d"><v>99999-99-99</v></c><c r="C1"><v>1e300</v></c>'),
         keeps=TEXT),
    Case("数不是数.xlsx", lambda: row('<c r="B1"><v>nan</v></c><c r="C1"><v>1e999</v></c>'
                                 '<c r="D1"><v>一万</v></c>'), keeps=TEXT),
    Case("格子地址不通.xlsx", lambda: row('<c r="ZZZZZZZ99999999999"><v>1</v></c><c r=""><v>2</v></c>'),
         keeps=TEXT),
    Case("合并重叠.xlsx",
         lambda: pack({k: v.replace("</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:B2"/>'
                                    '<mergeCell ref="A1:C3"/><mergeCell ref="x"/></mergeCells>')
                       if isinstance(v, str) else v
                       for k, v in sheet_parts(f'<row r="1">{cell("A1", TEXT)}</row>').items()}),
         keeps=TEXT),
    Case("表名很怪.xlsx",
         lambda: pack({k: v.replace('name="表"', 'name="=cmd|!A0/../&lt;b&gt;"')
                       if isinstance(v, str) else v
                       for k, v in sheet_parts(f'<row r="1">{cell("A1", TEXT)}</row>').items()}),
         keeps=TEXT),
    Case("十万个空串.xlsx",
         lambda: pack(sheet_parts(f'<row r="1">{cell("A1", TEXT)}</row>',
                                  strings="<si><t/></si>" * 100_000)), keeps=TEXT),
    Case("两万位小数.xlsx", lambda: with_format("0." + "0" * 20_000), keeps=TEXT),
    Case("长公式.xlsx", lambda: row(f'<c r="B1"><f>{"(" * 50_000}</f><v>1</v></c>'), keeps=TEXT),
)  # fmt: skip

PRINTS = (
    Case("纸张无边.pdf", lambda: others.page_pdf(page="/Rotate 37").replace(
        b"0 0 595 842", b"0 0 9e9 9e9"), keeps="Tea 6.2"),
    Case("纸张为零.pdf", lambda: others.page_pdf().replace(b"0 0 595 842", b"0 0 0 0"), keeps="Tea 6.2"),
    Case("图形套自己.pdf",
         lambda: others.pdf(
             "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
             "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
             "/Resources<</XObject<</A 5 0 R>>>>>>",
             "<</Length 4>>\nstream\n/A Do\nendstream",
             "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A 5 0 R>>>>"
             "/Length 5>>\nstream\n/A Do\nendstream"), "", ""),
    Case("目录绕圈.pdf",
         lambda: others.page_pdf(catalog="/Outlines 6 0 R").replace(
             b"xref", b"6 0 obj\n<</First 6 0 R/Last 6 0 R/Next 6 0 R/Title(x)>>\nendobj\nxref", 1),
         keeps="Tea 6.2"),
)  # fmt: skip

FLOODS = (
    Case("百万空行.txt", lambda: ("\n" * 1_000_000 + PROSE).encode(), keeps="32.6万人"),
    Case("零宽洪水.txt", lambda: ("\u200b" * 500_000 + "\n" + PROSE).encode(), keeps="32.6万人"),
    Case("叠加符号.txt", lambda: ("志" + "\u0301" * 100_000 + "\n" + PROSE).encode(), keeps="32.6万人"),
    Case("双向控制.txt", lambda: ("\u202e" * 999 + PROSE).encode(), keeps="32.6万人"),
    Case("万列表格.md", lambda: ("|" * 20_000 + "\n" + "|-" * 20_000 + "\n\n" + PROSE).encode(),
         keeps="32.6万人"),
    Case("星号山.md", lambda: ("*a_" * 50_000 + "\n\n" + PROSE).encode(), keeps="32.6万人"),
    Case("注释不闭.md", lambda: ("<!--" * 50_000 + "\n\n" + PROSE).encode(), "", "没有结束"),
    Case("列表套列表.md", lambda: ("".join(" " * n + "- 项\n" for n in range(1500)) + "\n\n# 末\n\n" + PROSE).encode(),
         keeps="32.6万人"),
    Case("井号山.md", lambda: ("#" * 100_000 + " 题\n\n" + "`" * 100_001 + "\n\n" + PROSE).encode(),
         keeps="32.6万人"),
    Case("脚注引自己.md", lambda: ("见[^1]\n\n[^1]: 注[^1]\n\n" + PROSE).encode(), keeps="32.6万人"),
    Case("套一万层.jsonl", lambda: ('{"text":"四川通志卷一"}\n{"text":"x","a":' + "[" * 10_000
                                + "]" * 10_000 + "}\n").encode(), keeps="四川通志卷一"),
    Case("数太大.jsonl", lambda: ('{"text":"四川通志卷一","page":1e999}\n{"text":"卷二","page":'
                              + "9" * 9000 + "}\n").encode(), "", "不是一叶的 JSON"),
    Case("括号不闭.txt", lambda: ("# -*- mode: mandoku-view -*-\n<pb:KR2k0052_WYG_001-1a>¶\n" + "(" * 50_000
                             + "四川通志卷一¶\n&KR99999999999999;¶\n").encode(), keeps="四川通志卷一"),
    Case("套得过深.xml", lambda: ('<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>'
                             + "<div>" * 5000 + "</div>" * 5000 + "</body></text></TEI>").encode(),
         "", ""),
    Case("引入外文件.xml",
         lambda: ('<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:xi="http://www.w3.org/2001/XInclude">'
                  '<text><body><p>四川通志卷一</p><xi:include href="file://{canary}" parse="text"/>'
                  "</body></text></TEI>").encode(), keeps="四川通志卷一"),
)  # fmt: skip

TWISTED = WORDS + SHEETS + PRINTS + FLOODS
