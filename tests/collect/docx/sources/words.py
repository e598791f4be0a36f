"""Cases about what stands inside a paragraph."""

from __future__ import annotations

from tests.collect.docx.sources.pieces import field, p, part, r, style, styles

_LIBRARY = "https://example.org/zhi"

CASES: dict[str, dict[str, str | bytes]] = {
    "tabs-breaks-and-hyphens": {
        "main": p(
            r("甲")
            + "<w:r><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:cr/><w:t>丁</w:t><w:noBreakHyphen/>"
            '<w:t>戊</w:t><w:softHyphen/><w:t>己</w:t><w:ptab w:relativeTo="margin"/></w:r>'
            + r(" 两端 的空格 ")
        )
    },
    "run-formats": {
        "main": p(
            r("粗", "<w:b/>") + r("粗斜", "<w:b/><w:i/>") + r("斜", "<w:i/>")
            + r("线", '<w:u w:val="single"/>') + r("删", "<w:strike/>")
            + r("2", '<w:vertAlign w:val="superscript"/>') + r("0", '<w:vertAlign w:val="subscript"/>')
            + r("着重", '<w:em w:val="dot"/>') + r("不粗", '<w:b w:val="0"/><w:u w:val="none"/>')
        )
    },
    "formats-from-character-styles": {
        "main": p(r("普通") + r("要紧", '<w:rStyle w:val="b1"/>') + r("引名", '<w:rStyle w:val="i1"/>')),
        "word/styles.xml": styles(
            style("b1", "Strong", "<w:rPr><w:b/></w:rPr>", "character"),
            style("i1", "Emphasis", "<w:rPr><w:i/></w:rPr>", "character"),
        ),
    },
    "small-type-and-double-row-notes": {
        "main": p(
            r("浣阳故城") + r("今县治北五里", '<w:eastAsianLayout w:id="1" w:combine="1"/>')
            + r("，周三里。") + r("据旧志", '<w:sz w:val="15"/>')
        ),
        "word/styles.xml": styles(),
    },
    "links-outside-and-inside": {
        "main": p(
            r("见")
            + f'<w:hyperlink r:id="h1">{r("省情网")}</w:hyperlink>'
            + f'<w:hyperlink w:anchor="耕地">{r("第一节")}</w:hyperlink>'
            + field(f'HYPERLINK "{_LIBRARY}/2" \\o "提示"', r("旧志"))
        ),
        "rels": f"h1 hyperlink {_LIBRARY}/1",
    },
    "bookmarks-and-cross-references": {
        "main": p(
            '<w:bookmarkStart w:id="0" w:name="_Ref1"/>' + r("表2-1")
            + '<w:bookmarkEnd w:id="0"/>' + r(" 耕地")
        )
        + p(r("如") + field("REF _Ref1 \\h", r("表2-1")) + r("，在第") + field("PAGEREF _Ref1", r("12"))
            + r("页。")),
    },
    "bookmark-over-two-paragraphs": {
        "main": p(r("前半") + '<w:bookmarkStart w:id="3" w:name="跨段"/>' + r("起"))
        + p(r("止") + '<w:bookmarkEnd w:id="3"/>' + r("后半")),
    },
    "fields-keep-what-they-show": {
        "main": p(r("编于") + field("DATE \\@ yyyy", r("2024")) + r("年，共")
                  + f'<w:fldSimple w:instr=" NUMPAGES ">{r("312")}</w:fldSimple>' + r("页。")),
    },
    "fields-inside-fields": {
        "main": p(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF </w:instrText></w:r>'
            + field("PAGE", r("7"))
            + "<w:r><w:instrText> = 7 &quot;七&quot;</w:instrText></w:r>"
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("七")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + r("页")
        )
    },
    "index-entries-keep-their-words": {
        "main": p(r("茶叶") + field('XE "茶叶:种植"') + r("种植始于唐。"))
    },
    "equation-fields": {
        "main": p(
            field("EQ \\o\\ac(○,21)") + r("组；")
            + field("EQ \\f(3,4)") + r("亩；") + field("EQ \\o\\ad(\\s\\up 11(zhī),枝)") + r("。")
        )
    },
    "form-fields": {
        "main": p(
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox>'
            "</w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>"
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + r("是")
            + '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
            '<w:listEntry w:val="镇"/><w:listEntry w:val="乡"/></w:ddList></w:ffData></w:fldChar></w:r>'
            "<w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r>"
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
    },
    "ruby-keeps-base-and-reading": {
        "main": p(
            r("地名") + "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>huàn</w:t></w:r></w:rt>"
            "<w:rubyBase><w:r><w:t>浣</w:t></w:r></w:rubyBase></w:ruby></w:r>" + r("阳")
        )
    },
    "symbol-fonts-become-unicode": {
        "main": p(
            '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' + r("合格 ")
            + r("\uf061", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>') + r("系数 ")
            + '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + r("3")
        )
    },
    "phonetic-font-of-wps-becomes-letters": {
        "main": p(r("ü用") + r("\uf079\uf075", '<w:rFonts w:ascii="Kingsoft Phonetic Plain;Cambria"/>')
                  + r("代替。"))
    },
    "unknown-symbol-leaves-a-placeholder": {
        "main": p(r("标志") + '<w:r><w:sym w:font="Wingdings" w:char="F0FF"/></w:r>' + r("见上"))
    },
    "private-use-character-is-told": {"main": p("村民刘\ue863任会计。")},
    "hidden-text-is-kept-and-told": {
        "main": p(r("公开部分") + r("（内部", "<w:vanish/>") + r("数字）", "<w:b/><w:vanish/>") + r("。")
                  + r("页码", "<w:webHidden/>"))
    },
    "formula-on-one-line": {
        "main": p(
            r("单产")
            + "<m:oMath><m:r><m:t>y=</m:t></m:r><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num>"
            "<m:den><m:r><m:t>2</m:t></m:r></m:den></m:f><m:r><m:t>+</m:t></m:r>"
            "<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
            "<m:rad><m:radPr><m:degHide/></m:radPr><m:deg/><m:e><m:r><m:t>n</m:t></m:r></m:e></m:rad>"
            '<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub><m:r><m:t>i=1</m:t></m:r></m:sub>'
            "<m:sup><m:r><m:t>n</m:t></m:r></m:sup><m:e><m:r><m:t>x</m:t></m:r></m:e></m:nary></m:oMath>"
            + r("。")
        )
    },
    "smart-tags-and-inline-controls": {
        "main": p(
            f'<w:smartTag w:element="date">{r("2024年")}</w:smartTag>'
            f"<w:sdt><w:sdtPr/><w:sdtContent>{r('浣阳镇')}</w:sdtContent></w:sdt>"
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('单击此处输入')}"
            f"</w:sdtContent></w:sdt>" + r("。")
        )
    },
    "footnotes": {
        "main": p(r("学堂设于文庙") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + r("西庑")
                  + '<w:r><w:footnoteReference w:id="1"/></w:r>' + r("。")),
        "word/footnotes.xml": part("footnotes",
            '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
            f'<w:footnote w:id="1">{p("<w:r><w:footnoteRef/></w:r>" + r(" 见旧志。"))}</w:footnote>'
            f'<w:footnote w:id="2">{p(r("今址存。")) + p(r("第二段。", "<w:b/>"))}</w:footnote>'),
    },
    "footnotes-with-marks-of-their-own": {
        "main": p(r("粮食") + '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/>'
                  "<w:t>*</w:t></w:r>" + r("总产") + '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        "word/footnotes.xml": part("footnotes",
            f'<w:footnote w:id="1">{p("含豆类。")}</w:footnote>'
            f'<w:footnote w:id="2">{p("快报数。")}</w:footnote>'),
        "word/settings.xml": part("settings",
            '<w:footnotePr><w:numFmt w:val="decimalEnclosedCircle"/></w:footnotePr>'),
    },
    "endnotes": {
        "main": p(r("旧志") + '<w:r><w:endnoteReference w:id="1"/></w:r>' + r("云。")),
        "word/endnotes.xml": part("endnotes", f'<w:endnote w:id="1">{p("嘉庆《县志》卷三。")}</w:endnote>'),
    },
    "footnote-without-words-is-told": {
        "main": p(r("引文") + '<w:r><w:footnoteReference w:id="5"/></w:r>' + r("。")),
        "word/footnotes.xml": part("footnotes", ""),
    },
    "comments-over-words-and-paragraphs": {
        "main": p(r("全县有") + '<w:commentRangeStart w:id="0"/>' + r("12个乡镇")
                  + '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>' + r("。"))
        + p('<w:commentRangeStart w:id="1"/>' + r("第一段"))
        + p(r("第二段") + '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>')
        + p(r("末") + '<w:r><w:commentReference w:id="2"/></w:r>'),
        "word/comments.xml": part("comments",
            f'<w:comment w:id="0" w:author="责编乙" w:date="2025-03-02T10:00:00Z">{p("与表1-1不合")}'
            f'</w:comment><w:comment w:id="1" w:author="责编乙">{p("可并段")}</w:comment>'
            f'<w:comment w:id="2" w:author="责编丙">{p("缺来源")}</w:comment>'),
    },
}  # fmt: skip
