"""Put manuscripts into the outline (篇目), or let folder order and headings make one."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from msgspec.structs import replace

from fangzhi.compile.broken import join_broken_heads
from fangzhi.compile.draft import Draft, fill, title_from_name
from fangzhi.compile.heads import entry_head, read_head, special_kind, squeeze
from fangzhi.compile.kinds import WorkKind, node_kind
from fangzhi.compile.order import by_own_numbers, out_of_number, special_parts_in_place
from fangzhi.compile.settings import Contribution, OutlineItem, WorkSettings
from fangzhi.model.finding import Finding
from fangzhi.model.finding import Place as FilePlace
from fangzhi.model.text import Text
from fangzhi.model.value import mint_id
from fangzhi.model.work import Node


def outline_of(
    settings: WorkSettings, contributions: Sequence[Contribution]
) -> tuple[Draft, list[Finding]]:
    """Give the whole outline as one draft (the work itself) with every manuscript in its place."""
    root = Draft(settings.title, "书", id=settings.id)
    slots = _slots(root, settings.outline, settings.kind, 0, "")
    loose = Draft(root.title, root.kind, id=root.id)
    findings: list[Finding] = []
    for contribution in map(join_broken_heads, contributions):
        slot = _slot_for(contribution, slots)
        if slot is not None:
            _fill_slot(slot[1], contribution, settings.kind, slot[2])
            continue
        if slots:
            findings.append(_unplaced(contribution, slots))
        _append(loose, contribution, settings.kind)
    findings += _waiting(root, slots)
    _prune(root)
    findings += out_of_number(root) + by_own_numbers(loose)
    root.nodes += loose.nodes
    special_parts_in_place(root)
    return root, findings


def outlined(settings: WorkSettings) -> tuple[Node, ...]:
    """Give the lines of the settings' outline as nodes that wait for manuscripts."""
    root = Draft(settings.title, "书", id=settings.id)
    _slots(root, settings.outline, settings.kind, 0, "")
    return root.settle({}).nodes


_Slot = tuple[OutlineItem, Draft, int]


def _slots(
    parent: Draft, items: tuple[OutlineItem, ...], kind: WorkKind, depth: int, path: str
) -> list[_Slot]:
    slots: list[_Slot] = []
    for item in items:
        head = read_head(item.title)
        given = node_kind(item.kind) or head.unit
        here = f"{path}/{item.title}"
        draft = Draft(
            head.title,
            given or special_kind(head.title) or kind.level(depth),
            label=head.label,
            id=mint_id("outline", "node", here),
            unit=item.unit,
            outlined=True,
        )
        parent.nodes.append(draft)
        slots.append((item, draft, depth))
        slots += _slots(draft, item.nodes, kind, depth + 1, here)
    return slots


def _slot_for(contribution: Contribution, slots: list[_Slot]) -> _Slot | None:
    name = contribution.manuscript.name
    if contribution.node:
        wanted = {squeeze(contribution.node), squeeze(contribution.node.rsplit("/", 1)[-1])}
    else:
        for slot in slots:
            if any(fnmatchcase(name, pattern) for pattern in slot[0].files):
                return slot
        wanted = {squeeze(title) for title in _titles(contribution)}
    return next((slot for slot in slots if squeeze(slot[1].title) in wanted), None)


def _titles(contribution: Contribution) -> list[str]:
    """The titles under which a manuscript may belong: first heading, file name, folder name."""
    manuscript = contribution.manuscript
    first = next(
        (b for b in manuscript.blocks if isinstance(b, Text) and b.role == "heading"), None
    )
    titles = [read_head(first.text).title] if first else []
    titles.append(title_from_name(manuscript.name))
    titles += [title_from_name(part) for part in PurePosixPath(manuscript.name).parts[:-1][::-1]]
    return titles


def _fill_slot(draft: Draft, contribution: Contribution, kind: WorkKind, depth: int) -> None:
    """Fill an outline node; a first heading that says the node's own title becomes its heading."""
    blocks = contribution.manuscript.blocks
    first = next((i for i, b in enumerate(blocks) if _is_heading_of(b, draft)), None)
    if first is not None:
        heading = blocks[first]
        assert isinstance(heading, Text)
        head = read_head(heading.text)
        if draft.heading is None:
            draft.heading, draft.label = heading, draft.label or head.label
            kept = blocks[:first] + blocks[first + 1 :]
        else:  # said before: kept for checking, not printed twice
            kept = (*blocks[:first], replace(heading, role="header"), *blocks[first + 1 :])
        manuscript = replace(contribution.manuscript, blocks=kept)
        contribution = replace(contribution, manuscript=manuscript)
    draft.unit = draft.unit or contribution.unit
    fill(draft, contribution, kind, depth)


def _is_heading_of(block: object, draft: Draft) -> bool:
    return (
        isinstance(block, Text)
        and block.role == "heading"
        and squeeze(read_head(block.text).title) == squeeze(draft.title)
    )


