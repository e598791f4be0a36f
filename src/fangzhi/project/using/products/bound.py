"""专题, 读本 and 大事辑要: ordered quotations with their leaves, bound as a file."""

from __future__ import annotations

from fangzhi.model.using import UNCHECKED
from fangzhi.project.using.dating import show_year
from fangzhi.project.using.paper.values import Block, Break, Paper, Para, Run, para, words
from fangzhi.project.using.paper.words import quotation_in_print
from fangzhi.project.using.products.lists import citations_blocks, searches_blocks
from fangzhi.project.using.products.sections import Counter, gap_blocks, section_blocks
from fangzhi.project.using.products.setting import Setting


def bound_file(setting: Setting) -> Paper:
    """Give a 专题 or 读本: the editor's sections, and what was searched and not found."""
    counter = Counter()
    blocks: list[Block] = [counter.head("编例"), *conventions(setting)]
    blocks += section_blocks(setting, counter)
    return _closed(setting, counter, blocks)


def chronicle(setting: Setting) -> Paper:
    """Give a 大事辑要: dated quotations by year; what is not dated stays out and is named."""
    counter = Counter()
    blocks: list[Block] = [counter.head("编例"), *conventions(setting)]
    blocks += section_blocks(setting, counter)
    blocks.append(counter.head("系年辑要"))
    dated = sorted((card for card in setting.cards.values() if card.id in setting.years),
                   key=lambda card: (setting.years[card.id], card.work, card.start))  # fmt: skip
    for card in dated:
        blocks.append(Para(
            (Run(f"{show_year(setting.years[card.id])}　", "bold"),
             *words(f"“{quotation_in_print(card.quotation)}”"), *setting.raised(card.id),
             *words(f"（{setting.where(card)}；{setting.dated(card)}）", "grey")), "flush"))  # fmt: skip
    undated = [card.id for card in setting.cards.values() if card.id not in setting.years]
    if undated:
        blocks.append(para(f"没有自记纪年、未入辑要的证据：{'、'.join(undated)}。", "note"))
    return _closed(setting, counter, blocks)


def _closed(setting: Setting, counter: Counter, blocks: list[Block]) -> Paper:
    told = setting.dossier.dossier
    if setting.dossier.claims:
        blocks += [counter.head("缺项"), *gap_blocks(setting)]
    if setting.searches:
        blocks += [counter.head("检索记录"), *searches_blocks(setting)]
    if setting.sourced:
        blocks += [Break(), counter.head("引文出处"), *citations_blocks(setting)]
    return Paper(
        told.title, f"{told.kind}资料" if told.kind == "专题" else told.kind, tuple(blocks),
        told.subtitle, "出处版" if setting.sourced else "", None, cover_facts(setting), setting.notice,
    )  # fmt: skip


def conventions(setting: Setting) -> list[Block]:
    """Say how the file quotes, dates and counts, and when each work was made by its own words."""
    blocks: list[Block] = [
        para("本编只收引文、计数与目录，不作叙述。引文照录资料库文字，不加标点，不改字形；"
             "（）内为原书双行小注，〔〕内为证据编号，[ ]内为出处序号。"),
        para("引文出自何书何叶，随文注明；卷、叶据底本，a、b为叶之正、背面。"
             "公元纪年据引文自记的年号换算，引文未记年者不系年。"),
    ]  # fmt: skip
    for row in setting.dossier.works:
        if row.dated_by:
            card = setting.cards[row.dated_by]
            dated = setting.dated(card)
            blocks.append(Para(
                (*words(f"《{row.title}》成书时间据本书："),
                 *words(f"“{quotation_in_print(card.quotation)}”"), *setting.raised(card.id),
                 *words(f"（{setting.where(card)}{'；' + dated if dated else ''}）。", "grey"))))  # fmt: skip
    return blocks


def cover_facts(setting: Setting) -> tuple[tuple[str, str], ...]:
    """Give what the cover says under the title; blanks are left for people to fill in."""
    told, form = setting.dossier.dossier, setting.dossier.form
    unchecked = sum(not card.checked_by for card in setting.cards.values())
    titles = "、".join(f"《{t}》" for t in dict.fromkeys(c.work for c in setting.cards.values()))
    rows = [
        ("产品", told.subject if told.kind == "地理标志" else ""),
        ("主题", told.subject if told.kind != "地理标志" else ""),
        ("地域", told.area),
        ("所引各书", titles),
        ("证据", f"{len(setting.cards)}条，引文已逐字与资料库比对；{unchecked}条{UNCHECKED}影印本"),
        ("编制单位", form.signer or "＿＿＿＿＿＿＿＿"),
        ("核对人", "＿＿＿＿＿＿＿＿"),
        ("日期", form.date or "＿＿＿＿＿＿＿＿"),
    ]
    return tuple((name, value) for name, value in rows if value)
