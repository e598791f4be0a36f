"""The order of the outermost parts where files and the writers' own numbers do not agree."""

from __future__ import annotations

import re

from fangzhi.compile.draft import Draft
from fangzhi.model.finding import Finding
from fangzhi.zh.numerals import parse_number

_NUMBER = re.compile(r"第(.+)[卷编篇章节]$")


def by_own_numbers(parent: Draft) -> list[Finding]:
    """Put siblings that bear numbers (第八章) in the order of them; name each one that moved.

    Only the fewest move, each to its place right behind the number before it; parts without a
    number stay. Numbers given twice, or of several units, leave all as it is.
    """
    numbered = _numbers(parent)
    if numbered is None:
        return []
    keep = _longest_rise([number for number, _ in numbered])
    settled = [pair for at, pair in enumerate(numbered) if at in keep]
    moving = sorted((pair for at, pair in enumerate(numbered) if at not in keep), key=_own_number)
    for number, node in moving:
        nodes = [one for one in parent.nodes if one is not node]
        before = [nodes.index(one) for other, one in settled if other < number]
        after = [nodes.index(one) for other, one in settled if other > number]
        at = max(before) + 1 if before else min(after)
        parent.nodes = [*nodes[:at], node, *nodes[at:]]
        settled.append((number, node))
    return [_moved(node) for _, node in moving]


def _own_number(pair: tuple[int, Draft]) -> int:
    return pair[0]


def out_of_number(parent: Draft) -> list[Finding]:
    """Name the siblings whose own numbers run against the order of the outline that was given."""
    numbered = _numbers(parent)
    if numbered is None:
        return []
    keep = _longest_rise([number for number, _ in numbered])
    return [_against(node) for at, (_, node) in enumerate(numbered) if at not in keep]


def special_parts_in_place(root: Draft) -> None:
    """Put 附录 and 编后记 behind the chapters, and a 大事记 that fell behind them before these."""
    closing = next((n for n, node in enumerate(root.nodes) if node.kind == "后置"), None)
    if closing is None:
        return
    late = [node for node in root.nodes[closing:] if node.kind == "大事记"]
    rest = [node for node in root.nodes if not any(node is one for one in late)]
    first = next((n for n, node in enumerate(rest) if node.label), 0) if late else 0
    rest[first:first] = late
    root.nodes = sorted(rest, key=lambda node: {"附录": 1, "后置": 2}.get(node.kind, 0))


def _numbers(parent: Draft) -> list[tuple[int, Draft]] | None:
    """Give the numbered children with their numbers; None unless all differ and count one unit."""
    found = []
    for node in parent.nodes:
        match = _NUMBER.fullmatch(node.label)
        number = parse_number(match[1]) if match else None
        if number is not None:
            found.append((int(number.value), node))
    units = {node.kind for _, node in found}
    numbers = {number for number, _ in found}
    return found if len(units) == 1 and len(numbers) == len(found) else None


def _longest_rise(numbers: list[int]) -> set[int]:
    """Give the places of a longest row of numbers that only rises; of equals the one met first."""
    longest = [1] * len(numbers)
    for at in reversed(range(len(numbers))):
        later = [longest[n] for n in range(at + 1, len(numbers)) if numbers[n] > numbers[at]]
        longest[at] += max(later, default=0)
    kept: set[int] = set()
    wanted, above = max(longest, default=0), -1
    for at, number in enumerate(numbers):
        if longest[at] == wanted and number > above:
            kept.add(at)
            wanted, above = wanted - 1, number
    return kept


def _moved(node: Draft) -> Finding:
    words = (f"“{node.label}　{node.title}”的文件排在了别处，成书时已按章号排到它的位置。"
             "请改文件名前的序号，使次序和章号一致。")  # fmt: skip
    return _finding(node, words)


def _against(node: Draft) -> Finding:
    words = (f"来稿自带的章号“{node.label}　{node.title}”和篇目的次序不一致，成书时照篇目排，章号照来稿印。"
             "请改 fangzhi.toml 里 [[outline]] 的次序，或改来稿的章号。")  # fmt: skip
    return _finding(node, words)


def _finding(node: Draft, words: str) -> Finding:
    block = node.heading.id if node.heading else ""
    text = node.heading.text if node.heading else ""
    return Finding("篇目", "式", words, block, 0, len(text), text)
