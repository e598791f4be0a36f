"""报告.html: one offline page that shows an editor what is doubtful, where, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined

from fangzhi.check.history import Course
from fangzhi.check.pieces import documents_of, placed_nodes
from fangzhi.check.rate import rate, typed_in
from fangzhi.check.rule import all_rules
from fangzhi.check.settings import CheckSettings
from fangzhi.model.book import Book
from fangzhi.model.finding import LEVELS, Decision, Finding
from fangzhi.model.manuscript import texts

TRUSTED_FAMILIES = "KL"
TRUSTED_RULES = ("R148",)
"""What the first run shows in full: 政, arithmetic, dates and placeholders."""
LEVEL_NAMES = {
    "政": "政治、法律",
    "硬": "硬伤（事实、逻辑、算术）",
    "数": "数字、单位",
    "字": "用字、名称",
    "点": "标点",
    "式": "格式、编号",
    "体": "体例、行文",
}
_AROUND = 24


@dataclass(frozen=True)
class Where:
    """Where an entry stands in the work: chapter as shown, and the unit that handed it in."""

    chapter: str
    unit: str


@dataclass(frozen=True)
class Row:
    """A finding as the page shows it: its place in words, and its words among their neighbors."""

    finding: Finding
    title: str
    chapter: str
    unit: str
    doc: str
    spot: str
    before: str
    words: str
    after: str
    also: tuple[str, ...]


def render_report(
    book: Book,
    findings: Sequence[Finding],
    settings: CheckSettings,
    decisions: Mapping[str, Decision] | None = None,
    done: Course | None = None,
) -> bytes:
    """Give 报告.html as UTF-8: same findings, same bytes; no network, readable without script."""
    manuscripts = documents_of(book)
    shown = {text.id: text.text for m in manuscripts for text in texts(m)}
    places = _where(book)
    rows = [_row(finding, shown, places) for finding in findings]
    prior = [m.name for m in manuscripts if settings.for_document(m.name).prior_volume]
    typed = typed_in(book, prior)
    page = _environment().get_template("report.html")
    html = page.render(
        **_grouped(rows),
        title=book.work.title or "书稿",
        notice=book.work.imprint.notice,
        summary=rate(findings, typed, decisions),
        levels=[(level, LEVEL_NAMES[level]) for level in LEVELS],
        names={rule.id: rule.title for rule in all_rules()},
        disabled=_by_reason(settings.disabled),
        documents=_counts(rows, "doc"),
        units=_counts(rows, "unit"),
        rules=_counts_by_rule(rows),
    )
    return html.encode()


@cache
def _environment() -> Environment:
    folder = files("fangzhi.check") / "templates"
    return Environment(
        loader=FunctionLoader(lambda name: (folder / name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _where(book: Book) -> dict[str, Where]:
    found = {}
    for above, node in placed_nodes(book):
        own = f"{node.label} {node.title}".strip()
        path = (*above, own) if own else above
        for ref in node.entries:
            entry = book.entries[ref.digest]
            chapter = path[0] if path else (entry.doc or entry.manuscript.name)
            found[entry.id] = Where(chapter, entry.unit or node.unit)
    return found


def _row(finding: Finding, shown: Mapping[str, str], places: Mapping[str, Where]) -> Row:
    place = finding.place
    doc = place.doc if place else ""
    where = places.get(finding.entry, Where(doc, ""))
    text = shown.get(finding.block, "")
    start, end = finding.start, finding.end
    known = text[start:end] == finding.text and bool(finding.text)
    return Row(
        finding,
        _title(finding.rule),
        where.chapter,
        where.unit,
        doc,
        spot(place.block if place else None),
        ("…" if start > _AROUND else "") + text[max(0, start - _AROUND) : start] if known else "",
        finding.text,
        text[end : end + _AROUND] + ("…" if end + _AROUND < len(text) else "") if known else "",
        tuple(f"{p.doc} {spot(p.block)}：{p.text}" for p in finding.also),
    )


def _title(rule: str) -> str:
    return next((known.title for known in all_rules() if known.id == rule), rule)


_PARTS = {"fn": "脚注", "en": "尾注", "cm": "批注", "tx": "文本框", "hd": "页眉", "ft": "页脚"}


def spot(block: str | None) -> str:
    """Say in words where an address is: "12" → 第13段, "t0/3/2" → 表1第4行第3列, "fn1" → 脚注1."""
    if block is None:
        return "全文"
    if block.isdecimal():
        return f"第{int(block) + 1}段"
    if "!" in block:
        sheet, _, cell = block.rpartition("!")
        return f"工作表“{sheet}”{cell}"
    if block[:1] == "L" and block[1:].isdecimal():
        return f"第{block[1:]}行"
    parts = block.split("/")
    if block[:2] in _PARTS:
        return _PARTS[block[:2]] + "第".join(part.removeprefix(block[:2]) for part in parts[:1])
    if block[:1] == "p" and len(parts) == 2 and all(_is_number(p.lstrip("p")) for p in parts):
        return f"第{parts[0][1:]}页第{int(parts[1]) + 1}段"
    if block[:1] == "t" and len(parts) >= 3 and _is_number(parts[0][1:] + parts[1] + parts[2]):
        nested = "（嵌套的表）" if len(parts) > 3 else ""
        return f"表{int(parts[0][1:]) + 1}第{int(parts[1]) + 1}行第{int(parts[2]) + 1}列{nested}"
    return block


def _is_number(text: str) -> bool:
    return text.isdecimal()


def is_trusted(finding: Finding) -> bool:
    """Tell whether the first run shows this finding in full."""
    if finding.level == "政" or finding.rule in TRUSTED_RULES:
        return True
    rule = next((known for known in all_rules() if known.id == finding.rule), None)
    return rule is not None and rule.family in TRUSTED_FAMILIES and finding.level != "体"


def _grouped(rows: Sequence[Row]) -> dict[str, Any]:
    order = {level: n for n, level in enumerate(LEVELS)}
    read = [row for row in rows if not row.finding.by_rule]
    trusted = [r for r in rows if r.finding.by_rule and is_trusted(r.finding)]
    others = [r for r in rows if r.finding.by_rule and not is_trusted(r.finding)]
    trusted.sort(key=lambda row: order[row.finding.level])
    by_level: dict[str, dict[str, list[Row]]] = {}
    for level in LEVELS:
        for row in others:
            if row.finding.level == level != "体":
                by_level.setdefault(level, {}).setdefault(row.chapter or row.doc, []).append(row)
    folded: dict[tuple[str, str, str], list[Row]] = {}
    for row in others:
        if row.finding.level == "体":
            key = (row.chapter or row.doc, row.finding.rule, row.title)
            folded.setdefault(key, []).append(row)
    return {"reading": read, "trusted": trusted, "by_level": by_level, "folded": folded}


def _counts(rows: Sequence[Row], field: str) -> list[tuple[str, int]]:
    counts = Counter(getattr(row, field) for row in rows if row.finding.by_rule)
    return sorted(((name, n) for name, n in counts.items() if name), key=lambda item: item[0])


def _counts_by_rule(rows: Sequence[Row]) -> list[tuple[str, str, int]]:
    counts = Counter((row.finding.rule, row.title) for row in rows)
    return [(rule, title, n) for (rule, title), n in sorted(counts.items())]


def _by_reason(disabled: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    """Give the rules a book does not use, those with one reason together."""
    rules: dict[str, list[str]] = {}
    for rule, reason in disabled.items():
        rules.setdefault(reason or "（未写理由）", []).append(rule)
    return list(rules.items())
