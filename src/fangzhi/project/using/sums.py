"""Calculations over a quotation's own numbers, shown with their terms; nothing is rounded."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from fangzhi.model.value import Value
from fangzhi.project.using.dossier import Dossier, DossierFault, FigureRow, Term
from fangzhi.zh.fold import fold
from fangzhi.zh.numerals import find_numbers, to_chinese

_ACTS: dict[type[ast.operator], tuple[str, Callable[[Decimal, Decimal], Decimal]]] = {
    ast.Add: ("＋", operator.add),
    ast.Sub: ("－", operator.sub),
    ast.Mult: ("×", operator.mul),
}
_TWO_WAYS = re.compile(r"[百千万萬億亿][一二三四五六七八九]$")


class Sum(Value, frozen=True):
    """A calculation done: its value and the line that shows it."""

    row: FigureRow
    value: Decimal
    shown: str


def sums_of(dossier: Dossier) -> dict[str, Sum]:
    """Do every calculation; DossierFault where a term's number is not in the quotation."""
    quotations = {card.id: card.quotation for card in dossier.cards}
    return {row.id: _sum(row, quotations[row.card]) for row in dossier.figures}


def _sum(row: FigureRow, quotation: str) -> Sum:
    values: dict[str, Decimal] = {}
    for term in row.terms:
        numbers = find_numbers(term.words)
        if term.words not in quotation and fold(term.words) not in fold(quotation):
            raise DossierFault(f"算式{row.id}的“{term.words}”不见于证据{row.card}的引文。")
        if len(numbers) != 1 or numbers[0].value is None:
            raise DossierFault(f"算式{row.id}的“{term.words}”里应有而且只有一个数。")
        values[term.name] = _reading(row, term, numbers[0].text, numbers[0].value)
    try:
        tree = ast.parse(row.formula, mode="eval").body
        value, shown = _work_out(tree, values)
    except (SyntaxError, KeyError, TypeError, RecursionError) as fault:
        raise DossierFault(
            f"算式{row.id}“{row.formula}”看不懂：只用各项的名字、整数和 + - * ( )。"
        ) from fault
    terms = "，".join(f"{term.words}（{_plain(values[term.name])}）" for term in row.terms)
    return Sum(
        row, value, f"{row.label}：{shown}＝{_plain(value)}{row.unit}。各数见于引文：{terms}。"
    )


def _reading(row: FigureRow, term: Term, words: str, value: Decimal) -> Decimal:
    """Give the reading that is meant where a number has two; DossierFault where it is not told."""
    plain = fold(words).replace("零", "")
    if term.value is not None:
        told = fold(to_chinese(term.value)).replace("零", "")
        if told not in (plain, plain.removeprefix("一")) and value != term.value:
            raise DossierFault(f"算式{row.id}的“{term.words}”不能读作{term.value}。")
        return Decimal(term.value)
    if _TWO_WAYS.search(words):
        raise DossierFault(f"算式{row.id}的“{term.words}”可有两种读法（如四百八：408或480），"
                           "请用 value 写明。")  # fmt: skip
    return value


def _work_out(node: ast.expr, values: Mapping[str, Decimal]) -> tuple[Decimal, str]:
    if isinstance(node, ast.Name):
        return values[node.id], _plain(values[node.id])
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return Decimal(node.value), _plain(Decimal(node.value))
    if not isinstance(node, ast.BinOp):
        raise TypeError(type(node).__name__)
    sign, act = _ACTS[type(node.op)]
    left, left_shown = _work_out(node.left, values)
    right, right_shown = _work_out(node.right, values)
    if isinstance(node.op, ast.Mult):
        left_shown = _bracketed(node.left, left_shown)
        right_shown = _bracketed(node.right, right_shown)
    elif isinstance(node.op, ast.Sub):
        right_shown = _bracketed(node.right, right_shown)
    return act(left, right), f"{left_shown}{sign}{right_shown}"


def _bracketed(node: ast.expr, shown: str) -> str:
    plain = isinstance(node, ast.Name | ast.Constant) or (
        isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult)
    )
    return shown if plain else f"（{shown}）"


def _plain(value: Decimal) -> str:
    return f"{value:,f}"
