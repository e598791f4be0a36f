"""A desk on which everything lies that a step asks for, and ways to take single things off it."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from fangzhi.project.reviewing.desk import Desk, MapPaper, Paper, Quality
from fangzhi.project.reviewing.flows import Flow, Step
from fangzhi.project.reviewing.machine import advance
from fangzhi.project.reviewing.opinions import Answer, Opinion
from fangzhi.project.reviewing.state import Act, Judge, Pass, Refusal, State, Submit

ANSWERED = Opinion(
    "1", "初审", "周某", "第三章表述重复", answer=Answer("采纳", "吴某", "2026-05-01")
)
OPEN = Opinion("2", "初审", "周某", "人口数与统计公报不符")
DAY = "2026-05-06"


def full_desk(flow: Flow, digest: str = "正文甲", outline: str = "篇目甲") -> Desk:
    """Give a desk with every paper that any step of the flow asks for."""
    kinds = dict.fromkeys(gate.paper for step in flow.steps for gate in step.gates if gate.paper)
    return Desk(
        digest,
        outline,
        authors=("撰稿的李某",),
        words=120_000,
        opinions=(ANSWERED,),
        quality=Quality(digest, Decimal("0.4"), certified=True, outcome="合格"),
        maps=(MapPaper("政区图", "川S〔2026〕11号"),),
        maps_told=True,
        papers=tuple(Paper(kind, "王某", DAY, "〔2026〕7号", digest) for kind in kinds),
        tags=("涉军",),
    )


def without(desk: Desk, gate_kind: str, paper: str) -> Desk:
    """Take off the desk what one gate looks for."""
    match gate_kind:
        case "opinions":
            return replace(desk, opinions=(ANSWERED, OPEN))
        case "quality":
            return replace(desk, quality=None)
        case "maps":
            return replace(desk, maps=(MapPaper("政区图"),))
        case "paper":
            return replace(desk, papers=tuple(p for p in desk.papers if p.kind != paper))
        case "open":
            return replace(desk, closed=("“茶叶”的依据《生产报告》（第1号，不开放）",))
        case _:
            return desk


def act(who: str, role: str, when: str = DAY) -> Act:
    return Act(who, role, when)


def go_through(flow: Flow, desk: Desk, upto: str = "") -> State:
    """Walk a text through all steps before `upto` (or all), the regular way."""
    state = State()
    for step in flow.steps:
        if step.step == upto:
            break
        for event in regular(step):
            after = advance(flow, state, event, desk)
            assert not isinstance(after, Refusal), after.reason
            state = after
    return state


def regular(step: Step) -> list[Submit | Judge | Pass]:
    """Give the events that pass a step in the regular way."""
    events: list[Submit | Judge | Pass] = [Submit(act("吴某", "编辑"))]
    events += [Judge(act(f"{f}专家", "专家"), f, "通过") for f in step.panel]
    events.append(Pass(act(f"{step.step}人", step.actors[0]), "同意"))
    return events