def _append(root: Draft, contribution: Contribution, kind: WorkKind) -> None:
    """Without an outline: folders are nodes, a manuscript's top headings stand in their order."""
    manuscript = contribution.manuscript
    parent, depth = _folder(root, contribution, kind)
    headings = [b for b in manuscript.blocks if isinstance(b, Text) and b.role == "heading"]
    starts_with_heading = bool(headings) and manuscript.blocks[0] is headings[0]
    if parent is root and starts_with_heading and kind.family != "旧志":
        # 【概况】 heads an entry, and entries stand under a node: the file makes it
        starts_with_heading = entry_head(headings[0].text) is None
    same = _same_head(parent, headings[0]) if starts_with_heading else None
    if same is not None:
        _fill_slot(same, contribution, kind, depth + 1)
    elif not starts_with_heading or read_head(headings[0].text).title == "":
        title = title_from_name(manuscript.name)
        node = Draft(
            title,
            special_kind(title) or kind.level(depth + 1),
            id=mint_id(manuscript.source, "node", manuscript.name),
            unit=contribution.unit,
        )
        parent.nodes.append(node)
        _fill_slot(node, contribution, kind, depth + 1)
    else:
        fill(parent, contribution, kind, depth)


def _same_head(parent: Draft, heading: Text) -> Draft | None:
    """Find the part that an earlier file began under the same head: 第一章 村落, or 大事记（上）."""
    head = read_head(heading.text)
    chronology = special_kind(head.title) == "大事记"
    for node in parent.nodes:
        if chronology and node.kind == "大事记":
            return node
        if head.label and (node.label, squeeze(node.title)) == (head.label, squeeze(head.title)):
            return node
    return None


def _folder(root: Draft, contribution: Contribution, kind: WorkKind) -> tuple[Draft, int]:
    """Give the part that a file's folders make; a folder of a number alone only sorts its files."""
    parent, depth = root, -1
    for part in PurePosixPath(contribution.manuscript.name).parts[:-1]:
        if re.fullmatch(r"[\s\d０-９.．、_\-—]+", part):
            continue
        head = read_head(title_from_name(part))
        depth += 1
        found = next((n for n in parent.nodes if n.title == head.title and n.heading is None), None)
        if found is None:
            found = Draft(
                head.title,
                head.unit or special_kind(head.title) or kind.level(depth),
                label=head.label,
                id=mint_id("folder", "node", f"{parent.id}/{part}"),
            )
            parent.nodes.append(found)
        parent = found
    return parent, depth


def _is_empty(draft: Draft) -> bool:
    return not draft.entries and draft.heading is None and all(map(_is_empty, draft.nodes))


def _prune(draft: Draft) -> None:
    draft.nodes = [node for node in draft.nodes if not _is_empty(node)]
    for node in draft.nodes:
        _prune(node)


def _unplaced(contribution: Contribution, slots: list[_Slot]) -> Finding:
    name = contribution.manuscript.name
    near = _near(contribution, slots)
    return Finding(
        rule="篇目",
        level="式",
        message=f"来稿“{name}”在篇目里找不到位置，已排在各章之后。请在 fangzhi.toml 的 [[outline]] 里"
        f"写明它归哪一章（files = [文件名]），或把首个标题改成篇目里的题名{near}。",
        place=FilePlace(name),
    )


def _near(contribution: Contribution, slots: list[_Slot]) -> str:
    """Ask whether a line of the outline with like words was meant."""
    known = {squeeze(draft.title): draft.title for _, draft, _ in slots}
    for title in map(squeeze, _titles(contribution)):
        within = [one for one in known if len(one) > 1 and (one in title or title in one)]
        if near := within or difflib.get_close_matches(title, known, 1, 0.6):
            return f"（是不是“{known[max(near, key=len)]}”？）"
    return ""


def _waiting(root: Draft, slots: list[_Slot]) -> list[Finding]:
    """Name what has no manuscript yet: one finding for each part, with the lines under it."""
    owed = {id(draft): item.unit for item, draft, _ in slots}
    findings: list[Finding] = []

    def look(draft: Draft) -> None:
        empty = [node for node in draft.nodes if id(node) in owed and _is_empty(node)]
        if draft is root or any(owed[id(node)] for node in empty):
            findings.extend(_empty(node, owed[id(node)]) for node in empty)
        elif empty:
            findings.append(_lacking(draft, empty))
        for node in draft.nodes:
            if not _is_empty(node):
                look(node)

    look(root)
    return findings


def _lacking(draft: Draft, empty: list[Draft]) -> Finding:
    names = "、".join(node.title for node in empty)
    words = (
        f"篇目“{draft.label}{draft.title}”下面还没有来稿的：{names}。成书时略去，来稿后自动排入。"
    )
    return Finding(rule="篇目", level="体", message=words)


def _empty(draft: Draft, unit: str) -> Finding:
    owes = f"，应由{unit}供稿" if unit else ""
    below = "、".join(node.title for node in draft.nodes)
    name = f"“{draft.label}{draft.title}”" + (f"（{below}）" if below else "")
    words = f"篇目{name}还没有来稿{owes}；成书时略去，来稿后自动排入。"
    return Finding(rule="篇目", level="体", message=words)
