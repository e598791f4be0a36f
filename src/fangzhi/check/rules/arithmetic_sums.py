"""K 数字: totals against their parts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate

import msgspec

from fangzhi.check.context import TextContext
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.arithmetic_sums_doubt import (
    adds_up_otherwise,
    finest,
    how_sure,
    is_a_change,
    is_a_slip,
)
from fangzhi.facts.arithmetic.blame import slipped_in_sum
from fangzhi.facts.arithmetic.divisions import labels_of, total_of
from fangzhi.facts.arithmetic.enumerations import find_unit_sums
from fangzhi.facts.arithmetic.flattened import flattened, makes_otherwise
from fangzhi.facts.arithmetic.partitions import (
    completes,
)
from fangzhi.facts.arithmetic.sums import SumStatement, find_sums
from fangzhi.facts.arithmetic.ways import are_moves
from fangzhi.facts.explanations.by_digits import by_digits
from fangzhi.facts.explanations.far_totals import far_totals
from fangzhi.facts.explanations.not_summed import is_not_summed
from fangzhi.facts.explanations.sums import Known, missed_totals
from fangzhi.facts.quantities import (
    QUANTITY_SIGNS,
    TWO_FIRM,
    TWO_QUANTITIES,
    find_quantities,
)
from fangzhi.facts.show import addition, number_of, shown_like
from fangzhi.facts.statements import Item, find_items, is_firm

_MOST_PARTS = 30
_LONGEST = 80
"""Spans stay this short, so that an editor sees the doubtful words and not the paragraph."""


@rule(
    "R167",
    "分项之和不等于合计",
    level="硬",
    basis="地方志书质量规定：数据准确；数据审核通例",
    literals=QUANTITY_SIGNS,
    probe=TWO_QUANTITIES,
    bad=[
        "全校有教师120人，其中男教师70人、女教师45人。",
        "全县有林场3个，国有林场职工86人、集体林场职工42人、其他职工17人，共计155人。",
        "2016年，全市办理案件431件，其中民事案件215件、刑事案件96件、行政案件28件、其他案件82件。",
        "全镇党员86名，其中女党员91名。",
        "年末人口52.36万人，男性26.87万人，女性25.94万人。",
        "全县设4镇3乡，共8个乡级政区。",
        "船只总数3142艘，有农船2486艘，有渔船415艘，有客轮251艘。",
        "受理投诉1846件（消费投诉1320件、举报496件、咨询40件）。",
        "开放床位480张，设内科120张、外科150张、妇产科80张、儿科60张、中医科60张。",
        "小麦1.32万吨、油菜籽0.46万吨、蚕豆0.18万吨，三项合计1.86万吨。",
        "新建公路32.8公里，连同往年建成的1604.3公里，通车里程达到6137.1公里。",
    ],
    good=[
        "全校有教师120人，其中男教师70人、女教师50人。",
        "农作物播种面积4.86万公顷，其中粮食作物3.12万公顷、油料作物0.94万公顷。",
        "全县有干部312人，其中女干部120人、少数民族干部86人、党员240人。",
        "年末人口52.36万人，男性26.43万人，女性25.94万人。",
        "全县设4镇3乡，共7个乡级政区，下辖86个村。",
        "全县有村（社区）206个，其中村168个、社区38个；村民小组1420个。",
        "学校有教职工128人（女96人、党员42人）。",
        "全县约有商户300户，其中餐饮120户、零售160户、其他40户。",
        "新建公路32.8公里，连同往年建成的1604.3公里，通车里程达到1637.1公里。",
    ],
)
def parts_do_not_make_total(text: str, ctx: TextContext) -> Iterator[Hit]:
    """分项之和应等于合计；“其中”项可以不足，不可超过。"""
    if _may_hold_a_sum(text):
        yield from _of_items(text, flattened(text, ctx.once(find_items)), ctx)
    for counts in find_unit_sums(text):
        if sum(counts.parts) != counts.total:
            added = f"{'+'.join(map(str, counts.parts))}={sum(counts.parts)}"
            yield Hit(
                counts.start,
                counts.end,
                f"分项相加与合计不等：{added}，合计写作{counts.total}，请核对。",
                evidence=(f"{added}≠{counts.total}",),
            )


def _of_items(text: str, items: tuple[Item, ...], ctx: TextContext) -> Iterator[Hit]:
    seen: set[tuple[int, int]] = set()
    exact = ctx.switch("tolerance") == "exact"
    starts = [item.start for item in items]
    totals, parts, spoken = set[int](), set[int](), set[int]()
    for statement in find_sums(text, items):
        if abs(total_of(statement.parts) - statement.total.value) <= _slack(statement):
            totals.add(statement.total.start)
            parts |= {p.start for p in statement.parts}
        first = bisect_left(starts, statement.parts[0].start - _NEAR)
        near = items[first : bisect_right(starts, statement.parts[-1].end + _NEAR, first)]
        sum_ = _wrong_sum(statement, exact)
        hit = sum_ if statement.exhaustive and sum_ else _too_large_part(statement, near) or sum_
        if hit is None or (hit.start, hit.end) in seen:
            continue
        elsewhere = _said_elsewhere(statement, near) or _goes_on(statement, near)
        elsewhere = elsewhere or _is_one_of_list(statement, near) or is_a_change(statement, near)
        apart = is_not_summed(text, statement.total, statement.parts, near)
        if elsewhere or apart or _are_moves(statement):
            continue
        seen.add((hit.start, hit.end))
        spoken |= {statement.total.start, *(p.start for p in statement.parts)}
        yield hit
    known = Known(frozenset(totals), frozenset(parts), frozenset(spoken))
    missed = [*missed_totals(text, items, known)]
    also = {i.start for m in missed for i in (m.total, *m.parts)}
    known = msgspec.structs.replace(known, spoken=known.spoken | also)
    for found in (*missed, *by_digits(items, known)):
        last = found.total.start > found.parts[0].start
        statement = SumStatement(found.total, found.parts, "共计" if last else "分别", True)
        hit = _wrong_sum(statement, every=True)
        elsewhere = not found.told and _said_elsewhere(
            msgspec.structs.replace(statement, how="其中"), items
        )
        apart = elsewhere or is_not_summed(text, statement.total, statement.parts, items)
        if hit is not None and not apart and not _are_moves(statement):
            yield hit
    for far in far_totals(text, items, ctx.before):
        told = number_of(far.total.quantity)
        shown = addition([p.quantity for p in far.parts], far.total.quantity)
        yield Hit(
            far.slip.label_start,
            far.slip.end,
            f"分项相加与合计不等：前文{far.total.shown}，此处各项相加不是此数，请核对。",
            evidence=(f"{shown}≠{told}",),
        )


def _are_moves(statement: SumStatement) -> bool:
    """发展321名，转往外县255名，病故60名: what came and went, not a whole and its parts."""
    return are_moves(statement.total.label, (p.label for p in statement.parts))


def _may_hold_a_sum(text: str) -> bool:
    """Only firm figures are added up: a total and two parts, or one of it (其中, …中，)."""
    if TWO_FIRM.search(text) is None:
        return False
    firm = sum(quantity.firm for quantity in find_quantities(text))
    return firm > 2 or (firm == 2 and ("其中" in text or "中，" in text))


_NEAR = 600
"""Characters around a sum within which another quantity is read beside it."""
_ADDED = ("合计", "共计", "总计", "三者合计", "以上合计")


def _said_elsewhere(statement: SumStatement, items: tuple[Item, ...]) -> bool:
    """Another quantity beside them is what the parts make: they are parts of that one."""
    if statement.how == "共计" and statement.total.label in _ADDED and is_a_slip(statement):
        return False
    first, slack = statement.parts[0], _slack(statement)
    total = total_of(statement.parts)
    if statement.how in ("划分", "分别") and any(
        i.value == total + statement.total.value for i in items
    ):
        return True  # 小学生11742人；初中生5986人，高中生3975人，三项合计21703人
    over = total - statement.total.value
    after = statement.parts[-1]
    if over > 0 and any(
        i.value == over and i.unit == first.unit and i.sentence == after.sentence
        for i in items if i.start > after.end
    ):  # fmt: skip
        return True  # 共7人，其中甲5人、乙4人，交叉任职2人
    return len(statement.parts) > 1 and any(
        i.unit == first.unit and abs(i.value - total) <= slack
        for i in items
        if first.sentence - 1 <= i.sentence <= first.sentence and i is not statement.total
    )


def _goes_on(statement: SumStatement, items: Sequence[Item]) -> bool:
    """水田a亩，旱地b亩，园地c亩: the list goes on behind the parts read, and makes the total so."""
    last, left = statement.parts[-1], statement.total.value - total_of(statement.parts)
    for item in items:
        if item.start <= last.end or item is statement.total:
            continue
        if item.unit != last.unit or item.sentence != last.sentence or item.depth != last.depth:
            break
        left -= item.value
        if abs(left) <= _slack(statement):
            return True
    return False


def _is_one_of_list(statement: SumStatement, items: Sequence[Item]) -> bool:
    """7353户：因病3246户；因残1407户；缺劳力1390户；缺技术…: the total is one of a list that makes
    a figure before it."""
    total, value = statement.total, statement.total.value + total_of(statement.parts)
    before = [i for i in items if i.start < total.start and i.unit == total.unit]
    for number in range(len(before) - 1, 0, -1):
        value += before[number].value
        if before[number].sentence != total.sentence:
            break
        if any(i.value == value for i in before[:number]):
            return True
    return False


def _slack(statement: SumStatement) -> Decimal:
    halves = sum((p.quantity.half for p in statement.parts), Decimal(0))
    return halves + statement.total.quantity.half


def _too_large_part(statement: SumStatement, items: tuple[Item, ...]) -> Hit | None:
    total = statement.total
    if statement.how != "其中" or not is_firm(total):
        return None
    if "净" in _name_of(total, items):
        return None  # 净减612人，其中清退746人、新纳入134人
    if len(statement.parts) > 2 and slipped_in_sum(total, statement.parts) is total:
        told = msgspec.structs.replace(statement, how="共计", exhaustive=True)
        if any(p.value > total.value for p in statement.parts):
            return _wrong_sum(told, every=True)  # the total is wrong, not the part larger than it
    upto = accumulate(p.value for p in statement.parts)
    whole = next((n for n, v in enumerate(upto, 1) if n > 1 and v == total.value), None)
    for part in statement.parts[:whole]:  # 9人，其中男5人、女4人，…派出26人
        if (
            not is_firm(part)
            or part.value <= total.value + part.quantity.half + total.quantity.half
        ):
            continue
        if re.search("合计|共计|总计|共$|^全年", part.label):
            continue
        if any(i.value == total.value + part.value for i in items if i.sentence == part.sentence):
            continue  # 机动渔船47艘，其中…，风船312艘，合计359艘
        return Hit(
            part.start,
            part.end,
            f"“其中”的一项（{part.shown}）大于总数（{total.quantity.text}），请核对两个数。",
            evidence=(f"{number_of(part.quantity)}>{number_of(total.quantity)}",),
        )
    return None


def _name_of(item: Item, items: Sequence[Item]) -> str:
    """The words before a figure; those before the one that it stands right behind (162户612人)."""
    return item.label or next((i.label for i in items if i.end == item.start), "")


def _wrong_sum(statement: SumStatement, exact: bool = False, every: bool = False) -> Hit | None:
    """The hit of a sum that fails; `every` tells that no stretch of the parts makes the total."""
    parts, total = statement.parts, statement.total
    if not 2 <= len(parts) <= _MOST_PARTS or not all(map(is_firm, (*parts, total))):
        return None
    difference = total_of(parts) - total.value
    slack = Decimal(0) if exact else _slack(statement)  # 开关 tolerance
    dated = total.own_year and parts[-1].own_year and total.year != parts[-1].year
    dated = dated or (total.own_year and total.year < parts[-1].year)
    if abs(difference) <= slack or dated or makes_otherwise(parts, -difference):
        return None
    if not every and not completes(labels_of(parts)) and adds_up_otherwise(statement, slack):
        return None
    doubt = how_sure(statement, difference)
    if doubt is None:
        return None
    start = min(total.start, parts[0].label_start)
    end = max(total.end, parts[-1].end)
    if end - start > _LONGEST and (slip := slipped_in_sum(total, parts)) is not None:
        start, end = slip.label_start, slip.end
    elif end - start > _LONGEST:
        start, end = (
            (parts[-1].label_start, parts[-1].end) if total is parts[0] else _short(statement)
        )
    shown = addition([p.quantity for p in parts], total.quantity)
    return Hit(
        start,
        end,
        f"分项相加与合计不等：各项之和为{shown_like(total_of(parts), finest(statement))}"
        f"，合计写作{number_of(total.quantity)}，请核对是哪一个数错了。",
        evidence=(f"{shown}≠{number_of(total.quantity)}",),
        confidence=doubt,
    )


def _short(statement: SumStatement) -> tuple[int, int]:
    """The total with the nearer end of its parts."""
    if statement.how == "共计":
        return statement.parts[-1].label_start, statement.total.end
    return statement.parts[-1].label_start, statement.parts[-1].end
