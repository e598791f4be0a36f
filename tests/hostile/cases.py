"""The table of hostile and broken files: name, how it is made, what the guard must say."""

from __future__ import annotations

import struct
from collections.abc import Callable

from tests.hostile import office, others
from tests.hostile.case import PROSE, Case
from tests.hostile.office import TEXT, cell, pack, sheet_parts, word, word_parts, word_with

DOC = "word/document.xml"
MAIN = f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p>"
OLD_PROSE = "四川通志卷一，成都府在省治。東至簡州界六十里，西至灌縣界一百里，其地為蜀之中。\n"
MB = 1024 * 1024

BOMB = (
    '<!DOCTYPE x [<!ENTITY a "哈哈哈哈哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]>'
)
XXE = '<!DOCTYPE x [<!ENTITY f SYSTEM "file://{canary}">]>'


def after_head(declaration: str) -> Callable[[str], str]:
    """Put a declaration after the XML head, and use its entity in the text."""
    entity = "&d;" if declaration == BOMB else "&f;"
    return lambda xml: xml.replace("?>", "?>" + declaration, 1).replace(TEXT, TEXT + entity)


def deep(tag: str, times: int) -> str:
    return f"<{tag}>" * times + f"</{tag}>" * times


def tables(times: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * times + MAIN + "<w:p/></w:tc></w:tr></w:tbl>" * times


OFFICE = (
    Case("实体炸弹.docx", lambda: word_with(DOC, after_head(BOMB)), "doctype", "实体或文档类型声明"),
    Case("外部实体.docx", lambda: word_with(DOC, after_head(XXE)), "doctype", "实体或文档类型声明"),
    Case("关系里的实体.docx", lambda: word_with("_rels/.rels", after_head(XXE)), "doctype", "实体"),
    Case("类型表里的实体.docx", lambda: word_with("[Content_Types].xml", after_head(BOMB)),
         "doctype", "实体"),
    Case("UTF16实体.docx",
         lambda: word_with(DOC, lambda x: after_head(XXE)(x).replace("UTF-8", "UTF-16")
                           .encode("utf-16")), "doctype", "实体"),
    Case("长注释后的实体.docx",
         lambda: word_with(DOC, lambda x: after_head(f"<!--{'长' * 70_000}-->{XXE}")(x)),
         "", "实体或文档类型声明"),
    Case("实体炸弹.xlsx",
         lambda: pack({**sheet_parts(f'<row r="1">{cell("A1", "&d;")}</row>'),
                       "xl/sharedStrings.xml": office.HEAD + BOMB + f'<sst xmlns="{office.S}"/>'}),
         "doctype", "实体"),
    Case("按倍数的炸弹.docx", lambda: word(None, ("word/media/a.bin", b"\0" * 60 * MB)),
         "zip-bomb", "压缩了"),
    Case("按个数的炸弹.docx",
         lambda: word(None, *[(f"word/m/{n}.bin", b"") for n in range(20_000)]),
         "too-many-members", "20003 个部件"),
    Case("层层嵌套.docx", lambda: word(None, ("word/embeddings/a.bin", office.nested(4))),
         "nested-zip", "层层套着"),
    Case("重名部件.docx", lambda: word(None, (DOC, b"<other/>")), "duplicate-member", "同名部件"),
    Case("大小写重名.docx", lambda: word(None, ("WORD/Document.xml", b"<other/>")),
         "duplicate-member", "同名部件"),
    Case("爬出去的部件.docx", lambda: word(None, ("../../evil.txt", b"x")), "bad-member-name", "路径"),
    Case("绝对路径部件.docx", lambda: word(None, ("/etc/evil", b"x")), "bad-member-name", "路径"),
    Case("盘符部件.docx", lambda: word(None, ("C:\\evil.txt", b"x")), "bad-member-name", "路径"),
    Case("反斜杠爬出.docx", lambda: word(None, ("word\\..\\..\\evil", b"x")), "bad-member-name", "路径"),
    Case("重叠部件.docx", office.overlapping, "overlap", "重叠"),
    Case("截断一成.docx", lambda: word()[:100], "truncated", "不完整"),
    Case("截断一半.docx", lambda: word()[: len(word()) // 2], "truncated", "不完整"),
    Case("截断一点.docx", lambda: word()[:-30], "truncated", "不完整"),
    Case("坏字节.docx", lambda: office.flip(pack(word_parts(), stored=True), b"6.2"), "damaged", "已损坏"),
    Case("没有正文.docx", lambda: office.without(DOC), "no-main-part", "缺少正文"),
    Case("没有类型表.docx", lambda: office.without("[Content_Types].xml"), "no-main-part", "缺少正文"),
    Case("没有关系表.docx", lambda: office.without("_rels/.rels"), "no-main-part", "缺少正文"),
    Case("正文指到包外.docx",
         lambda: word_with("_rels/.rels", lambda x: x.replace(DOC, "../../../etc/passwd")),
         "no-main-part", "缺少正文"),
    Case("绕圈的关系.docx",
         lambda: word(MAIN, **{"word/_rels/document.xml.rels": office.relations(
             ("rId1", "header", "document.xml"), ("rId2", "footnotes", "document.xml"),
             ("rId3", "styles", "_rels/document.xml.rels"))}), keeps=TEXT),
    Case("断了的关系.docx",
         lambda: word(MAIN + '<w:p><w:r><w:footnoteReference w:id="7"/></w:r></w:p>',
                      **{"word/_rels/document.xml.rels": office.relations(
                          ("rId1", "footnotes", "footnotes.xml"), ("rId2", "image", "x.png"))}),
         keeps=TEXT),
    Case("外部目标.docx",
         lambda: word(MAIN, **{"word/_rels/document.xml.rels": office.relations(
             ("rId1", "image", "!http://127.0.0.1:{port}/a.png"),
             ("rId2", "attachedTemplate", "!file://{canary}"),
             ("rId3", "header", "!file://{canary}"))}), keeps=TEXT),
    Case("套得过深.docx", lambda: word(deep("w:x", 100_000)), "", "XML"),
    Case("表格套表格.docx", lambda: word(tables(150)), "", "XML"),
    Case("一百万个属性.docx",
         lambda: word("<w:p " + " ".join(f'a{n}="{n}"' for n in range(1_000_000)) + "/>" + MAIN),
         "", "长得不合理"),
    Case("一段一百兆.docx",
         lambda: pack(word_parts(f"<w:p><w:r><w:t>{'abcdefghij' * 10 * MB}</w:t></w:r></w:p>"),
                      stored=True), "", "分段"),
    Case("标签没关.docx", lambda: word_with(DOC, lambda x: x.replace("</w:p>", "")), "", "XML"),
    Case("XML里有坏字节.docx",
         lambda: word_with(DOC, lambda x: x.encode().replace(TEXT.encode(), b"\xff\xfe\x81")),
         "", "XML"),
    Case("正文为空.docx", lambda: word("<w:p/>"), "", "没有"),
    Case("压缩方式不明.docx", lambda: word().replace(b"\x08\x00\x00\x00\x21\x00", b"\x63\x00\x00\x00\x21\x00"),
         "damaged", "压缩方式"),
    Case("带密码的包.docx", lambda: office.encrypted_flag(word()), "encrypted", "打开密码"),
    Case("加密文档.docx", lambda: office.compound({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}),
         "encrypted", "打开密码"),
    Case("带宏.docm", lambda: word(None, ("word/vbaProject.bin", b"\xd0\xcf")), "", "宏", TEXT),
    Case("其实是新格式.doc", word, "", "扩展名是 .doc", TEXT),
    Case("其实是文本.docx", lambda: PROSE.encode(), "", "扩展名是 .docx", "32.6万人"),
    Case("其实是图片.docx", lambda: others.png(8, 8), "", "扩展名是 .docx"),
    Case("其实是文档.txt", word, "", "扩展名是 .txt", TEXT),
    Case("其实是程序.docx", lambda: b"MZ\x90\0" + bytes(500), "disguised", "可能有害"),
    Case("报告.docx.exe", word, "disguised", "可能有害"),
    Case("其实是网页.doc", lambda: b"<html><body>x</body></html>", "unsupported", "网页"),
    Case("其实是RTF.doc", lambda: rb"{\rtf1\ansi x}", "unsupported", "RTF"),
    Case("压缩包.zip", lambda: pack({"a.txt": "x"}), "unsupported", "解压"),
    Case("开放文档.odt", lambda: pack({"mimetype": "application/vnd.oasis.opendocument.text"}),
         "unsupported", "OpenDocument"),
    Case("空文件.docx", bytes, "empty", "空文件"),
    Case("文中大图.docx",
         lambda: word(None, ("word/media/a.png", others.png(30_000, 30_000))),
         "huge-picture", "30000×30000"),
    Case("正文带密级.docx", lambda: word("<w:p><w:r><w:t>机 密</w:t></w:r><w:r><w:t>★1年</w:t></w:r>"
                                   "</w:p>" + MAIN), "secret", "机密★1年"),
    Case("页眉带密级.docx",
         lambda: word(MAIN, **{"word/header1.xml": f'<w:hdr xmlns:w="{office.W}"><w:p><w:r>'
                               "<w:t>秘密</w:t></w:r></w:p></w:hdr>"}), "secret", "密级标志"),
    Case("文本框带密级.docx",
         lambda: word(f"<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>绝密★长期</w:t></w:r></w:p>"
                      f"</w:txbxContent></w:pict></w:r><w:r><w:t>{TEXT}</w:t></w:r></w:p>"),
         "secret", "绝密★长期"),
)  # fmt: skip

SHEETS = (
    Case("声称百万行.xlsx",
         lambda: pack(sheet_parts(f'<row r="1">{cell("A1", TEXT)}</row>',
                                  extra='<dimension ref="A1:XFD1048576"/>')), keeps=TEXT),
    Case("末行末列有字.xlsx",
         lambda: pack(sheet_parts(f'<row r="1">{cell("A1", TEXT)}</row>'
                                  f'<row r="1048576">{cell("XFD1048576", "尾")}</row>')),
         keeps=TEXT),
    Case("合并整张表.xlsx",
         lambda: pack({k: v.replace("</sheetData>", "</sheetData><mergeCells><mergeCell ref="
                                    '"A1:XFD1048576"/></mergeCells>') if isinstance(v, str) else v
                       for k, v in sheet_parts(f'<row r="1">{cell("A1", TEXT)}</row>').items()}),
         keeps=TEXT),
    Case("外部链接公式.xlsx",
         lambda: pack(sheet_parts('<row r="1"><c r="A1"><f>[1]年报!B2</f><v>31.5</v></c>'
                                  '<c r="B1" t="str"><f>cmd|"/c calc"!A0</f><v>茶园</v></c></row>')),
         keeps="31.5"),
    Case("串号越界.xlsx",
         lambda: pack(sheet_parts(f'<row r="1">{cell("A1", TEXT)}<c r="B1" t="s"><v>99</v></c></row>')),
         keeps=TEXT),
    Case("缺一张表.xlsx", lambda: pack({k: v for k, v in sheet_parts("").items() if "sheet1" not in k}),
         "", "表"),
    Case("共享串炸弹.xlsx",
         lambda: pack({**sheet_parts(""), "xl/sharedStrings.xml": b"<sst>" + b" " * 60 * MB}),
         "zip-bomb", "压缩了"),
    Case("截断.xlsx", lambda: pack(sheet_parts(""))[:-80], "truncated", "不完整"),
    Case("首行带密级.xlsx",
         lambda: pack(sheet_parts('<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
                                  strings="<si><t>秘密★10年</t></si>")), "secret", "秘密★10年"),
    Case("页眉带密级.xlsx",
         lambda: pack({k: v.replace("</worksheet>", "<headerFooter><oddHeader>&amp;L机密"
                                    "</oddHeader></headerFooter></worksheet>")
                       if isinstance(v, str) else v
                       for k, v in sheet_parts(f'<row r="1">{cell("A1", TEXT)}</row>').items()}),
         "secret", "密级标志"),
)  # fmt: skip

OLD = (
    Case("旧格式乱码.doc", lambda: office.compound({"WordDocument": b"garbage" * 900}),
         "damaged", "已损坏"),
    Case("只有文件头.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "truncated", "不完整"),
    Case("截断.doc", lambda: office.old_word(TEXT)[:1600], "truncated", "不完整"),
    Case("扇区绕圈.doc",
         lambda: office.compound({"WordDocument": b"x" * 5000}).replace(
             struct.pack("<I", 3), struct.pack("<I", 2), 1), "looped", "绕圈"),
    Case("有密码.doc", lambda: office.old_word(TEXT, flags=0x100), "encrypted", "打开密码"),
    Case("带密级.doc", lambda: office.old_word("机密★1年\r" + TEXT), "secret", "机密★1年"),
    Case("认不出的流.doc", lambda: office.compound({"Something": b"x"}), "unknown-type", "看不出"),
    Case("截断.xls", lambda: office.old_sheet()[:1600], "truncated", "不完整"),
    Case("只有开头.xls", lambda: office.old_sheet(), "", "已损坏"),
    Case("有密码.xls", lambda: office.old_sheet((0x2F, bytes(54))), "encrypted", "打开密码"),
    Case("不是工作簿.xls", lambda: office.compound({"Workbook": b"nonsense" * 600}), "damaged", "已损坏"),
    Case("演示文稿.ppt", lambda: office.compound({"PowerPoint Document": b"x"}), "unsupported", "演示"),
)  # fmt: skip

PRINTS = (
    Case("页树绕圈.pdf", others.looped_pdf, "damaged", "已损坏"),
    Case("声称二十亿页.pdf", others.boundless_pdf, keeps="Tea 6.2"),
    Case("带脚本.pdf",
         lambda: others.page_pdf(catalog="/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"),
         "", "脚本", "Tea 6.2"),
    Case("要密码.pdf", others.locked_pdf, "encrypted", "打开密码"),
    Case("截断.pdf", lambda: others.page_pdf()[:60], "truncated", "不完整"),
    Case("交叉引用坏了.pdf", lambda: others.page_pdf().replace(b"0000", b"9999"), "", "", "Tea 6.2"),
    Case("只有开头.pdf", lambda: b"%PDF-1.7\n" + b"\xff" * 3000, "truncated", "不完整"),
    Case("内容炸弹.pdf", others.bomb_pdf, "", ""),
    Case("三万见方.png", lambda: others.png(30_000, 30_000), "huge-picture", "30000×30000"),
    Case("三万见方.jpg", lambda: others.jpeg(30_000, 30_000), "huge-picture", "30000×30000"),
    Case("自指的目录.tif", lambda: others.tiff(2_000_000, 2), "huge-picture", "2000000×2"),
    Case("截断.png", lambda: others.png(8, 8)[:14], "truncated", "不完整"),
    Case("断了尾的.png", lambda: others.png(80, 80)[:-14], "truncated", "不完整"),
    Case("坏图.jpg", lambda: b"\xff\xd8\xff\xe0" + bytes(40), "truncated", "不完整"),
    Case("图里没有像素.png", lambda: others.png(800, 800, b"\0"), "truncated", "不完整"),
)  # fmt: skip

TEXTS = (
    Case("没说是Big5.txt", lambda: (OLD_PROSE * 3).encode("big5"), "encoding-unknown", "Big5"),
    Case("没有BOM的UTF16.txt", lambda: PROSE.encode("utf-16-le"), "encoding-unknown", "编码"),
    Case("断在半个字.txt", lambda: PROSE.encode()[:-3], "encoding-unknown", "编码"),
    Case("半个代理.txt", lambda: (PROSE + "\ud840").encode("utf-8", "surrogatepass"),
         "surrogates", "半个字"),
    Case("半个代理UTF16.txt",
         lambda: b"\xff\xfe" + (PROSE + "\ud840x").encode("utf-16-le", "surrogatepass"),
         "surrogates", "半个字"),
    Case("声明错了.big5.txt", lambda: PROSE.encode("gb18030"), "encoding-wrong", "Big5"),
    Case("有控制字符.txt", lambda: (PROSE + "甲\x00乙\x1b丙\n" + PROSE).encode(), "", "控制字符",
         "甲\ufffd乙\ufffd丙"),
    Case("其实是二进制.txt", lambda: bytes(range(256)) * 40, "binary-text", "控制字符"),
    Case("全是零.txt", lambda: bytes(5000), "binary-text", "控制字符"),
    Case("一行一百兆.txt", lambda: b"a" * 100 * MB, "text-too-large", "太大"),
    Case("一段三百万字.txt", lambda: ("县志" * 1_500_000).encode(), "long-paragraph", "分段"),
    Case("只有空白.txt", lambda: "　\n \t\r\n".encode() * 50, "blank", "没有任何文字"),
    Case("逗号炸弹.csv", lambda: b"," * 5_000_000, "long-paragraph", "分段"),
    Case("公式注入.csv", lambda: "=cmd|'/c calc'!A0,茶园面积\n".encode(), "", "", "茶园面积"),
    Case("带密级.txt", lambda: ("000012\n机　密★６个月\n" + PROSE).encode("gb18030"), "secret", "密级标志"),
    Case("残缺的mandoku.txt", lambda: "# -*- mode: mandoku-view -*-\n<pb:KR2k\n¶四川通志卷一¶\n<pb:"
         .encode(), "", "", "四川通志卷一"),
    Case("坏行.jsonl",
         lambda: ('{"page":"p1","text":"四川通志卷一"}\n{"page":"p2","te\n[1,2]\nnull\n'
                  '{"page":"p3","text":5}\n').encode(), "", "", "四川通志卷一"),
    Case("括号山.jsonl", lambda: b'{"text":' + b"[" * 200_000 + b"\n", "", ""),
    Case("炸弹.jsonl.zst", lambda: others.zst_bomb(300 * MB), "zip-bomb", "不合理"),
    Case("截断.jsonl.zst", lambda: others.zst(b'{"text":"x"}\n' * 9000)[:-20], "truncated", "不完整"),
    Case("乱码.jsonl.zst", lambda: b"\x28\xb5\x2f\xfd" + b"\xff" * 50, "damaged", "已损坏"),
    Case("打包.tar.zst", lambda: others.zst(b"x"), "unsupported", "压缩包"),
    Case("引用山.md", lambda: (">" * 50_000 + "深\n" + "[" * 50_000 + "\n" + PROSE).encode(),
         keeps="32.6万人"),
    Case("脚本和外图.md",
         lambda: ("# 茶叶\n\n<script>alert(1)</script>\n\n![图](file://{canary})\n\n"
                  "![图](http://127.0.0.1:{port}/a.png)\n\n" + PROSE).encode(), keeps="32.6万人"),
    Case("外部实体.tei.xml",
         lambda: (f'<?xml version="1.0"?>{XXE}<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>'
                  "<p>&f;</p></body></text></TEI>").encode(), "doctype", "实体"),
    Case("别的XML.xml", lambda: b'<?xml version="1.0"?><root/>', "unsupported", "XML"),
)  # fmt: skip

NAMES = (
    Case("控制\x01字符.txt", lambda: PROSE.encode(), "bad-name", "控制字符"),
    Case("句点结尾.txt.", lambda: PROSE.encode(), "bad-name", "句点或空格"),
    Case("空格结尾.txt ", lambda: PROSE.encode(), "bad-name", "句点或空格"),
    Case("CON.docx", word, "bad-name", "保留名"),
    Case("lpt1.txt", lambda: PROSE.encode(), "bad-name", "保留名"),
    Case("倒着\u202excod.exe", lambda: PROSE.encode(), "bad-name", "隐藏字符"),
    Case("冒号:流.txt", lambda: PROSE.encode(), "bad-name", "不能用的符号"),
    Case("~$稿.docx", lambda: b"\x05admin", "office-lock", "临时文件"),
    Case("无扩展名", lambda: bytes([0x80, 0x81, 0xFE]) * 50, "encoding-unknown", "编码"),
)  # fmt: skip

GUARDED = OFFICE + SHEETS + OLD + PRINTS + TEXTS + NAMES
