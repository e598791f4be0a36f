"""质量检查单: the verdict on a work, with everything a third party needs to compute it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from fangzhi.check.rate import Rate, corrections, rate_of
from fangzhi.check.sampling import Sample
from fangzhi.check.weights import Table
from fangzhi.model.finding import HAND_RULE, Decision, Finding
from fangzhi.model.value import Value

Outcome = Literal["合格", "不合格", "未定"]


class Digests(Value, frozen=True):
    """What the verdict rests on, each by its digest; equal digests give an equal verdict."""

    files: str
    text: str
    rules: str
    switches: str
    authority: str
    settings: str
    decisions: str
    by_hand: str
    table: str
    program: str
    pdf: str = ""


DIGEST_NAMES = {
    "files": "来稿文件", "text": "编成的文字", "rules": "规则", "switches": "行文开关", "authority": "规范数据",
    "settings": "检查设置", "decisions": "审定意见", "by_hand": "人工差错", "table": "差错计算标准",
    "program": "程序版本", "pdf": "付印样",
}  # fmt: skip
"""What each field of Digests is called on paper."""


class Measure(Value, frozen=True):
    """What the characters are counted by: typed, and 版面字数 of `pages` where a PDF gave them."""

    typed: int
    layout: int = 0
    pages: int = 0


class Certificate(Value, frozen=True):
    """The verdict: `confirmed` is what people confirmed, `if_all_true` what it would come to were
    every open finding one; `elsewhere` are findings that stand on no page of the sample."""

    title: str
    who: str
    date: str
    table: str
    limit: str
    limit_source: str
    measure: Measure
    confirmed: Rate
    if_all_true: Rate
    undecided: int
    political: int
    by_hand: int
    outcome: Outcome
    reason: str
    digests: Digests
    sample: Sample | None = None
    elsewhere: int = 0
    style_problems: int = 0


class Basis(Value, frozen=True):
    """What is counted: findings, decisions by fingerprint, their pages (physical, from 0), the
    sample if one was drawn, and the pages outside the text, which a sample reads whole."""

    findings: tuple[Finding, ...]
    decisions: dict[str, Decision]
    pages: dict[str, int] = {}
    sample: Sample | None = None
    outside: tuple[int, ...] = ()


def certify(
    basis: Basis, table: Table, measure: Measure, digests: Digests, title: str, who: str, date: str
) -> Certificate:
    """Compute the verdict. Findings that nobody decided on never count as 差错."""
    counted = [f for f in basis.findings if f.by_rule or f.rule == HAND_RULE]
    inside = _inside(counted, basis)
    confirmed = [f for f in inside if _is_error(f, basis.decisions)]
    open_ones = [f for f in inside if f.by_rule and f.fingerprint not in basis.decisions]
    layout = basis.sample.characters if basis.sample else measure.layout
    typed = 0 if basis.sample else measure.typed
    right = corrections(inside, basis.decisions)
    now = rate_of(confirmed, table, typed, layout, basis.pages, right)
    at_most = rate_of([*confirmed, *open_ones], table, typed, layout, basis.pages, right)
    vetoed = [f for f in confirmed if f.level in table.veto]
    grave = sum(f.level in table.veto for f in open_ones)
    outcome, reason = _outcome(now, at_most, table, len(vetoed), len(open_ones), grave)
    return Certificate(
        title, who, date, table.title, f"{table.limit:f}", table.limit_source, measure, now,
        at_most, len(open_ones), len(vetoed), sum(f.rule == HAND_RULE for f in inside), outcome,
        reason, digests, basis.sample, len(counted) - len(inside),
        sum(f.level == "体" for f in confirmed),
    )  # fmt: skip


def _inside(findings: Sequence[Finding], basis: Basis) -> list[Finding]:
    if basis.sample is None:
        return list(findings)
    read = {*basis.sample.pages, *basis.outside}
    return [f for f in findings if basis.pages.get(f.fingerprint, -1) in read]


def _is_error(finding: Finding, decisions: Mapping[str, Decision]) -> bool:
    if finding.rule == HAND_RULE:
        return True
    decision = decisions.get(finding.fingerprint)
    return decision is not None and decision.verdict == "confirmed"


def _outcome(
    now: Rate, at_most: Rate, table: Table, vetoed: int, undecided: int, grave: int
) -> tuple[Outcome, str]:
    limit = f"{table.limit:f}"
    what = "政治性" if table.veto == ("政",) else f"“{'”“'.join(table.veto)}”级"
    if vetoed:
        return "不合格", f"有{vetoed}处{what}差错，一票否决。"
    if now.rate > table.limit:
        return "不合格", f"已确认的差错率每万字{now.rate:f}，超过{limit}。"
    if grave:
        return "未定", f"有{grave}处{what}疑点还没有审定，请先审定。"
    if at_most.rate <= table.limit and not undecided:
        return "合格", f"疑点都已审定，差错率每万字{now.rate:f}，不超过{limit}。"
    if at_most.rate <= table.limit:
        return (
            "合格",
            f"未审定的{undecided}处即使都是差错，差错率也只到每万字{at_most.rate:f}，不超过{limit}。",
        )
    return "未定", (
        f"已确认的差错率每万字{now.rate:f}；还有{undecided}处疑点未审定，若都是差错则为"
        f"{at_most.rate:f}。请审定完再下结论。"
    )
