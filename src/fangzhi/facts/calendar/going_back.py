"""Dates that go back within one sentence that tells one thing on: 1971年筹建，1974年试车，1973年出产.

events.py and stages.py know pairs of doings with one lawful order. Here the order of telling is the
only witness, so the later clause must go on with the same subject and nothing may look back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from fangzhi.facts.calendar.events import Happening, Reversal, clause_after, is_before

_LOOKS_BACK: Final = re.compile(
    "此前|之前|以前|先前|先是|先于|早在|早于|曾|原[为系名属址有在由设称任]|原$|前身|前任|追溯|追认|追记|据|按|依|照|参[照见]|距|比|较|始[建于自]|源于|起于|肇|"
    "旧|《|另|其中|其父|其母|其妻|祖|父|母|兄|弟|妻|子|女|批准|批复|立项|规划|勘[测察]|测[设量绘]|设计|选址|生于|出生|诞生|动工|开工|兴工|奠基|筹[建备]|起用|成立于|建于|属|见|为[^，]{0,8}[年月]|"
    "续建|一期|二期|三期|第[一二三]|分别|依次|[上下]半|是|即|系|指|所|公布的|颁布的|制定的|修订的"
)
_DONE_FIRST: Final = re.compile(
    "竣工|完工|建成|落成|通车|投产|启用|现|今|至今|截至|获|被评|评为|荣|公布为|列为|列入|认定|命名|闭幕|结束|发布|公布|批准|普查|统计|记载|去世|逝世|辞世|病[逝故]|终年|享年|发现|出土|[0-9]%"
)
_GOES_ON: Final = re.compile(
    "^，?(?:(?:[春夏秋冬]|[年月]?[初末底]|[上中下]旬|夜|晨|晚|上午|下午|清晨|凌晨|黄昏|傍晚|午后|间)，?)?(?:，)?"
    "(?:(?:改由[^，。；]{1,12}?|又|再|复|始|正式|全部|全面|全线|首次|即|乃|遂|才|方|先后|陆续|相继|重新|奉[命令调]|自|应[召邀聘征]|因[^，。；]{1,10}?|由[^，。；]{1,12}?|经[^，。；]{1,12}?|被|为[^，。；]{1,8}所|在[^，。；]{1,10}?|从[^，。；]{1,8}?|与[^，。；]{1,8}?|随[^，。；]{1,8}?|以[^，。；]{1,8}?)，?)*"
    "(?:迁[往至移回入居]?|移[往至驻交]|改[称名为设属隶建组任归办制]|更名|易名|升[为格任级]|降[为级]|并[入归]|撤|停|裁|废|毁|焚|圮|倒塌|重[建修]|扩[建充]|增[设辟建修至]|获|评[为选上]|任|调|辞|免|罢|革|卸|离|"
    "当选|入[伍党团学校会]|参[加军]|加入|考[入取进中上]|升入|毕业|肄业|赴|回|返|到|抵|进[入驻修]|出[任师版国]|转|退|病|逝|卒|殁|牺牲|殉|遇|恢复|竣|完工|建成|通[车水电航邮话]|投[产入用]|试[车产行航]|"
    "归|划[归入属出]|设[立有置]?|成立|组[建成]|创[办刊建立]|开[业办学馆播通放设园采诊]|开始|并网|验收|交[付工房]|移交|接管|接收|解散|解体|关闭|关停|倒闭|歇|易[主地]|租|承包|出[让售产]|改制|破产|兼并|"
    "封[顶存]|合龙|竣|剪彩|揭牌|挂牌|发[行表电]|出[刊齐]|停[刊办产业课用]|终刊|复[刊课业工建办校]|续[刊办]|刊[行印]|付[印梓]|成书|定稿|脱稿|易稿|结[束业案]|闭[幕馆]|获准|迁址|搬[迁入至]|被捕|获释|就[读任义]|"
    "留学|执教|任教|受[聘训命]|聘|晋[升级]|提[升任拔]|兼|代理|接任|继任|连任|辞[职去官]|离[任职休]|调[任往离入回]|退[休伍职役]|复员|转业|授[予衔]|留任|主持|率|带|奉|领|回国|归国|返乡|[^，。；]{0,3}失败|攻[克占]|撤[离走退]|溃)"
)
_APART: Final = re.compile("，?(?:加入[^，。；]{0,10}[党团盟社会]|入[党团])")
"""Told apart from a life's posts, in no order with them."""
_RESULT: Final = re.compile(
    "后续|余部|残部|解围|增援|援[军兵]|追[击兵上]|溃[散逃败]|撤[走退离]|止息|平息|平定|扑灭|退[去却]|结束|善后|投降|脱险|获救|打捞|修复|复[课工航产]|全部过|全歼|被擒|伏法|处决|闭幕|落幕|撤[展除]|"
    "解[除封禁]|水退|退水|退洪|合龙|堵口|失守|陷落|光复|收复"
)
_OF_A_THING: Final = re.compile("[^，。；]{0,2}的")
"""1960年入学的班: the date is that of the thing."""
_UNTIL: Final = re.compile("(?!截|推|延|提)[一-鿿]{1,3}(?:至|到)")
"""战至11月17日: the end of what the sentence before began."""
_LISTED: Final = re.compile("；|：|、$|等|各|均|都|分别")


