"""Cases about strict, broken and foreign files."""

from __future__ import annotations

import re

from tests.collect.docx.sources.pieces import p, part, r

_WORDS = part(
    "document", f"<w:body>{p('第一段完好。')}{p('第二段完好。')}{p('第三段写坏了。')}</w:body>"
)


def strict(text: str) -> str:
    """The same part with the names of strict OOXML."""
    return re.sub(r"http://schemas\.openxmlformats\.org/(wordprocessingml|officeDocument|drawingml)"
                  r"/2006/(\w+)", r"http://purl.oclc.org/ooxml/\1/\2", text)  # fmt: skip


CASES: dict[str, dict[str, str | bytes]] = {
    "strict-names": {"document": strict(part("document", f"<w:body>{p(r('严格格式', '<w:b/>'))}</w:body>"))},
    "main-part-cut-off": {"document": _WORDS[: _WORDS.index("写坏")]},
    "main-part-is-no-xml": {"document": "这不是 XML"},
    "main-part-with-doctype": {
        "document": _WORDS.replace("<w:document", '<!DOCTYPE x [<!ENTITY e "字">]><w:document', 1)
    },
    "footnotes-cut-off": {
        "main": p(r("引") + '<w:r><w:footnoteReference w:id="1"/></w:r>' + r("文。")
                  + '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        "word/footnotes.xml": part("footnotes", f'<w:footnote w:id="1">{p("读得出。")}</w:footnote>'
                                   f'<w:footnote w:id="2">{p("读不全")}')[:-30],
    },
    "no-body": {"document": part("document", "")},
    "field-that-never-ends": {
        "main": p(r("前文") + '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x '
                  "</w:instrText></w:r>" + r("域里的字")) + p("下一段照读。"),
    },
    "comment-range-that-never-ends": {
        "main": p(r("甲") + '<w:commentRangeStart w:id="0"/>' + r("乙")
                  + '<w:r><w:commentReference w:id="0"/></w:r>' + r("丙")) + p("丁"),
        "word/comments.xml": part("comments", f'<w:comment w:id="0" w:author="乙">{p("查")}</w:comment>'),
    },
    "table-without-cells": {"main": p("前") + "<w:tbl><w:tr/><w:tr/></w:tbl>" + p("后")},
    "traditional-script-by-default": {
        "main": p("臺灣與中原"),
        "word/styles.xml": part("styles", "<w:docDefaults><w:rPrDefault><w:rPr>"
            '<w:lang w:eastAsia="zh-TW"/></w:rPr></w:rPrDefault></w:docDefaults>'),
    },
    "not-a-package": {"raw": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)},
    "numbers-that-are-no-numbers": {
        "main": p("坏属性", '<w:outlineLvl w:val="x"/><w:numPr><w:ilvl w:val="九"/><w:numId w:val="1"/></w:numPr>')
    },
}  # fmt: skip
