"""报告.html: one offline page that shows an editor what is doubtful, where, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined

from fangzhi.check.decisions import ENOUGH, VERDICTS, Acceptance, write_decisions
from fangzhi.check.rate import rate, typed_in
from fangzhi.check.report.groups import LEVEL_NAMES, counts, grouped
from fangzhi.check.report.leader import leader_page
from fangzhi.check.report.rows import STATUSES, Known, Row, rows_of, title_of
from fangzhi.check.rule import all_rules
from fangzhi.check.settings import CheckSettings
from fangzhi.model.book import Book
from fangzhi.model.finding import LEVELS, Finding


@dataclass(frozen=True)
class RuleShown:
    """A rule as the page lists it: its findings here, and how often this office confirmed it."""

    id: str
    title: str
    findings: int
    acceptance: Acceptance | None

    @property
    def line(self) -> str:
        """What retires the rule, to be pasted into fangzhi.toml; "" when it does not propose so."""
        told = self.acceptance
        if told is None or not told.retires:
            return ""
        return f'{self.id} = "本单位审定{told.decided}处，只有{told.confirmed}处是差错"'


def render_report(
    book: Book,
    findings: Sequence[Finding],
    settings: CheckSettings,
    known: Known | None = None,
    rows: Sequence[Row] | None = None,
) -> bytes:
    """Give 报告.html as UTF-8: same findings, same bytes; no network, readable without script.

    `rows` are `rows_of` the same, where the caller has them already.
    """
    known = known or Known()
    rows = rows_of(book, findings, known) if rows is None else rows
    names = dict.fromkeys(row.doc for row in rows)
    prior = [name for name in names if settings.for_document(name).prior_volume]
    summary = rate(findings, typed_in(book, prior), known.decisions)
    html = _environment().get_template("report.html").render(
        groups=grouped(rows),
        leader=leader_page(book, rows, known),
        title=book.work.title or "书稿",
        notice=book.work.imprint.notice,
        key=book.work.id or book.work.title,
        summary=summary,
        levels=[(level, LEVEL_NAMES[level]) for level in LEVELS],
        statuses=STATUSES,
        verdicts=VERDICTS,
        titles={rule.id: rule.title for rule in all_rules()},
        course=known.course,
        mended=_mended(known),
        disabled=_by_reason(settings.disabled),
        counts={name: counts(rows, name) for name in ("unit", "chapter", "doc")},
        accepted={one.rule: f"{one.share:.0%}" for one in known.acceptance if one.decided >= ENOUGH},
        rules=_rules(summary["by_rule"], known.acceptance),
        earlier=write_decisions(known.read).decode(),
    )  # fmt: skip
    return html.encode()


@cache
def _environment() -> Environment:
    folder = files("fangzhi.check") / "templates"
    environment = Environment(
        loader=FunctionLoader(lambda name: (folder / name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["asset"] = lambda name: (folder / name).read_text(encoding="utf-8")
    return environment


def _mended(known: Known) -> list[dict[str, Any]]:
    return [
        {"title": title_of(past.rule), "rule": past.rule, "doc": past.doc, "text": past.text,
         "message": past.message}
        for past in known.course.mended
    ]  # fmt: skip


def _rules(found: Mapping[str, int], acceptance: Sequence[Acceptance]) -> list[RuleShown]:
    told = {one.rule: one for one in acceptance}
    return [
        RuleShown(rule, title_of(rule), found.get(rule, 0), told.get(rule))
        for rule in sorted({*found, *told})
    ]


def _by_reason(disabled: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    """Give the rules a book does not use, those with one reason together."""
    rules: dict[str, list[str]] = {}
    for rule, reason in disabled.items():
        rules.setdefault(reason or "（未写理由）", []).append(rule)
    return list(rules.items())
