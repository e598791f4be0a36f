"""Putting suggestions in: only where a rule says that a program may."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from fangzhi.model.finding import Finding
from fangzhi.model.manuscript import Block, Manuscript
from fangzhi.model.text import Text


def fixed(manuscript: Manuscript, findings: Iterable[Finding]) -> Manuscript:
    """Put the suggestions of these findings into the paragraphs they stand in.

    Of findings that overlap only the first is put in. Blocks without marks only, because a
    change of length would move them.
    """
    by_block: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.suggestion and finding.block:
            by_block.setdefault(finding.block, []).append(finding)
    blocks: tuple[Block, ...] = tuple(
        _fixed(block, by_block[block.id])
        if isinstance(block, Text) and block.id in by_block and not block.marks
        else block
        for block in manuscript.blocks
    )
    return msgspec.structs.replace(manuscript, blocks=blocks)


def _fixed(block: Text, findings: list[Finding]) -> Text:
    text, shift, done = block.text, 0, 0
    for finding in sorted(findings, key=lambda f: (f.start, f.end)):
        if finding.start < done or block.text[finding.start : finding.end] != finding.text:
            continue
        start, end = finding.start + shift, finding.end + shift
        text = text[:start] + finding.suggestion + text[end:]
        shift += len(finding.suggestion) - len(finding.text)
        done = finding.end
    return msgspec.structs.replace(block, text=text, origin=())
