"""rate.json: density before any decision; the 差错率 from confirmed findings after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import msgspec

from fangzhi.check.pieces import documents_of
from fangzhi.check.weights import WEIGHTS, counted
from fangzhi.model.book import Book
from fangzhi.model.finding import LEVELS, Decision, Finding
from fangzhi.model.manuscript import texts
from fangzhi.zh.counts import typed_characters

PASS_LINE = Decimal(1)
"""Errors per 10,000 characters at which a book still passes (图书质量管理规定 2004)."""


def typed_in(book: Book, leave_out: Sequence[str] = ()) -> int:
    """Count the typed characters of a book's documents, without those named in `leave_out`."""
    return sum(
        typed_characters(text.text)
        for manuscript in documents_of(book)
        if manuscript.name not in leave_out
        for text in texts(manuscript)
    )


def per_10000(amount: Decimal | int, characters: int) -> Decimal:
    """Give `amount` per 10,000 characters, to two places (0 for an empty text)."""
    if characters <= 0:
        return Decimal("0.00")
    share = Decimal(amount) * 10000 / characters
    return share.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def read_decisions(data: bytes) -> tuple[tuple[Decision, ...], tuple[str, ...]]:
    """Read 审定.jsonl; lines that are no decisions are named in Chinese, not dropped."""
    decisions: dict[str, Decision] = {}
    complaints = []
    for number, line in enumerate(data.splitlines(), 1):
        if not line.strip():
            continue
        try:
            decision = msgspec.json.decode(line, type=Decision)
        except (msgspec.DecodeError, msgspec.ValidationError) as fault:
            complaints.append(f"decisions.jsonl 第{number}行读不出，未计入（{fault}）。")
            continue
        decisions[decision.fingerprint] = decision
    return tuple(decisions.values()), tuple(complaints)


def rate(
    findings: Sequence[Finding],
    typed: int,
    decisions: Sequence[Decision] = (),
    layout: int = 0,
) -> dict[str, Any]:
    """Give what rate.json holds.

    `typed` and `layout` are the two denominators (字符数, 版面字数; 0: not known). Without
    decisions there is density and count only, and no verdict.
    """
    checked = [finding for finding in findings if finding.by_rule]
    result: dict[str, Any] = {
        "stage": "审定" if decisions else "机检",
        "note": "以下都是疑点，没有一条是差错，须由人判断。" if not decisions else
                "差错率只计人已确认的差错；未审定的疑点不计。",
        "typed_characters": typed,
        "layout_characters": layout or None,
        "findings": len(checked),
        "density_per_10000": float(per_10000(len(checked), typed)),
        "by_level": {level: n for level, n in _by_level(checked) if n},
        "by_rule": dict(sorted(Counter(f.rule for f in checked).items())),
        "by_document": dict(sorted(Counter(f.place.doc if f.place else "" for f in checked).items())),
    }  # fmt: skip
    if decisions:
        result["decided"] = _decided(checked, typed, decisions, layout)
    return result


def _by_level(findings: Sequence[Finding]) -> list[tuple[str, int]]:
    counts = Counter(finding.level for finding in findings)
    return [(level, counts[level]) for level in LEVELS]


def _decided(
    findings: Sequence[Finding], typed: int, decisions: Sequence[Decision], layout: int
) -> dict[str, Any]:
    verdicts = {decision.fingerprint: decision.verdict for decision in decisions}
    confirmed = [f for f in findings if verdicts.get(f.fingerprint) == "confirmed"]
    totals = counted(confirmed)
    errors = sum(totals.values(), Decimal(0))
    known = {f.fingerprint for f in findings}
    by_typed = per_10000(errors, typed)
    result: dict[str, Any] = {
        "confirmed": len(confirmed),
        "verdicts": dict(sorted(Counter(verdicts[f] for f in known if f in verdicts).items())),
        "undecided": sum(1 for f in known if f not in verdicts),
        "unmatched_decisions": sum(1 for f in verdicts if f not in known),
        "errors": float(errors),
        "errors_by_item": {item: float(total) for item, total in totals.items()},
        "rate_per_10000_typed": float(by_typed),
        "rate_per_10000_layout": float(per_10000(errors, layout)) if layout else None,
        "pass_line_per_10000": float(PASS_LINE),
        "political": sum(1 for f in confirmed if f.level == "政"),
        "style_problems": sum(1 for f in confirmed if f.level == "体"),
        "weights": [
            {"item": row.item, "level": row.level, "weight": float(row.weight),
             "source": row.source, "rules": list(row.rules), "same_cap": float(row.same_cap),
             "book_cap": float(row.book_cap)}
            for row in WEIGHTS
        ],
    }  # fmt: skip
    return result


def write_rate(value: dict[str, Any]) -> bytes:
    """Give rate.json as indented UTF-8."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"
