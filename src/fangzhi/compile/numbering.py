"""Number nodes by the kind of work; numbers that the writers gave are kept as they stand."""

from __future__ import annotations

from msgspec.structs import replace

from fangzhi.compile.heads import PEOPLE, UNNUMBERED, squeeze
from fangzhi.compile.kinds import WorkKind
from fangzhi.model.work import Node
from fangzhi.zh.numerals import to_chinese

_SPECIAL = ("前置", "后置", "附录", "大事记", "索引", "条目")


def number_label(pattern: str, kind: str, n: int) -> str:
    """Give the printed number: "第N" with kind 章 → 第三章; "N、" → 三、; "（N）" → （三）."""
    chinese = to_chinese(n)
    if pattern == "第N":
        return f"第{chinese}{kind}"
    return pattern.replace("N", chinese)


def number_nodes(nodes: tuple[Node, ...], kind: WorkKind, depth: int = 0) -> tuple[Node, ...]:
    """Number siblings from one, unless one of them carries a number of its own already.

    Parts that have no number in the trade (概述, 大事记, 附录 …) are passed over, and so are the
    dates that head a 大事记 and the names that head biographies (人物传).
    """
    pattern = kind.pattern(depth)
    given = any(node.label for node in nodes)
    count = 0
    numbered = []
    for node in nodes:
        label = node.label
        if pattern and not given and _takes_number(node):
            count += 1
            label = number_label(pattern, node.kind, count)
        named = node.kind in ("大事记", "人物") or squeeze(node.title) in PEOPLE
        below = node.nodes if named else number_nodes(node.nodes, kind, depth + 1)
        numbered.append(replace(node, label=label, nodes=below))
    return tuple(numbered)


def _takes_number(node: Node) -> bool:
    return node.kind not in _SPECIAL and squeeze(node.title) not in UNNUMBERED
