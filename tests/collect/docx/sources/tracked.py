"""Cases about tracked changes (修订)."""

from __future__ import annotations

from tests.collect.docx.sources.pieces import WHO, p, r, tbl, tc, tr

_MARK = "<w:rPr><w:{} " + WHO + "/></w:rPr>"


def ins(content: str) -> str:
    """Inserted runs."""
    return f"<w:ins {WHO}>{content}</w:ins>"


def deleted(text: str) -> str:
    """Deleted words."""
    return f"<w:del {WHO}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


CASES: dict[str, dict[str, str | bytes]] = {
    "insertions-in-and-deletions-out": {
        "main": p(r("低保对象") + deleted("6842") + ins(r("6824")) + r("户，") + deleted("我县")
                  + ins(r("青浣县", "<w:b/>")) + r("发放5128万元。"))
    },
    "paragraphs-joined-by-a-deleted-mark": {
        "main": p(r("上半句，"), _MARK.format("del")) + p(deleted("并") + r("下半句。")) + p("另一段。")
    },
    "paragraph-wholly-deleted": {
        "main": p("前段。") + p(deleted("整段删去。"), _MARK.format("del")) + p("后段。")
    },
    "deleted-words-beside-a-page-break": {
        "main": p(deleted("旧") + '<w:r><w:br w:type="page"/></w:r>') + p("新页。")
    },
    "paragraph-mark-inserted": {
        "main": p(r("拆出的上段。"), _MARK.format("ins")) + p("下段。")
    },
    "words-moved-elsewhere": {
        "main": p(f"<w:moveFrom {WHO}>{r('茶叶')}</w:moveFrom>" + r("始于唐。"))
        + p(r("后移到此：") + f"<w:moveTo {WHO}>{r('茶叶')}</w:moveTo>")
    },
    "table-rows-deleted-and-inserted": {
        "main": tbl(2, tr("甲", "1"),
                    tr(tc(p(deleted("乙"))), tc(p(deleted("2"))), trpr=f"<w:del {WHO}/>"),
                    tr(tc(p(ins(r("丙")))), tc(p(ins(r("3")))), trpr=f"<w:ins {WHO}/>"))
    },
    "changes-inside-links-and-formats": {
        "main": p(f'<w:hyperlink w:anchor="x">{r("第一") + ins(r("二")) + deleted("三")}</w:hyperlink>'
                  + r("正", "<w:b/><w:rPrChange><w:rPr><w:i/></w:rPr></w:rPrChange>"))
    },
}  # fmt: skip
