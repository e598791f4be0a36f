"""地理标志 evidence pack: matrix, evidence by claim, dates, places, facsimiles, gaps."""

from __future__ import annotations

from fangzhi.model.using import UNCHECKED, Claim
from fangzhi.project.using.paper.values import (
    Block,
    Break,
    Grid,
    Paper,
    Para,
    Picture,
    Run,
    cell,
    para,
    words,
)
from fangzhi.project.using.products.bound import conventions, cover_facts
from fangzhi.project.using.products.lists import (
    MISSING,
    citations_blocks,
    matrix_blocks,
    places_blocks,
    searches_blocks,
    sums_blocks,
    timeline_blocks,
)
from fangzhi.project.using.products.sections import Counter, gap_blocks, section_blocks
from fangzhi.project.using.products.setting import Setting


def evidence_pack(setting: Setting) -> Paper:
    """Give the pack; the editor's own sections stand before the lists."""
    told = setting.dossier.dossier
    counter = Counter()
    blocks: list[Block] = [counter.head("编例"), *conventions(setting)]
    blocks += section_blocks(setting, counter)
    blocks += [counter.head("证据矩阵"), *matrix_blocks(setting)]
    blocks.append(counter.head("逐项证据"))
    for claim in setting.matrix.claims:
        blocks += [counter.head(claim.statement, 2), *_claim(setting, claim)]
    if setting.sums:
        blocks += [counter.head("数字与算式"), *sums_blocks(setting)]
    blocks += [counter.head("系年"), *timeline_blocks(setting)]
    if setting.dossier.places:
        blocks += [counter.head("地名今称"), *places_blocks(setting)]
    blocks += [counter.head("影印件"), *_facsimiles(setting)]
    blocks += [counter.head("缺项"), *gap_blocks(setting)]
    blocks += [counter.head("检索记录"), *searches_blocks(setting)]
    blocks += [counter.head("证据核对表"), *_checks(setting)]
    if setting.sourced:
        blocks += [Break(), counter.head("引文出处"), *citations_blocks(setting)]
    return Paper(
        told.title, "地理标志历史证据", tuple(blocks), told.subtitle,
        "出处版" if setting.sourced else "", None, cover_facts(setting), setting.notice,
    )  # fmt: skip


def _claim(setting: Setting, claim: Claim) -> list[Block]:
    """Give a claim's cards by period, the first of them named as the earliest that is held."""
    order = {period: number for number, period in enumerate(setting.dossier.periods)}
    ids = sorted(claim.evidence, key=lambda id: order.get(setting.cards[id].period, len(order)))
    blocks: list[Block] = []
    for number, id in enumerate(ids):
        card = setting.cards[id]
        later = "，后世追述" if setting.later(card) else ""
        first = "所藏最早一期；" if not number and len(ids) > 1 else ""
        basis = {"纪年": "据引文纪年", "所称": f"据引文“{card.told}”", "成书": "据成书"}[card.basis]
        blocks.append(Para((Run(f"{card.period or '未定期'}（{first}{basis}{later}）", "sans"),),
                           "label"))  # fmt: skip
        blocks.append(setting.quoted(card, labelled=True))
    for id in claim.against:
        blocks.append(Para((Run("不合的记载", "sans"),), "label"))
        blocks.append(setting.quoted(setting.cards[id], labelled=True))
    missing = [gap.period for gap in setting.matrix.gaps if gap.claim == claim.id]
    if missing:
        told = "各期均未检得" if missing == [""] else f"{'、'.join(missing)}未检得"
        blocks.append(Para((Run(f"【{MISSING}】", "red"), *words(f"{told}。")), "flush"))
    return blocks


def _facsimiles(setting: Setting) -> list[Block]:
    cards = [card for card in setting.cards.values() if card.id in setting.pictures]
    without = len(setting.cards) - len(cards) - len(setting.addresses)
    blocks: list[Block] = [
        Picture(setting.pictures[card.id], f"{card.id}　{setting.where(card)}") for card in cards
    ]
    blocks += [para(f"{id}　{setting.where(setting.cards[id])}　影印件在：{address}", "flush")
               for id, address in setting.addresses.items()]  # fmt: skip
    if without:
        blocks.append(Para((Run(f"【{MISSING}】", "red"),
                            *words(f"{without}条证据所在的叶没有影印件，引文据录文，"
                                   "送审前请对影印本复核。")), "flush"))  # fmt: skip
    return blocks


def _checks(setting: Setting) -> list[Block]:
    rows = tuple(
        (cell(card.id), cell(setting.where(card)), cell(card.period),
         cell("相符"), cell(card.reliability or "未注"), cell(card.state), cell(card.checked_on))
        for card in setting.cards.values()
    )  # fmt: skip
    return [
        Grid(("编号", "出处", "时期", "与录文", "可信度", "核对人", "核对日期"),
             (5, 14, 6, 6, 10, 6, 8), rows),
        para(f"“与录文”由程序逐字比对引文与资料库所收文字；“{UNCHECKED}”：尚未有人核对影印本。", "note"),
    ]  # fmt: skip
