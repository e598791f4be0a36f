"""Names of the kinds of work (志书、年鉴的种类); compile says how each is ordered and numbered."""

from __future__ import annotations

YEARBOOKS = ("综合年鉴", "专业年鉴")
WORKS = (
    *YEARBOOKS, "县志", "乡镇志", "村志", "扶贫志", "全面小康志", "教育志", "部门志", "图志", "大事记",
    "旧志", "资料汇编",
)  # fmt: skip
"""Kinds that a whole work may be of."""

ALIASES = {
    "志书": "部门志", "市志": "县志", "区志": "县志", "省志": "县志", "地方志": "县志",
    "镇志": "乡镇志", "乡志": "乡镇志", "街道志": "乡镇志", "社区志": "村志",
    "年鉴": "综合年鉴", "小康志": "全面小康志", "大事辑要": "大事记", "读本": "图志",
    "法规汇编": "资料汇编", "汇编": "资料汇编", "古籍": "旧志",
}  # fmt: skip
"""Other usual names of these kinds."""

YEARBOOK_PARTS = ("上年卷", "综合年鉴+志书选章")
DOCUMENTS = (*YEARBOOK_PARTS, "口述", "统计表", "州志", "专志")
"""Kinds that only a single document of a work may be of."""


def is_yearbook(kind: str) -> bool:
    """Tell whether a work or document of this kind is a yearbook (年鉴) or part of one."""
    return kind.endswith("年鉴") or kind in YEARBOOK_PARTS


def is_known(kind: str) -> bool:
    """Tell whether this names a kind of work or document, or none ("")."""
    known = (*WORKS, *ALIASES, *DOCUMENTS, "")
    return kind in known or kind.endswith(("志", "年鉴"))
