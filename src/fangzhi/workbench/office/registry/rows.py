"""The registry as a workbook: columns, rows out of a sheet, a sheet out of rows. Plain values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from fangzhi.project.reporting.values import STAGES, Award, WorkRecord, record_faults
from fangzhi.publish.press.xlsx import Sheet, workbook

DAYS = ("启动", "初审", "复审", "终审", "出版")
_COLUMNS = (
    ("title", "书名", 34), ("kind", "种类", 12), ("level", "级别", 8), ("maker", "编纂单位", 24),
    ("stage", "阶段", 8), ("since", "阶段日期", 12), ("period", "断限（卷年）", 14),
    ("words", "字数", 12), ("planned", "计划完成", 12), *((day, f"{day}日期", 12) for day in DAYS),
    ("awards", "获奖", 50), ("note", "备注", 30),
)  # fmt: skip
_ALSO = {
    "title": ("志鉴名称", "名称", "志书名称", "书名（卷名）", "题名"), "kind": ("类别", "类型"),
    "level": ("层级",), "maker": ("承编单位", "编纂机构", "单位"), "stage": ("进度", "目前阶段", "所处阶段"),
    "period": ("断限", "卷年", "年份"), "words": ("字数（万字）",), "planned": ("计划完成时间",),
    "启动": ("启动", "启动时间"), "初审": ("初审", "初审时间"), "复审": ("复审", "复审时间"),
    "终审": ("终审", "终审时间"), "出版": ("出版", "出版时间"), "awards": ("奖项", "获奖情况"),
    "note": ("说明",),
}  # fmt: skip
_LEVELS = {"省": "省", "省级": "省", "市": "市", "市级": "市", "县": "县", "县级": "县", "区": "县",
           "乡村": "乡村", "乡": "乡村", "村": "乡村", "乡镇": "乡村", "乡镇（街道）": "乡村"}  # fmt: skip
_DAY = re.compile(r"(\d{4})(?:[年./-](\d{1,2})(?:[月./-](\d{1,2}))?)?[年月日]?")
_AWARD = 120
"""Characters of each part of an award."""
_HOW = "奖项／年份／授奖单位／文号，几项之间用分号"


_MOST = (("title", "书名", 200), ("kind", "种类", 20), ("period", "断限", 40),
         ("maker", "编纂单位", 120), ("note", "备注", 300))  # fmt: skip


class Line(WorkRecord, frozen=True):
    """A row of the workbook: a record, and who makes the work."""

    maker: str = ""


def lines_of(cells: Sequence[Sequence[str]]) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """Read rows by the heading: works, and in words each row that cannot be taken."""
    at, order = _heading(cells)
    if not order:
        return (), ("没有找到表头。第一行要有“书名”这一列，可以先导出一份照着填。",)
    lines: list[Line] = []
    faults: list[str] = []
    seen: dict[str, int] = {}
    for number, row in enumerate(cells[at + 1 :], at + 2):
        told = {name: row[n].strip() for n, name in order if n < len(row) and row[n].strip()}
        if not told:
            continue
        line, said = _line(told, "字数（万字）" in [c.strip() for c in cells[at]])
        known = seen.get(line.same_as)
        if known:
            said = (*said, f"与第{known}行重复。")
        seen[line.same_as] = number
        faults += [f"第{number}行（{told.get('title', '无书名')}）：{words}" for words in said]
        lines.append(line)
    return tuple(lines), tuple(faults)


def _heading(cells: Sequence[Sequence[str]]) -> tuple[int, list[tuple[int, str]]]:
    names = {head: name for name, head, _ in _COLUMNS}
    names |= {also: name for name, others in _ALSO.items() for also in others}
    for at, row in enumerate(cells[:6]):
        heads = [(n, names.get(re.sub(r"\s|（奖项／.*", "", cell))) for n, cell in enumerate(row)]
        found = [(n, name) for n, name in heads if name]
        if any(name == "title" for _, name in found):
            return at, found
    return 0, []


def _line(told: dict[str, str], in_myriads: bool) -> tuple[Line, tuple[str, ...]]:
    faults: list[str] = []
    words, said = count_in(told.get("words", ""), in_myriads)
    faults += said
    faults += [
        f"{label}写在{most}字以内，现在{len(told[name])}字。"
        for name, label, most in _MOST if len(told.get(name, "")) > most
    ]  # fmt: skip
    level = _LEVELS.get(told.get("level", "县"))
    if level is None:
        faults.append(f"级别“{told['level']}”应是省、市、县、乡村之一。")
    awards = awards_in(told.get("awards", ""))
    faults += _award_faults(awards)
    days = {name: day_in(told[name]) for name in (*DAYS, "since", "planned") if name in told}
    line = Line(
        "", told.get("title", ""), told.get("kind", ""), level or "县",  # type: ignore[arg-type]
        told.get("stage", STAGES[0]), days.get("since", ""), told.get("period", ""), words,
        days.get("planned", ""), tuple((day, days[day]) for day in DAYS if day in days),
        awards, told.get("note", ""), told.get("maker", ""),
    )  # fmt: skip
    return line, (*faults, *record_faults(line))


def count_in(words: str, in_myriads: bool = False) -> tuple[int, list[str]]:
    """Read 1200000, 120万, 1,200,000; a column in 万字 is told by its heading."""
    found = re.fullmatch(r"([\d,，]+(?:\.\d+)?)\s*(万)?字?", words)
    if not words:
        return 0, []
    if found is None:
        return 0, [f"字数“{words}”不是数。"]
    value = float(found[1].replace(",", "").replace("，", ""))
    return round(value * (10_000 if found[2] or in_myriads else 1)), []


def day_in(words: str) -> str:
    """Give 2026年3月5日, 2026.3.5, 2026-3 as ISO text; other words stay, and are a fault."""
    found = _DAY.fullmatch(words.strip().removesuffix(" 00:00:00"))
    if found is None:
        return words.strip()
    return "-".join(part.zfill(2) for part in found.groups() if part)


def awards_in(words: str) -> tuple[Award, ...]:
    """Read awards out of one cell: 奖项／年份／授奖单位／文号, parted by semicolons.

    Slashes behind the third belong to the document's number; words before it are never dropped.
    """
    found = []
    for one in re.split(r"[；;\n]", words):
        name, year, by, *evidence = (*(p.strip() for p in re.split(r"[／/|]", one)), "", "")
        if one.strip():
            digits = re.sub(r"\D", "", year)[:4]
            found.append(Award(name, int(digits or 0), by, "／".join(filter(None, evidence))))
    return tuple(found)


def _award_faults(awards: Iterable[Award]) -> list[str]:
    """Say what of the awards in a cell cannot be kept."""
    found = []
    for one in awards:
        if not one.name:
            found.append(f"获奖“{award_words(one)}”没有写奖项的名称（{_HOW}）。")
        if max(map(len, (one.name, one.given_by, one.evidence))) > _AWARD:
            found.append(f"获奖“{one.name[:20]}”里有一项超过{_AWARD}字。")
    return found


def award_words(award: Award) -> str:
    """Write an award as its cell has it."""
    parts = (award.name, str(award.year or ""), award.given_by, award.evidence)
    return "／".join(part.replace("／", " ").replace("；", " ") for part in parts).rstrip("／")


def registry_xlsx(lines: Iterable[Line]) -> bytes:
    """Give the workbook: same rows, same bytes; it can be filled in and brought back."""
    sheet = Sheet("志鉴登记", widths=[float(width) for _, _, width in _COLUMNS], frozen=True)
    for column, (name, head, _) in enumerate(_COLUMNS, 1):
        sheet.write(1, column, f"{head}（{_HOW}）" if name == "awards" else head, "list head")
    for row, line in enumerate(lines, 2):
        for column, (name, _, _) in enumerate(_COLUMNS, 1):
            sheet.write(row, column, _cell(line, name), "list")
    sheet.choices = {3: ("省", "市", "县", "乡村"), 5: STAGES}
    return workbook([sheet])


def _cell(line: Line, name: str) -> str:
    if name in DAYS:
        return dict(line.dates).get(name, "")
    if name == "awards":
        return "；".join(award_words(award) for award in line.awards)
    return str(getattr(line, name) or "")
