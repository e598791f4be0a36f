"""Gates (关口): each tells why a step may not pass yet. One function for each kind of gate."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fangzhi.project.reviewing.desk import Desk, Paper
from fangzhi.project.reviewing.flows import Gate, GateKind, Step
from fangzhi.project.reviewing.opinions import is_settled
from fangzhi.project.reviewing.state import State

_ASKED = {"who": "签字人", "when": "日期", "number": "文号（编号）"}
_SHOWN = 3


def shut_gates(step: Step, state: State, desk: Desk) -> Iterator[tuple[str, str]]:
    """Give (gate, reason in Chinese) for each gate of a step that is still shut."""
    for gate in step.gates:
        if gate.only and gate.only not in desk.tags:
            continue
        reason = _KINDS[gate.kind](gate, step, state, desk)
        if reason:
            yield gate.name, reason


def _opinions(gate: Gate, step: Step, state: State, desk: Desk) -> str:
    waiting = [one for one in desk.opinions if not is_settled(one)]
    if not waiting:
        return ""
    said = "、".join(f"{one.reviewer}：“{one.text[:20]}”" for one in waiting[:_SHOWN])
    more = "等" if len(waiting) > _SHOWN else ""
    return (
        f"还有{len(waiting)}条意见没有答复，或不采纳而没有写理由（{said}{more}）。"
        "请逐条写明采纳、部分采纳或不采纳和理由。"
    )


def _quality(gate: Gate, step: Step, state: State, desk: Desk) -> str:
    quality, bound = desk.quality, gate.bound
    if quality is None:
        what = "质量检查单" if gate.certificate else "差错率测评"
        return f"没有{what}。请先机检、审定疑点，算出差错率。"
    if quality.digest != desk.digest:
        return "差错率是按改动以前的稿子算的。请按现在的稿子重新检查。"
    if gate.certificate and not quality.certified:
        return f"质量检查单的结论是“{quality.outcome or '未出'}”，不是“合格”。"
    if bound is not None and quality.rate > bound:
        return (
            f"差错率为每万字{quality.rate:f}（按{quality.counted_by}），高于每万字{bound:f}的限度。"
        )
    return ""


def _maps(gate: Gate, step: Step, state: State, desk: Desk) -> str:
    if not desk.maps_told:
        return "还没有清点书中的地图。请逐幅登记审图号；没有地图也请注明“没有地图”。"
    bare = [one.name for one in desk.maps if not (one.approval.strip() or one.exempt.strip())]
    if not bare:
        return ""
    names = "、".join(bare[:_SHOWN]) + ("等" if len(bare) > _SHOWN else "")
    return f"{len(bare)}幅地图没有审图号（{names}）。请送审取得审图号，或写明为什么不必送审。"


def _panel(gate: Gate, step: Step, state: State, desk: Desk) -> str:
    newest = {one.field: one for one in state.judgements}
    missing = [field for field in step.panel if field not in newest]
    against = [
        f"{field}（{newest[field].who}）"
        for field in step.panel
        if field in newest and newest[field].finding == "不通过"
    ]
    parts = []
    if missing:
        parts.append(f"还没有{'、'.join(missing)}方面专家的结论。")
    if against:
        parts.append(f"{'、'.join(against)}方面专家的结论是“不通过”。请修改后请他们再看。")
    return "".join(parts)


def _paper(gate: Gate, step: Step, state: State, desk: Desk) -> str:
    held = [paper for paper in desk.papers if paper.kind == gate.paper]
    if not held:
        return f"没有《{gate.paper}》。请办好后登记，并附上扫描件或照片。"
    lacks = [_lack(gate, paper, desk) for paper in held]
    return "" if "" in lacks else lacks[-1]


def _open(gate: Gate, step: Step, state: State, desk: Desk) -> str:
    if not desk.closed:
        return ""
    names = "；".join(desk.closed[:_SHOWN]) + ("等" if len(desk.closed) > _SHOWN else "")
    return (
        f"稿中有{len(desk.closed)}处用的资料现在不能公开（{names}）。"
        "请由有权的人把资料定为开放，或改掉这些文字、撤去依据。"
    )


def _lack(gate: Gate, paper: Paper, desk: Desk) -> str:
    empty = [_ASKED[name] for name in gate.asks if not str(getattr(paper, name)).strip()]
    if empty:
        return f"《{gate.paper}》没有填{'、'.join(empty)}。"
    if gate.covers and paper.digest != desk.digest:
        return f"《{gate.paper}》是对改动以前的稿子出具的。请按现在的稿子重办。"
    return ""


_KINDS: dict[GateKind, Callable[[Gate, Step, State, Desk], str]] = {
    "opinions": _opinions,
    "quality": _quality,
    "maps": _maps,
    "panel": _panel,
    "paper": _paper,
    "open": _open,
}
