"""rate.json: density before any decision; the 差错率 from confirmed findings after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import msgspec

from fangzhi.check.pieces import documents_of
from fangzhi.check.weights import STANDARD, Table, tables
from fangzhi.model.book import Book
from fangzhi.model.finding import HAND_RULE, LEVELS, Decision, Finding
from fangzhi.model.manuscript import texts
from fangzhi.model.value import Value
from fangzhi.zh.counts import typed_characters


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


def corrections(findings: Sequence[Finding], decisions: Mapping[str, Decision]) -> dict[str, str]:
    """Give what people said should stand there, by fingerprint: with a decision or by hand."""
    said = {f.fingerprint: f.suggestion for f in findings if f.rule == HAND_RULE and f.suggestion}
    return said | {name: one.corrected for name, one in decisions.items() if one.corrected}


class Rate(Value, frozen=True):
    """What findings come to: 差错 counted by weight, and per 10,000 characters of each count.

    A count that is not known gives no rate (of a sample only the 版面字数 are).
    """

    findings: int
    errors: Decimal
    by_item: dict[str, Decimal]
    per_typed: Decimal | None
    per_layout: Decimal | None = None

    @property
    def rate(self) -> Decimal:
        """The rate that a limit is held against: by 版面字数 where that is known."""
        known = self.per_typed if self.per_layout is None else self.per_layout
        return Decimal("0.00") if known is None else known


def rate_of(
    findings: Sequence[Finding],
    table: Table,
    typed: int,
    layout: int = 0,
    pages: Mapping[str, int] | None = None,
    right: Mapping[str, str] | None = None,
) -> Rate:
    """Give what these findings come to by a table, were each of them a 差错."""
    totals = table.counted(findings, pages, right)
    errors = sum(totals.values(), Decimal(0))
    by_typed, by_layout = (per_10000(errors, n) if n else None for n in (typed, layout))
    return Rate(len(findings), errors, totals, by_typed, by_layout)


def rate(
    findings: Sequence[Finding],
    typed: int,
    decisions: Mapping[str, Decision] | None = None,
    layout: int = 0,
    table: Table | None = None,
    by_hand: Sequence[Finding] = (),
) -> dict[str, Any]:
    """Give what rate.json holds.

    `typed` and `layout` are the two denominators (字符数, 版面字数; 0: not known); `decisions` go
    by fingerprint; `by_hand` are the 差错 that people found. Without any of both there is density
    and count only, and no rate.
    """
    checked = [finding for finding in findings if finding.by_rule]
    by_people = bool(decisions or by_hand)
    result: dict[str, Any] = {
        "stage": "审定" if by_people else "机检",
        "note": "以下都是疑点，没有一条是差错，须由人判断。" if not by_people else
                "差错率只计人已确认的差错；未审定的疑点不计。",
        "typed_characters": typed,
        "layout_characters": layout or None,
        "findings": len(checked),
        "density_per_10000": float(per_10000(len(checked), typed)),
        "by_level": {level: n for level, n in _by_level(checked) if n},
        "by_rule": dict(sorted(Counter(f.rule for f in checked).items())),
        "by_document": dict(sorted(Counter(f.place.doc if f.place else "" for f in checked).items())),
    }  # fmt: skip
    if by_people:
        weights = table or tables()[STANDARD]
        result["decided"] = _decided(checked, by_hand, typed, decisions or {}, layout, weights)
    return result


def _by_level(findings: Sequence[Finding]) -> list[tuple[str, int]]:
    counts = Counter(finding.level for finding in findings)
    return [(level, counts[level]) for level in LEVELS]


def _decided(
    findings: Sequence[Finding],
    by_hand: Sequence[Finding],
    typed: int,
    decisions: Mapping[str, Decision],
    layout: int,
    table: Table,
) -> dict[str, Any]:
    verdicts = {f.fingerprint: decisions[f.fingerprint].verdict for f in findings
                if f.fingerprint in decisions}  # fmt: skip
    confirmed = [f for f in findings if verdicts.get(f.fingerprint) == "confirmed"]
    possible = [f for f in findings if verdicts.get(f.fingerprint, "confirmed") == "confirmed"]
    right = corrections((*findings, *by_hand), decisions)
    now, at_most = (
        rate_of((*which, *by_hand), table, typed, layout, right=right)
        for which in (confirmed, possible)
    )
    return {
        "table": table.title,
        "confirmed": len(confirmed),
        "by_hand": len(by_hand),
        "verdicts": dict(sorted(Counter(verdicts.values()).items())),
        "undecided": len(findings) - len(verdicts),
        "errors": float(now.errors),
        "errors_by_item": {item: float(total) for item, total in now.by_item.items()},
        "rate_per_10000_typed": float(now.per_typed or 0),
        "rate_per_10000_layout": _number(now.per_layout),
        "if_all_true": {
            "errors": float(at_most.errors),
            "rate_per_10000_typed": float(at_most.per_typed or 0),
            "rate_per_10000_layout": _number(at_most.per_layout),
        },
        "limit_per_10000": float(table.limit),
        "political": sum(1 for f in (*confirmed, *by_hand) if f.level == "政"),
        "style_problems": sum(1 for f in (*confirmed, *by_hand) if f.level == "体"),
        "weights": [
            {"item": row.item, "level": row.level, "weight": float(row.weight),
             "source": row.source, "rules": list(row.rules), "same_cap": float(row.same_cap),
             "book_cap": float(row.book_cap),
             "lengths": [[least, float(weight)] for least, weight in row.lengths]}
            for row in table.row
        ],
    }  # fmt: skip


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def write_rate(value: dict[str, Any]) -> bytes:
    """Give rate.json as indented UTF-8."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"
