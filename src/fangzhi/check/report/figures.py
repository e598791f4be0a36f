"""Evidence lines about figures read back: sums, differences, growth, shares, conversions."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from fangzhi.check.report.drawings import Drawing, Growth, Pair, Share, Sum, Term
from fangzhi.model.finding import Finding

_N = r"\d+(?:\.\d+)?(?:[万亿]|%|‰)?"
_Q = r"\d+(?:\.\d+)?[^\d\s÷=≠≈＝，。（）+−<>|]{0,6}"
_SIZES = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
_FIGURE = re.compile(r"(\d+(?:\.\d+)?)([万亿]?)(\D*)")
_WRITTEN = re.compile(r"(?:写作|，不是)([^，。；、]{1,24})")


def written_in(finding: Finding) -> str:
    """Give what the manuscript says, as the message quotes it; the finding's words without that."""
    quoted = _WRITTEN.search(finding.message)
    if quoted:
        return quoted[1]
    return finding.text if len(finding.text) <= 16 else ""


def gap_between(written: str, computed: str) -> str:
    """Give written − computed, signed; "" where the two are not figures of one unit."""
    one, other = _FIGURE.fullmatch(written), _FIGURE.fullmatch(computed)
    if one is None or other is None or one[3] != other[3]:
        return ""
    gap = Decimal(one[1]) * _SIZES[one[2]] - Decimal(other[1]) * _SIZES[other[2]]
    size = one[2] if one[2] == other[2] else ""
    shown = f"{abs(gap) / _SIZES[size]:f}"
    shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    return f"{'多' if gap > 0 else '少'}{shown}{size}{one[3]}" if gap else ""


def _sum(found: re.Match[str], finding: Finding) -> Drawing:
    figures = re.findall(rf"([+−]?)({_N})", found["terms"])
    terms = tuple(Term(sign, figure) for sign, figure in figures)
    if finding.rule == "R169":
        return Sum(terms, found["sum"], "100", head="应为")
    written = found["said"] or (written_in(finding) if "写作" in finding.message else "")
    return Sum(terms, found["sum"], written, gap_between(written, found["sum"]))


def _difference(found: re.Match[str], finding: Finding) -> Drawing:
    return Pair(written_in(finding), found["value"], found[0])


def _growth(found: re.Match[str], finding: Finding) -> Drawing | None:
    a, b, base = found["a"], found["b"], found["base"]
    if base not in (a, b):
        return None
    sign = "−" if a == base or found["less"] else "+"
    after = a if base == b else b
    return Growth(base, after, sign + found["rate"], written_in(finding), found[0])


def _doubling(found: re.Match[str], finding: Finding) -> Drawing:
    said = f"{finding.text}，应为{found['needed']}倍"
    return Growth(found["below"], found["above"], f"{found['value']}倍", said)


def _points(found: re.Match[str], finding: Finding) -> Drawing:
    unit = "个千分点" if "千分点" in finding.message else "个百分点"
    return Growth(found["b"], found["a"], found["value"] + unit, finding.text)


def _share(found: re.Match[str], finding: Finding) -> Drawing:
    said = written_in(finding) if "写作" in finding.message else ""
    return Share(found["above"], found["below"], found["value"], said)


def _conversion(found: re.Match[str], finding: Finding) -> Drawing | None:
    said = found["said"] or (written_in(finding) if "写作" in finding.message else "")
    return Pair(said, found["value"], f"{found['from']}={found['value']}") if said else None


PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Finding], Drawing | None]], ...] = (
    (re.compile(rf"(?P<terms>{_N}(?:[+−]{_N})+)=(?P<sum>{_N})≠(?P<said>{_N})"), _sum),
    (re.compile(rf"(?P<terms>{_N}(?:[+−]{_N}){{2,}}|{_N}\+{_N})=(?P<sum>{_N})(?P<said>)"), _sum),
    (re.compile(rf"{_N}−{_N}=(?P<value>{_N})"), _difference),
    (re.compile(rf"（(?P<a>{_Q})−(?P<b>{_Q})）÷(?P<base>{_Q})=(?P<less>-?)(?P<rate>{_Q})"),
     _growth),
    (re.compile(rf"(?P<above>{_Q})÷(?P<below>{_Q})=(?P<value>{_Q})，2的\d+次方=(?P<needed>\d+)"),
     _doubling),
    (re.compile(rf"\|(?P<a>{_Q})−(?P<b>{_Q})\|=(?P<value>{_Q})"), _points),
    (re.compile(rf"(?P<above>{_Q})÷(?P<below>{_Q})=(?P<value>{_Q})"), _share),
    (re.compile(rf"(?P<from>{_Q})=(?P<value>{_Q})(?:≠(?P<said>{_Q}))?"), _conversion),
)  # fmt: skip
