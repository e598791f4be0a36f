"""When a mention stands: the sentence's date, else the dates before it, else the document's year.

Shared by the rules on names in time. Where the date is not plain, nothing is said.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import Any

import msgspec

from fangzhi.authority.dates import overlaps
from fangzhi.authority.office import Office, read_office
from fangzhi.check.context import TextContext
from fangzhi.check.settings import Document
from fangzhi.facts.dates import Date, find_dates

_CLAUSE_END = re.compile("[；;。！？\n]")
_OPEN_ENDED = re.compile(
    r"\s*(?:年?[底末初]?(?:以来|以后|之后|以前|之前|后|起|始|前|至今|开始)|代)"
)
_OTHER_TIME = re.compile(
    "世纪|年代|民国|光绪|宣统|同治|咸丰|道光|乾隆|康熙|嘉庆|雍正|明代|清代|清末|民国|时期|期间|"
    "解放初|建国初|成立初|历史上|以前|过去|旧时|此前|早年|往年|历年|历次|多年"
)
_MEMOIR = re.compile("凡例|编后|后记|序|编纂|编辑说明|附录|人物|名录")
_GAP = 3
_AFTER_GAP = 6
_KEPT = 32
_NEAR_PARAGRAPHS = 4
_OLDEST = 1912
_YEARLY = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年度|学年度?)")
_RELATIVE = re.compile("[^，。；、（）]{1,12}的")
_HEADING_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|[—–~～-])")
_MOST_BEFORE = 12
_FAR = 400


class When(msgspec.Struct, frozen=True):
    """The dates that may be meant, how they are known, and whether that is plain."""

    dates: tuple[str, ...]
    said: str
    plain: bool = True

    def may_be(self, start: str, end: str) -> bool:
        """Tell whether any of the dates may lie between `start` and `end` ('' open)."""
        return any(overlaps(start or None, end or None, on) for on in self.dates)


def _iso(date: Date) -> str:
    parts = [f"{date.year:04d}"]
    if date.month and 1 <= date.month <= 12:
        parts.append(f"{date.month:02d}")
    return "-".join(parts)


def _shown(date: Date) -> str:
    return f"{date.year}年" + (f"{date.month}月" if date.month else "")


def clause_at(text: str, position: int) -> tuple[int, int]:
    """Give the part between 。；！？ and line ends that `position` stands in."""
    start = 0
    for m in _CLAUSE_END.finditer(text, max(0, position - _FAR), position):
        start = m.end()
    end = _CLAUSE_END.search(text, position, position + _FAR)
    return max(start, position - _FAR), end.start() if end else min(len(text), position + _FAR)


def when_of(text: str, start: int, end: int, ctx: TextContext) -> When | None:
    """Give the time of a mention at `start`..`end`; None where it cannot be told, or is spoken."""
    if ctx.place == "speech":
        return None
    dates = ctx.once(find_dates)
    opens, closes = clause_at(text, start)
    at = bisect_left(dates, opens, key=_start_of)
    own = _told(dates[at : bisect_left(dates, closes, lo=at, key=_start_of)], ctx)
    own = [d for d in own if not (text.startswith("的", d.end) and d.end + 1 != start)]
    if own:
        return _in_sentence(text, start, end, own)
    if _OTHER_TIME.search(text, opens, closes):
        return None
    in_year = _under_month(text, ctx) or _in_month(dates, opens, start, at, ctx)
    if in_year is not None:
        return in_year
    year = _YEARLY.search(text, opens, start) or _YEARLY.match(text, end)
    if year is not None:
        return When((year[1],), f"本句“{year.group()}”")
    before = _told(dates[max(0, at - _MOST_BEFORE) : at], ctx)
    if before:
        return _before(before, ctx)
    if _OTHER_TIME.search(text, max(0, opens - _FAR), opens):
        return None
    return _of_heading(ctx) or _of_paragraphs(ctx) or _of_document(ctx)


_MONTH_LINE = re.compile(r"^\s*(?:(?P<y>(?:19|20)\d\d)年)?\s*(?P<m>1[0-2]|[1-9])月份?\s*$")
_DAY_FIRST = re.compile(
    r"^[\s△▲●○◆■◇·•*☆★]*(?:[1-9]|[12][0-9]|3[01])日|^\s*(?:同日|是日|是月|同月|月内)"
)
_YEAR_ONLY = re.compile(r"^\s*(?P<y>(?:18|19|20)\d\d)年?\s*(?:[（(][^（）()]*[）)])?\s*$")


def _under_month(text: str, ctx: TextContext) -> When | None:
    """An item that begins with a day is of the month on the line above it (大事记)."""
    if _DAY_FIRST.match(text) is None:
        return None
    lines = (*ctx.headings, *ctx.before)[::-1]
    at = next((n for n, line in enumerate(lines) if _MONTH_LINE.match(line)), None)
    found = _MONTH_LINE.match(lines[at]) if at is not None else None
    if at is None or found is None:
        return None
    years = (_YEAR_ONLY.match(line) for line in lines[at + 1 :])
    year = found["y"] or next((m["y"] for m in years if m is not None), "")
    if not year and ctx.document.is_yearbook and ctx.document.content_year:
        year = str(ctx.document.content_year)
    if not year:
        return None
    return When((f"{year}-{int(found['m']):02d}",), f"上面“{found['m']}月”，{year}年")


def _in_month(
    dates: tuple[Date, ...], opens: int, start: int, at: int, ctx: TextContext
) -> When | None:
    """A month without a year, before the mention in its sentence, is of the yearbook's year, else
    of the one year that the heading above says (大事记: 2019年 / 5月16日)."""
    months = [d for d in dates[at : at + _MOST_BEFORE] if d.end <= start and d.month and not d.year]
    if not months:
        return None
    last = months[-1]
    if ctx.document.is_yearbook and ctx.document.content_year:
        year, said = ctx.document.content_year, "年鉴记述"
    else:
        headed = None if _told(dates[:at], ctx) else _of_heading(ctx)
        if headed is None or not headed.plain:
            return None
        year, said = int(headed.dates[0]), "标题"
    return When((f"{year}-{last.month:02d}",), f"本句“{last.month}月”，{said}{year}年")


def _start_of(date: Date) -> int:
    return date.start


def _told(dates: tuple[Date, ...], ctx: TextContext) -> list[Date]:
    return [d for d in dates if d.year and not ctx.is_quoted(d.start, d.end)]


def _in_sentence(text: str, start: int, end: int, own: list[Date]) -> When | None:
    before = [d for d in own if d.end <= start]
    if not before:
        first = own[0]
        gap = text[end : first.start]
        plain = len(gap) <= _AFTER_GAP and not set("，,、（(") & set(gap)
        if not plain and _opens_sentence(text, start) and not _IS_OF.match(text, end):
            shown = "、".join(dict.fromkeys(_shown(d) for d in own))
            return When(_all_of(own), f"本句“{shown}”", plain=False)
        if not plain or _OPEN_ENDED.match(text, first.end):
            return None
        return When((_iso(first),), f"本句“{_shown(first)}”")
    last = before[-1]
    if _OPEN_ENDED.match(text, last.end):
        return None
    meant = [last]
    if last.ends and len(before) > 1:
        meant = [before[-2], last]
    gap = text[last.end : start]
    if len(gap) > _GAP and _RELATIVE.match(gap):
        return None  # 2005年创建的某某单位，由某局管理: the date is of the founding
    near = len(gap) <= _GAP or (len(gap) <= _GAP + 1 and gap[:1] in "，,")
    if not near:
        meant = list(own)
    shown = "、".join(dict.fromkeys(_shown(d) for d in meant))
    return When(_all_of(meant), f"本句“{shown}”")


_IS_OF = re.compile(
    "的|原|旧|职工|干部|退休|离休|家属|下属|所属|子弟|大楼|院内|门前|门口|附近|对面|仓库|宿舍|[、（(]|[一二三四五六七八九十]|"
    "[东南西北]|始建|创办|创建|成立|设立|建于|组建"
)


def _opens_sentence(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] in "。；！？\n　】"


def _all_of(dates: list[Date]) -> tuple[str, ...]:
    isos = [_iso(d) for d in dates]
    for first, last in pairwise(dates):
        if last.ends:
            isos += [str(y) for y in range(first.year, last.year + 1)]
    return tuple(dict.fromkeys(isos))


def _before(before: list[Date], ctx: TextContext) -> When | None:
    """The dates told before, and the document's last year, for what is told of its end (隶属某局)."""
    document = ctx.document
    last = str(document.content_year) if document.is_yearbook else document.lower[:4]
    if not last.isdigit() or not int(last):
        return None
    dates = dict.fromkeys((*_all_of(before), last))
    return When(tuple(dates), f"上文“{_shown(before[-1])}”，下限{last}年", plain=False)


