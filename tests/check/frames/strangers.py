"""Read the frames that strangers to the program wrote, and fill them.

A block is `=== R170 | what is special`, lines of assignments, `---`, and the passage: a line a
paragraph, `|a|b|` a row of a table, `@@ name.docx` another file. {x} is the claim. The assignments
have n (a random whole number), pick, r (rounded half up, with so many places) and k (with commas).
A frame may name a wrong value of its own, `slip`; else digits of the claim are changed.
"""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache, partial
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple

from tests.check.frames.making import slipped


class Number(Fraction):
    """A rounded number, shown with its places."""

    places = 0

    def __str__(self) -> str:
        return f"{_decimal(self).quantize(Decimal(1).scaleb(-self.places), ROUND_HALF_UP):f}"


class Frame(NamedTuple):
    """One frame: the rule it is about, what is special, its assignments, its passage."""

    rule: str
    title: str
    code: str
    lines: tuple[str, ...]


class Filled(NamedTuple):
    """A filling: the lines, the claim marked 【】; whether it is wrong."""

    frame: Frame
    lines: tuple[str, ...]
    wrong: bool


def frames(path: Path) -> Iterator[Frame]:
    """Give the frames of a file in order."""
    for block in re.split(r"^=== *", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
        head, _, rest = block.partition("\n")
        code, _, words = rest.partition("\n---\n") if "\n---\n" in rest else ("", "", rest)
        rule, _, title = head.partition("|")
        lines = tuple(line for line in words.removeprefix("---\n").split("\n") if line.strip())
        yield Frame(rule.strip(), title.strip(), code, lines)


def filled(frame: Frame, count: int, wrong: bool, seed: int = 0) -> Iterator[Filled]:
    """Fill a frame `count` times, the same for the same seed."""
    for turn in range(count):
        values = _values(frame, turn + seed)
        said = _shown(values["x"])
        if wrong:
            said = _shown(values.get("slip", "")) or _wrong(frame, said, turn + seed)
        slots = {name: _shown(v) for name, v in values.items()} | {"x": f"【{said}】"}
        yield Filled(frame, tuple(line.format(**slots) for line in frame.lines), wrong)


def _wrong(frame: Frame, said: str, seed: int) -> str:
    dice = random.Random(f"{frame.title}{seed}slip")
    figure = said.replace(",", "").replace(" ", "")
    if re.fullmatch(r"(1[5-9]|20)\d\d", said) and "{x}年" in "".join(frame.lines):
        return str(int(said) + dice.choice((-10, -9, -3, -2, -1, 1, 2, 3, 9, 10)))
    if re.fullmatch(r"\d+(\.\d+)?", figure):
        return slipped(figure, dice)
    for turn in range(1, 200):
        other = _shown(_values(frame, seed + 1000 * turn)["x"])
        if other != said:
            return other
    raise ValueError(f"{frame.title}: the claim is always {said}")


def _values(frame: Frame, seed: int) -> dict[str, Any]:
    dice = random.Random(f"{frame.rule}{frame.title}{seed}")
    known = {
        "n": partial(_number, dice),
        "pick": lambda *of: dice.choice(of[0] if len(of) == 1 else of),
        "r": _rounded,
        "k": lambda value: f"{int(value):,}",
    }
    values: dict[str, Any] = {}
    exec(_exact(frame.code), {**known, "divided": _divided}, values)
    return values


class _Exact(ast.NodeTransformer):
    """Divide exactly: a share that ends in half a place must round as people round it."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        if not isinstance(node.op, ast.Div):
            return node
        return ast.Call(ast.Name("divided", ast.Load()), [node.left, node.right], [])


@cache
def _exact(code: str) -> CodeType:
    return compile(ast.fix_missing_locations(_Exact().visit(ast.parse(code))), "frame", "exec")


def _divided(one: Any, other: Any) -> Any:
    made = Fraction(one) / Fraction(other)
    return made.numerator if made.denominator == 1 else made


def _number(dice: random.Random, low: Any, high: Any) -> int:
    return dice.randint(*sorted((int(low), int(high))))


def _rounded(value: Any, places: int = 0) -> Number:
    exact = Fraction(value)
    scaled = exact * 10**places + Fraction(1, 2)
    made = Number(scaled.numerator // scaled.denominator, 10**places)
    made.places = places
    return made


def _shown(value: Any) -> str:
    if isinstance(value, float):
        value = Fraction(value).limit_denominator(10**6)
    if isinstance(value, Fraction) and not isinstance(value, Number):
        return f"{_decimal(value).normalize():f}"
    return str(value)


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
