"""资政报告: an official paper by GB/T 9704, and its 出处版 with every sentence's evidence."""

from __future__ import annotations

from fangzhi.project.using.paper.values import Block, Head, Paper
from fangzhi.project.using.products.lists import citations_blocks, searches_blocks
from fangzhi.project.using.products.sections import Counter, section_blocks
from fangzhi.project.using.products.setting import Setting


def advisory(setting: Setting) -> Paper:
    """Give the paper; only the 出处版 has numbers, citations and the record of searches."""
    told = setting.dossier.dossier
    blocks = section_blocks(setting, Counter())
    annex: list[Block] = []
    if setting.sourced:
        annex = [Head("附录　引文出处", 1), *citations_blocks(setting),
                 Head("附录　检索记录", 1), *searches_blocks(setting)]  # fmt: skip
    return Paper(
        told.title, told.kind, tuple(blocks), told.subtitle,
        "出处版" if setting.sourced else "", setting.dossier.form, annex=tuple(annex),
        notice=setting.notice,
    )  # fmt: skip
