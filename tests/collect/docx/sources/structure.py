"""Cases about headings, lists, tables and the lines around them."""

from __future__ import annotations

from tests.collect.docx.sources.pieces import (
    centred,
    drawing,
    field,
    graphic,
    level,
    listed,
    numbering,
    p,
    part,
    pic,
    png,
    r,
    style,
    styled,
    styles,
    tbl,
    tc,
    tr,
)  # fmt: skip

_BODY = "全镇有耕地二千八百八十公顷，其中水田一千六百公顷，旱地一千二百八十公顷，以稻麦两熟为主。"
_OUTLINE = '<w:pPr><w:outlineLvl w:val="{}"/></w:pPr>'
_UNFILLED = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
_RESTART = '<w:vMerge w:val="restart"/>'

CASES: dict[str, dict[str, str | bytes]] = {
    "heading-styles-in-chinese-and-english": {
        "main": styled("x1", "第一章 农业") + styled("x2", "第一节 耕地") + p(_BODY)
        + styled("x3", "分目"),
        "word/styles.xml": styles(
            style("x1", "标题 1"), style("x2", "heading 2"), style("x3", "Heading 3")
        ),
    },
    "heading-level-through-based-on": {
        "main": styled("k2", "由祖先样式得级别") + p(_BODY),
        "word/styles.xml": styles(
            style("k0", "章题", _OUTLINE.format(1)),
            style("k1", "章题二", '<w:basedOn w:val="k0"/>'),
            style("k2", "章题三", '<w:basedOn w:val="k1"/>'),
        ),
    },
    "headings-as-wps-writes-them": {
        "main": styled("2", r("农业", "<w:b w:val='0'/>")) + styled("3", "耕地") + p(_BODY),
        "word/styles.xml": styles(
            style("2", "heading 1", '<w:next w:val="1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
                  '<w:rPr><w:b/><w:sz w:val="44"/></w:rPr>'),
            style("3", "heading 2", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
        ),
    },
    "outline-level-set-by-hand": {
        "main": p("水利设施", '<w:outlineLvl w:val="2"/>') + p(_BODY, '<w:outlineLvl w:val="9"/>')
    },
    "headings-only-bold-and-centred": {
        "main": centred("交通运输") + centred("公路建设") + p(r("【概况】", "<w:b/>")) + p(_BODY)
        + centred("运输管理") + p(r("【客运】", "<w:b/>") + r("全年客运量三百万人次。"))
    },
    "headings-by-larger-type": {
        "main": centred("云门滩镇志", '<w:sz w:val="44"/>') + centred("集市", '<w:sz w:val="32"/>')
        + p(_BODY),
        "word/styles.xml": styles(),
    },
    "headings-by-their-numbers": {
        "main": p("第一章 建置") + p("第一节 区位") + p(_BODY) + p(r("一、四至", "<w:b/>"))
        + p("一、这一条只是正文里的分项，不是标题，因为没有加粗。") + p("第二章 自然") + p(_BODY)
        + p("第一节课由他主讲"),
    },
    "chapter-that-lost-its-style": {
        "main": styled("h1", "第一章 总则") + p(_BODY) + styled("h1", "第二章 分则") + p(_BODY)
        + p(r("第三章 附则", "<w:b/>")) + p(_BODY) + styled("st", "（二〇二四年六月）"),
        "word/styles.xml": styles(style("h1", "heading 1"),
            style("st", "Subtitle", '<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/></w:rPr>')),
    },
    "long-chapter-title-over-two-lines": {
        "main": centred("第三章　姓氏家族") + centred(
            "第一节　关于清溪王氏自明洪武二年由湖广麻城孝感乡迁入以来各房各支源流迁徙及字辈排行考略")
        + p(_BODY) + p(r("㈠ 药材", "<w:b/>")) + p(_BODY),
    },
    "bold-sentences-are-no-headings": {
        "main": p(r("这是一句加粗的话。", "<w:b/>")) + p(r("撰稿：李四", "<w:b/>"))
        + centred("2024年，全县粮食总产30万吨，油料1万吨，茶叶2万吨") + p(_BODY),
    },
    "title-style-and-quotation-style": {
        "main": styled("t", "浣阳镇志") + styled("q", "“水来土掩。”") + styled("s", "县志办"),
        "word/styles.xml": styles(style("t", "Title"), style("q", "引用"), style("s", "Signature")),
    },
    "heading-with-a-number-from-its-style": {
        "main": styled("h1", "农业") + styled("h2", "耕地") + p(_BODY) + styled("h1", "工业"),
        "word/styles.xml": styles(
            style("h1", "heading 1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'),
            style("h2", "heading 2", '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
                  "</w:pPr>"),
        ),
        "word/numbering.xml": numbering(
            level(0, "chineseCountingThousand", "第%1章", '<w:pStyle w:val="h1"/>'),
            level(1, "chineseCountingThousand", "第%2节", '<w:pStyle w:val="h2"/>'),
        ),
    },
    "list-with-levels": {
        "main": listed(1, 0, "农业") + listed(1, 1, "种植") + listed(1, 1, "养殖")
        + listed(1, 0, "工业") + listed(1, 1, "采矿") + p("收尾。"),
        "word/numbering.xml": numbering(level(0, "decimal", "%1."), level(1, "decimal", "%1.%2")),
    },
    "list-in-chinese-numerals": {
        "main": "".join(listed(1, 0, f"第{n}事") for n in range(1, 13)) + listed(1, 1, "细目"),
        "word/numbering.xml": numbering(
            level(0, "chineseCounting", "%1、"), level(1, "ideographTraditional", "（%2）")
        ),
    },
    "list-in-other-numerals": {
        "main": "".join(listed(1, n, f"式样{n}") for n in range(9)),
        "word/numbering.xml": numbering(
            level(0, "chineseLegalSimplified", "%1"), level(1, "ideographZodiac", "%2"),
            level(2, "decimalEnclosedCircle", "%3"), level(3, "upperRoman", "%4."),
            level(4, "lowerLetter", "%5)"), level(5, "decimalFullWidth", "%6．"),
            level(6, "decimalZero", "%7"), level(7, "ideographDigital", "%8"),
            level(8, "ordinal", "%9"),
        ),
    },
    "list-starting-over": {
        "main": listed(1, 0, "甲") + listed(1, 0, "乙") + p("间断。") + listed(2, 0, "丙")
        + listed(2, 0, "丁") + p("", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>')
        + listed(2, 0, "空段也占一号") + listed(0, 0, "已取消编号"),
        "word/numbering.xml": numbering(
            level(0, "decimal", "（%1）"),
            nums='<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
            '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
            '<w:startOverride w:val="5"/></w:lvlOverride></w:num>',
        ),
    },
    "list-through-a-list-style": {
        "main": listed(2, 0, "由列表样式得编号") + listed(2, 1, "次级"),
        "word/styles.xml": styles(style("ls", "公文编号", "", "numbering")),
        "word/numbering.xml": part("numbering",
            '<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="ls"/>'
            + level(0, "chineseCounting", "%1、") + level(1, "chineseCounting", "（%2）")
            + '</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="ls"/>'
            '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
            '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'),
    },
    "list-levels-that-do-not-start-over": {
        "main": listed(1, 0, "上编") + listed(1, 1, "一章") + listed(1, 0, "下编") + listed(1, 1, "二章"),
        "word/numbering.xml": numbering(
            level(0, "ideographTraditional", "%1编"),
            level(1, "chineseCounting", "第%2章", '<w:lvlRestart w:val="0"/>'),
        ),
    },
    "list-numbers-padded-with-zeros": {
        "main": listed(1, 0, "编号一") + listed(1, 1, "图标"),
        "word/numbering.xml": numbering(
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14">'
            '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback>'
            '<w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1号"/>'
            "</w:lvl>", level(1, "bullet", "", '<w:lvlPicBulletId w:val="0"/>')
        ),
    },
    "paragraphs-as-wps-writes-them": {
        "main": '<w:p w14:paraId="1A2B3C4D"><w:pPr><w:pStyle w:val="1"/><w:keepNext w:val="0"/>'
        '<w:ind w:firstLine="420" w:firstLineChars="200"/><w:rPr><w:rFonts w:hint="eastAsia"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:pPr>'
        + r("全镇", '<w:rFonts w:hint="eastAsia" w:ascii="宋体"/><w:b w:val="0"/><w:bCs/><w:u w:val="none"/>')
        + "<w:proofErr w:type='spellStart'/>" + r("辖8个村", '<w:rFonts w:hint="default"/>')
        + '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>' + r("。")
        + "</w:p><w:sectPr><w:docGrid/></w:sectPr>",
        "word/styles.xml": styles(style("1", "正文首行缩进")),
    },
    "table-rows-in-content-controls": {
        "main": tbl(2, tr("项", "数"), f"<w:sdt><w:sdtContent>{tr('重复行', '1')}</w:sdtContent></w:sdt>",
                    tr("<w:sdt><w:sdtContent>" + tc("控件格") + "</w:sdtContent></w:sdt>",
                       tc(f"<w:sdt><w:sdtContent>{p('格内控件')}</w:sdtContent></w:sdt>"))),
    },
    "list-in-legal-form": {
        "main": listed(1, 0, "总则") + listed(1, 1, "范围") + listed(1, 1, "依据"),
        "word/numbering.xml": numbering(
            level(0, "chineseCounting", "第%1条"), level(1, "decimal", "%1.%2", "<w:isLgl/>")
        ),
    },
    "list-with-bullets": {
        "main": listed(1, 0, "圆点") + listed(1, 1, "对勾"),
        "word/numbering.xml": numbering(
            level(0, "bullet", "\uf06c", '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>'),
            level(1, "bullet", "\uf0fc", '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>'),
        ),
    },
    "table-with-merged-cells": {
        "main": tbl(3,
            tr(tc("乡镇", _RESTART), tc("人口", '<w:gridSpan w:val="2"/>')),
            tr(tc("", "<w:vMerge/>"), "男", "女"),
            tr("浣阳镇", "31200", "30150"),
        )
    },
    "table-merged-the-old-way": {
        "main": tbl(3,
            tr(tc("合计", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), "12"),
            tr("甲", tc("遮住的字", "<w:vMerge/>"), "3"),
            tr(tc("乙", _RESTART), "4", "5"), tr(tc("丙", "<w:vMerge/>"), "6", "7"),
        )
    },
    "table-with-header-rows": {
        "main": tbl(2, tr("年份", "产量", trpr="<w:tblHeader/>"),
                    tr("", "（吨）", trpr="<w:tblHeader/>"), tr("2024", "1862"))
    },
    "table-rows-that-begin-further-right": {
        "main": tbl(3, tr("甲", "乙", "丙"), tr("丁", "戊", trpr='<w:gridBefore w:val="1"/>'))
    },
    "table-in-a-table": {
        "main": tbl(2, tr("外", tc(p("内表：") + tbl(1, tr("里一"), tr("里二")) + p("完"))))
    },
    "cell-with-paragraphs-and-a-list": {
        "main": tbl(1, tr(tc(p("措施") + listed(1, 0, "修渠") + listed(1, 0, r("筑堤", "<w:b/>"))))),
        "word/numbering.xml": numbering(level(0, "decimal", "%1.")),
    },
    "controls-that-were-never-filled-in": {
        "main": p("前") + _UNFILLED.format(p("单击此处输入文字。")) + p("后")
        + tbl(2, tr("姓名", tc(_UNFILLED.format(p("单击此处输入姓名。")) + p("")))),
    },
    "table-in-a-content-control": {
        "main": p("前") + "<w:sdt><w:sdtPr/><w:sdtContent>" + p("控件中的段")
        + tbl(1, tr("控件中的表")) + "</w:sdtContent></w:sdt>" + p("后") + tbl(1, tr("正文的表")),
    },
    "table-title-unit-and-source": {
        "main": styled("c", r("表") + field("SEQ 表 \\* ARABIC", r("1")) + r(" 农作物产量"))
        + p("单位：万元、%", '<w:jc w:val="right"/>') + tbl(2, tr("指标", "数值"), tr("总产值", "3.2"))
        + p("资料来源：县统计局") + p("注：2024年为快报数。") + p(_BODY),
        "word/styles.xml": styles(style("c", "caption")),
    },
    "captions-by-their-words": {
        "main": p("表2-3　各镇人口") + tbl(1, tr("一")) + centred("历年水利投资") + tbl(1, tr("二"))
        + p(drawing(graphic("picture", pic("p1")))) + centred("二桥通车", "") + p("表2-3 所列的数字，以年末为准。"),
        "rels": "p1 image media/a.png",
        "word/media/a.png": png(20, 12, 90),
    },
    "centred-line-over-a-table-is-its-title": {
        "main": p(_BODY) + centred("清溪村2023年户主名册", "") + tbl(1, tr("一"))
        + centred("全村共有一百三十一户。", "") + tbl(1, tr("二"))
        + centred("历任书记", "") + p("单位：人") + tbl(1, tr("三")),
    },
    "contents-are-told-apart": {
        "main": "<w:sdt><w:sdtPr/><w:sdtContent>"
        + styled("t1", '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-2" '
                 '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
                 + r("第一章 农业") + "<w:r><w:tab/></w:r>" + field("PAGEREF _Toc1", r("1")))
        + p(r("没有样式的目录行") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
        + "</w:sdtContent></w:sdt>" + styled("h", "第一章 农业"),
        "word/styles.xml": styles(style("t1", "toc 1"), style("h", "heading 1")),
    },
    "breaks-of-pages-columns-and-sections": {
        "main": p("<w:r><w:br w:type='page'/></w:r>") + p(r("新页") + "<w:r><w:br w:type='column'/></w:r>"
        + r("新栏")) + p("节末", '<w:sectPr><w:type w:val="oddPage"/></w:sectPr>')
        + p("另页起", "<w:pageBreakBefore/>"),
    },
    "section-that-ends-in-a-content-control": {
        "main": p("一节", '<w:sectPr><w:type w:val="nextPage"/></w:sectPr>')
        + "<w:sdt><w:sdtContent>" + p("二节", "<w:sectPr/>") + "</w:sdtContent></w:sdt>"
        + p("三节接排") + '<w:sectPr><w:type w:val="continuous"/></w:sectPr>',
    },
    "headers-and-footers-once-a-part": {
        "main": p("正文一", '<w:sectPr><w:headerReference w:type="default" r:id="h1"/></w:sectPr>')
        + p("正文二") + '<w:sectPr><w:headerReference w:type="default" r:id="h1"/>'
        '<w:footerReference w:type="even" r:id="f1"/><w:type w:val="continuous"/></w:sectPr>',
        "rels": "h1 header header1.xml\nf1 footer footer1.xml",
        "word/header1.xml": part("hdr", p("青浣县志") + p("第一稿")),
        "word/footer1.xml": part("ftr", p(r("— ") + field("PAGE", r("3")) + r(" —"))),
    },
    "bidirectional-and-custom-xml-wrappers": {
        "main": '<w:customXml w:element="条目">' + p(f"<w:dir w:val='ltr'>{r('包着的字')}</w:dir>")
        + "</w:customXml>" + p(f'<w:customXml w:element="名">{r("又一层")}</w:customXml>'),
    },
}  # fmt: skip