def going_back(text: str, told: Sequence[Happening], yearly: bool) -> Iterator[Reversal]:
    """Give the dates that go back though the sentence only goes on.

    `yearly` is for a yearbook, whose units tell the doings of a year in no order.
    """
    for first, later in pairwise(told):
        if _is_back_at_school(first, later):
            yield Reversal(later, first)
            continue
        if first.date.ends or later.date.ends or not _goes_back(text, first, later, yearly):
            continue
        if _SINCE.match(text, later.date.end):
            continue
        between = text[first.date.end : later.date.start]
        clause = clause_after(later.words)
        if _LOOKS_BACK.search(later.before + clause[:16]) or _LOOKS_BACK.search(first.before[-6:]):
            continue
        if first.sentence == later.sentence:
            if later.before.strip("，　 "):
                continue
            if _tells_on(first, later, between) or (not yearly and _follows(text, first, later)):
                yield Reversal(first, later)
        elif (
            (not yearly or _UNTIL.fullmatch(later.before))
            and later.sentence <= first.sentence + 2
            and _follows(text, first, later)
        ):
            yield Reversal(first, later)


_SINCE: Final = re.compile("[年月]?(?:以来|以后|起|间|前|后|至|到|以前|之)|[^，。；]{0,6}累计")
_LEFT: Final = re.compile("(?:毕业|肄业|结业)")
_BACK_AT: Final = re.compile(
    "(?:考[入取进上]|入读|就读于?|升入|进入?)(?:该|此|同|这所)[一-鿿]{0,6}?[校院学系]"
)


def _is_back_at_school(first: Happening, later: Happening) -> bool:
    """1943年毕业于某学院，1945年考入该院: one leaves a school after entering it."""
    if first.sentence != later.sentence or not is_before(first.date, later.date):
        return False
    if re.search("研究|再|又|复|函授|进修|读硕|读博|成人|夜", clause_after(later.words)):
        return False
    clause = clause_after(later.words)
    return bool(_LEFT.search(clause_after(first.words)) and _BACK_AT.search(clause))


def _goes_back(text: str, one: Happening, two: Happening, yearly: bool) -> bool:
    """Both are said well enough: two years, or two days of a month or of neighboring months."""
    first, later = one.date, two.date
    if not is_before(later, first):
        return False
    if "y" in later.said:
        return not text.startswith(("上年", "上一年"), later.start)
    near = 0 <= first.month - later.month <= 2
    if not yearly and near and first.month > later.month and one.sentence == two.sentence:
        return True
    return near and bool(first.day and later.day) and "d" in first.said


def _tells_on(first: Happening, later: Happening, between: str) -> bool:
    words = clause_after(first.words)
    if (
        _APART.match(words)
        or _DONE_FIRST.search(words)
        or _LISTED.search(between)
        or len(between) > 48
    ):
        return False
    found = _GOES_ON.match(later.words)
    return found is not None and _OF_A_THING.match(later.words, found.end()) is None


def _follows(text: str, first: Happening, later: Happening) -> bool:
    """3月18日，匪首围攻区公所。3月12日，解围部队赶到: the outcome is dated before the beginning."""
    if _UNTIL.fullmatch(later.before.strip("　 ")):
        return later.date.start - first.date.end < 60 and first.date.day > 0
    opens = later.before.strip("　 ") in (
        "",
        "至",
        "战至",
        "到",
        "直至",
        "直到",
        "抢险至",
        "激战至",
    )
    clause = clause_after(later.words)
    if not opens or _RESULT.search(clause) is None or _DONE_FIRST.search(clause_after(first.words)):
        return False
    near = later.date.start - first.date.end < 60
    return near and not ("y" in later.date.said and not later.date.month)
