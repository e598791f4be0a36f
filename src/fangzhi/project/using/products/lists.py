"""The lists that the program makes: matrix, dates, counts, places, calculations, citations."""

from __future__ import annotations

from collections.abc import Iterator

from fangzhi.model.using import Cell as MatrixCell
from fangzhi.model.using import EvidenceCard, Searched
from fangzhi.project.using.dating import show_year
from fangzhi.project.using.paper.values import Block, Cell, Grid, Para, Run, cell, para, words
from fangzhi.project.using.paper.words import quotation_in_print
from fangzhi.project.using.places import today_of
from fangzhi.project.using.products.setting import Setting

MISSING = "缺"
_LATER = "△"


def matrix_blocks(setting: Setting) -> list[Block]:
    """Give the matrix claim × period with its legend and its count of cells."""
    matrix = setting.matrix
    gaps = {(gap.claim, gap.period) for gap in matrix.gaps}
    rows = tuple(
        (cell(claim.statement),
         *(_ids(setting, matrix.cell(claim.id, period),
                MISSING if {(claim.id, period), (claim.id, "")} & gaps else "—")
           for period in matrix.periods))
        for claim in matrix.claims
    )  # fmt: skip
    held = sum(bool(one.evidence or one.against) for one in matrix.cells)
    whole = len(matrix.cells)
    missing = sum(
        {(one.claim, one.period), (one.claim, "")} & gaps != set() for one in matrix.cells
    )
    beside = whole - held - missing
    shares = (9, *(7 for _ in matrix.periods))
    return [
        Grid(("证据项", *matrix.periods), shares, rows),
        para(f"表中编号见“逐项证据”。“{_LATER}”：所记时期早于成书时期，系后世追述；"
             f"“反”：与该项不合的记载；“{MISSING}”：资料库所收各书中未检得。"
             f"{len(matrix.claims)}项×{len(matrix.periods)}期共{whole}格，"
             f"有据{held}格，缺{missing}格"
             + (f"；“—”{beside}格，是不必求的（最早一期既已有据，后期不计缺）。" if beside else "。"), "note"),
    ]  # fmt: skip


def _ids(setting: Setting, one: MatrixCell, nothing: str) -> Cell:
    if not one.evidence and not one.against:
        return cell(nothing, "grey")
    lines: list[tuple[Run, ...]] = []
    for id in one.evidence:
        later = _LATER if setting.later(setting.cards[id]) else ""
        lines.append((Run(f"{id}{later}"), *setting.raised(id)))
    for id in one.against:
        lines.append((Run("反 ", "red"), Run(id), *setting.raised(id)))
    return tuple(lines)


def timeline_blocks(setting: Setting, claim: str = "") -> list[Block]:
    """Give the dated records in order of their years, of one claim where it is named.

    The cards that only say when a work was made are left out.
    """
    of_works = {row.dated_by for row in setting.dossier.works}
    own = {id for one in setting.matrix.claims if one.id == claim for id in one.evidence}
    cards = sorted((card for card in setting.cards.values() if card.id in setting.years
                    and (card.id in own if claim else card.id not in of_works)),
                   key=lambda card: (setting.years[card.id], card.work, card.start))  # fmt: skip
    if not cards:
        return [para("所选引文中没有自记纪年的记载。", "note")]
    rows = tuple(
        (cell(show_year(setting.years[card.id])), cell(_era(card)),
         ((Run(quotation_in_print(card.quotation)), *setting.raised(card.id)),),
         cell(setting.where(card)))
        for card in cards
    )  # fmt: skip
    return [
        Grid(("公元", "纪年", "记载（引文）", "出处"), (5, 6, 21, 10), rows),
        para(f"共{len(cards)}条，均据引文自记的纪年换算；“承”：年号见于上文。", "note"),
    ]


def _era(card: EvidenceCard) -> str:
    assert card.dated is not None
    carried = "（承）" if card.dated.above else ""
    return f"{card.dated.era}{carried}{card.dated.year}"


def counted(searched: Searched) -> str:
    """Say a count with how it was counted."""
    per = "，".join(f"《{title}》{count}处" for title, count in searched.by_work)
    how = "逐字相同" if searched.exact else "简繁、异体相通"
    where = "、".join(f"《{title}》" for title in searched.works) or "资料库全部"
    split = f"（{per}）" if len(searched.by_work) > 1 else ""
    return f"以“{searched.words}”检索{where}，得{searched.total}处{split}；逐处计，{how}"


def searches_blocks(setting: Setting) -> list[Block]:
    """Give every search with its count, and what was searched."""
    rows = tuple(
        (cell(one.id), cell(one.words), cell("、".join(one.works) or "全部"),
         cell("逐字" if one.exact else "简繁异体相通"), cell(f"{one.total}"),
         cell("，".join(f"{title}{count}" for title, count in one.by_work)))
        for one in setting.searches.values()
    )  # fmt: skip
    return [
        Grid(("编号", "检索词", "范围", "方式", "得数", "分书"), (4, 8, 10, 7, 4, 12), rows),
        *(para(line, "note") for line in setting.works),
        para("得数按出现处计，同一页出现两次计为两处；文字不计空白与换行。得数只说明字词出现多少次，"
             "不等于事件多少次。", "note"),
    ]  # fmt: skip


def places_blocks(setting: Setting) -> list[Block]:
    """Give today's names of the places quoted, only where the division tables have the name."""
    rows = []
    for place in setting.dossier.places:
        seen = [card.id for card in setting.cards.values() if place.name in card.quotation]
        rows.append((cell(place.name), cell("、".join(seen) or "—"), cell(today_of(place))))
    if not rows:
        return []
    return [
        Grid(("引文地名", "见于", "1981年以来政区建置表所载同名政区"), (6, 12, 26), tuple(rows)),
        para("今称只据政区建置表中同名的政区及其承续关系；表中没有的写“未定”。同名不等于同地、同界，"
             "沿革请以专门考证为准。", "note"),
    ]  # fmt: skip


def sums_blocks(setting: Setting) -> list[Block]:
    """Give the calculations with all their terms."""
    return [
        Para((*words(one.shown), *setting.raised(one.row.id)), "flush")
        for one in setting.sums.values()
    ]


def gap_lines(setting: Setting) -> Iterator[str]:
    """Say what was looked for and not found, claim by claim."""
    matrix = setting.matrix
    for claim in matrix.claims:
        missing = [gap.period for gap in matrix.gaps if gap.claim == claim.id]
        if not missing:
            continue
        told = "各期均缺" if missing == [""] else f"{'、'.join(missing)}缺"
        looked = "；".join(counted(setting.searches[id]) for id in claim.searches)
        yield f"{claim.statement}：{told}。" + (f"检索：{looked}。" if looked else "")


def citations_blocks(setting: Setting) -> list[Block]:
    """Give the list of citations by evidence number, and what each card says of itself."""
    order = sorted(setting.numbers.items(), key=lambda pair: pair[1])
    blocks: list[Block] = []
    for id, number in order:
        card = setting.cards[id]
        state = f"核对：{card.state}{'，' + card.checked_on if card.checked_on else ''}"
        told = [f"证据{id}", f"第{card.start}至{card.end}字", f"引文校验码{card.digest[:12]}"]
        told += [card.reliability] if card.reliability else []
        told += [f"注：{card.note}"] if card.note else []
        blocks.append(
            Para((*words(f"[{number}] {setting.cited[id]} "),
                  *words(f"（{'；'.join([*told, state])}）", "grey")), "list")
        )  # fmt: skip
    blocks += [Para((Run(f"注意：{line}", "red"),), "list") for line in setting.warnings]
    return blocks