def _of_heading(ctx: TextContext) -> When | None:
    """The year or years of the innermost heading that says any (大事记: 2015年)."""
    for heading in reversed(ctx.headings):
        years = [int(y) for y in _HEADING_YEAR.findall(heading)]
        if years:
            all_years = tuple(str(y) for y in range(min(years), max(years) + 1))
            return When(all_years, f"标题“{heading.strip()[:20]}”", plain=len(all_years) == 1)
    return None


def _of_paragraphs(ctx: TextContext) -> When | None:
    """The dates of the nearest paragraph of the entry that says a year, in a yearbook."""
    if not ctx.document.is_yearbook:
        return None  # a chronicle goes back and forth between its paragraphs
    for words in reversed(ctx.before[-_NEAR_PARAGRAPHS:]):
        dates = [d for d in find_dates(words) if d.year]
        if dates:
            return _before(dates[-_MOST_BEFORE:], ctx)
    return None


def _of_document(ctx: TextContext) -> When | None:
    document = ctx.document
    if not ctx.is_body or any(_MEMOIR.search(h) for h in ctx.headings):
        return None
    if document.is_yearbook and document.content_year:
        year = document.content_year
        return When((str(year),), f"年鉴记述{year}年", plain=False)
    if document.is_yearbook or not document.kind.endswith("志") or document.kind == "旧志":
        return None
    if not document.lower[:4].isdigit():
        return None
    lower = int(document.lower[:4])
    # anything up to the lower limit may be told; only what came later cannot
    years = tuple(str(year) for year in range(_OLDEST, lower + 1))
    return When(years, f"断限下限{lower}年", plain=False)


