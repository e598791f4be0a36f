"""Last year's text of each unit, found in the prior volumes by unit, by file, or by its titles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from fangzhi.align.copies import plain_name
from fangzhi.compile.heads import read_head
from fangzhi.compile.settings import Contribution
from fangzhi.model.manuscript import Block, Manuscript
from fangzhi.model.text import Text
from fangzhi.project.calling.call import Call, Task
from fangzhi.project.calling.codes import squeezed


def last_year(call: Call, priors: Sequence[Contribution]) -> dict[str, Manuscript]:
    """Give each unit's text of the year before; units of which none is found are left out.

    A prior volume counts whole where it names the unit, where its file or first heading says the
    unit or its node; of a whole book, the parts under the unit's titles count.
    """
    found = {}
    for task in call.tasks:
        parts = [part for prior in priors for part in _parts(task, prior)]
        if parts:
            blocks = tuple(block for part in parts for block in part.blocks)
            found[task.unit] = replace(parts[0], blocks=blocks, unit=task.unit)
    return found


def _parts(task: Task, prior: Contribution) -> Iterator[Manuscript]:
    manuscript = prior.manuscript
    if prior.unit:
        if prior.unit in task.names:
            yield manuscript
        return
    titles = {squeezed(title) for node in task.nodes for title in (node.title, node.top)}
    names = {squeezed(name) for name in task.names}
    first = next((_head(block) for block in manuscript.blocks if _head(block)), "")
    if {first, squeezed(plain_name(manuscript.name))} & (titles | names):
        yield manuscript
        return
    blocks = tuple(_under(manuscript.blocks, titles))
    if blocks:
        yield replace(manuscript, blocks=blocks)


def _under(blocks: Sequence[Block], titles: set[str]) -> Iterator[Block]:
    level = 0
    for block in blocks:
        if isinstance(block, Text) and block.role == "heading":
            if not level and _head(block) in titles:
                level = block.level
            elif level and block.level <= level:
                level = block.level if _head(block) in titles else 0
        if level:
            yield block


def _head(block: Block) -> str:
    if not isinstance(block, Text) or block.role != "heading":
        return ""
    return squeezed(read_head(block.text).title or block.text)