_OFFICES: dict[int, tuple[dict[str, Any], Office]] = {}


def office_of(document: Document) -> Office:
    """Give the office's own table ([authority]) as values, read once for a table."""
    table = document.authority
    known = _OFFICES.get(id(table))
    if known is None or known[0] is not table:
        if len(_OFFICES) >= _KEPT:
            _OFFICES.clear()
        known = _OFFICES[id(table)] = (table, read_office(table))
    return known[1]


_EXPLAINS = re.compile(
    "前身|原[是为系称名]|改[称为名组]|改制(?!方案|工作|企业|任务|试点|办公|领导|单位|国企)|改建[为成制]|更名|易名|撤[销并]|并入|合并|整合|划[归转入]|转隶|沿革|机构改革|"
    "后[为称]|[现今]为|[现今]称|后改|不再保留|合署|加挂|旧称|曾[称名]|时[称名]|更为|分设|析[置设]|[由从][^，。；]{1,12}析出|"
    "(?<![出发体表实呈浮再重])现(?:由|归|在|属|隶)|目前|如今|称为|转制|改革为|升格|撤[县市地镇乡]|设[市区]|[（(](?:今|现|原|时|后)|今属|今隶|今[之在]|现[属在]"
)
_BEGINS = re.compile("(?:成立|设立|组建|新设|筹建|始设|恢复|筹备|挂牌)(?:了)?[\u4e00-\u9fff]{0,4}$")
_BEGUN = re.compile(
    "(?:正式|挂牌|揭牌|随之|经批准|由此)*(?:成立|组建|设立|挂牌|揭牌|建立(?![的了起健])|"
    "改(?![制革造善进变])|[更易复]名|复称|并入|撤销|撤并|升格|析[出为](?![^，。；]{0,8}村)|分设)"
)
_PAST_WORD = re.compile("(?:原|今|现|旧|老|前|时|原来的|当时的|即|后)$")
_KEEPSAKE = re.compile(
    "(?:的)?(?:档案|卷宗|旧址|旧|原址|宿舍|大楼|院内|文书|资料|会议记录|印章|年报|退休|老职工|家属)"
)
_IN_FORCE = re.compile(
    "(?:部?令|公告|文件|规章|第[0-9一二三四五六七八九十]|[〔［\\[（(][12][0-9]{3})"
)


_ACTS = re.compile(
    "核准|批准|批复|审批|同意|验收|检查|督查|考核|表彰|拨付|核发|查处|培训|组织|主持|负责|牵头|印发|下发|召开|举办"
)
"""What a body does to others: their conversion (改制) is not its own history."""


def explains_history(text: str, start: int, end: int) -> bool:
    """Tell whether the sentence tells how names came and went (前身为, 改称, 今…), or names a
    body by a document of its day (农业部令第5号)."""
    opens, closes = clause_at(text, start)
    return bool(
        _PAST_WORD.search(text, max(opens, start - 4), start)
        or _BEGINS.search(text, max(opens, start - 8), start)
        or _BEGUN.match(text, end)
        or _IN_FORCE.match(text, end)
        or _KEEPSAKE.match(text, end)
        or (not _ACTS.match(text, end) and _tells_its_history(text, start, end, opens, closes))
    )


_NEW_DATE = re.compile("(?<![0-9])(?:(?:19|20)[0-9]{2}年|(?:1[0-2]|[1-9])月)")
_BODY_TAIL = re.compile(
    "[\u4e00-\u9fff](?:局|委员会|[办政县]委|办公室|中心|[公林农]司|院|厂|[学党]校|站|所|队|社|政府)"
)


def _tells_its_history(text: str, start: int, end: int, opens: int, closes: int) -> bool:
    """Tell whether a word of history in the sentence is said of this body, not of another: it
    stands in the same part, or in one that names no other body; and no new date comes between."""
    first = max(text.rfind("，", opens, start), opens - 1) + 1
    until = text.find("，", end, closes)
    last = until if until >= 0 else closes
    core = set(text[start:end]) - _COMMON
    for word in _EXPLAINS.finditer(text, opens, closes):
        if first <= word.start() < last:
            return True
        if word.start() < first and _NEW_DATE.search(text, word.end(), start):
            continue
        if word.start() < first and word.group()[0] in "现今目如":
            return True  # what follows is told of today
        begins = max(text.rfind("，", opens, word.start()), opens - 1) + 1
        comma = text.find("，", word.end(), closes)
        part = text[begins : comma if comma >= 0 else closes]
        if _BODY_TAIL.search(part) is None or core & set(part):
            return True
    return False


_COMMON = frozenset("省市县区州旗国家和局委员会办公室厅部总中心站所队院校厂管理人民")
"""What nearly every body's name holds: it does not make two of them kin."""
