"""Lives (生卒) in biographies: years of birth and death, ages said, and dated doings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from fangzhi.facts.breaks import opening
from fangzhi.facts.calendar.eras import find_eras
from fangzhi.facts.dates import Date, find_dates, han_number
from fangzhi.zh.eras import era_to_years

_LIFE: Final = re.compile(
    r"(?P<name>[\u4e00-\u9fff·]{2,12})?[（(](?P<note>[^（）()\d]{0,16}?)(?P<b>\d{4})"
    r"(?:年|\.\d{1,2}(?:\.\d{1,2})?)?(?:\d{1,2}月)?(?:\d{1,2}日)?"
    r"\s*(?:[—–~～\-－―─至]{1,2})\s*(?P<d>\d{4})?(?:年|\.\d{1,2}(?:\.\d{1,2})?)?"
    r"(?:\d{1,2}月)?(?:\d{1,2}日)?(?P<open>[\s　]*|今|\?|？)[）)]"
)
BRACKETED_YEAR: Final = r"[（(][^（）()\d]{0,16}\d{4}"
"""A quick pattern that matches in every text that tells a life in brackets."""
_MAY_TELL: Final = re.compile(BRACKETED_YEAR)
_BIOGRAPHIES: Final = re.compile("人物传|传记|传略|列传|英烈传|烈士传|人物传略|先贤传|本籍人物传")
_LIVING: Final = re.compile(
    "简介|名录|人物表|名表|英名|人物录|一览|在世|名单|简表|人物选介|以事系人"
)
_NUMBER: Final = (
    r"\d{1,3}|[一二三四五六七八九]?十有[一二三四五六七八九]|[一二三四五六七八九十]{1,4}"
)
_AGE_AT_DEATH: Final = re.compile(
    rf"(?:终年|享年|卒年|得年|存年|享寿|寿终|殁年|年寿)(?:仅|仅有|约)?(?P<n>{_NUMBER})岁?"
)
_AGE_NOW: Final = re.compile(rf"(?:现年|今年|时年)(?P<n>{_NUMBER})岁（(?:截至)?(?P<y>\d{{4}})年?）")
_PLAIN_AGE: Final = re.compile(
    r"(?<=[卒逝殁世故，])，?年(?P<n>[一二三四五六七八九]?十[一二三四五六七八九]?|\d{2})(?:岁)?(?=[，。；]|$)"
)
_OLD_AGE: Final = re.compile(
    r"(?<=[，。；、])(?:时)?年(?:仅|方|才|已)?(?P<n>[一二三四五六七八九]?十有[一二三四五六七八九])岁?(?=[，。；]|$)"
)
_DEATH: Final = re.compile("卒|死|殁|亡|殉|逝|终|遇害|就义|牺牲")
_AGE_AT: Final = re.compile(rf"(?:时年|年方|年仅|时仅|时)(?:仅)?(?P<n>{_NUMBER})岁")
_AGE_IN_YEAR: Final = re.compile(r"(?<!\d)(?P<y>\d{4})年(?:已|满|时)?(?P<n>\d{1,3})岁")
_BORN: Final = re.compile(
    r"(?:生于|出生于|诞生于|生在)(?:[^，。；]{0,4}?|[^，。；（）]{2,14}（(?:公元)?)(?P<y>\d{4})年"
    r"|(?<!\d)(?P<y2>\d{4})年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:出生|生(?=[，。于]|$))"
    r"|（(?:公元)?(?P<y3>\d{4})年?）(?:出)?生(?=[，。于]|$)"
)
_DIED: Final = re.compile(
    r"(?:卒于|殁于|逝于|死于|亡于|终于)[^，。；（）]{2,14}（(?:公元)?(?P<y2>\d{4})年?"
    r"|(?<!\d)(?P<y>\d{4})年(?:\d{1,2}月)?(?:\d{1,2}日)?[^，。；]{0,12}?(?:去世|逝世|病逝|病故|辞世|牺牲|就义|遇害|殉职|[）)]?卒(?!业))"
)
_ERA_BIRTH: Final = re.compile(r"(?:生于|出生于)$")


_TOLD: Final = re.compile(
    r"^(?P<name>[\u4e00-\u9fff·]{2,4})[，（](?:[^。；]{0,24}?[，（])?(?:(?P<y>\d{4})年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:出生|生(?=[，。于]))"
    r"|(?:生于|出生于)(?P<y2>\d{4})年)"
)
"""A paragraph that opens with a name and tells the birth in words (陈某，女，1930年出生)."""
_AGE_BEFORE: Final = re.compile(
    r"(?<!\d)(?P<y>\d{4})年[^。；\d]{0,16}(?<!\d)(?P<n>\d{1,2})岁的[\u4e00-\u9fff]{2,6}（(?:[^（）\d]{0,6})(?P<b>\d{4})年[^（）]{0,8}生"
)


class Life(msgspec.Struct, frozen=True):
    """Birth and death of a person (0 unknown), with the place of the bracket or words that say so.

    `open` tells that the bracket leaves the death blank.
    """

    name: str
    born: int
    died: int
    start: int
    end: int
    open: bool = False


class Age(msgspec.Struct, frozen=True):
    """An age said at `start`..`end`, of one born in `born`, in `year`."""

    start: int
    end: int
    said: int
    born: int
    year: int
    at_death: bool


def life_in(text: str) -> Life | None:
    """Give the life in the bracket that opens a heading or a paragraph (谭某（1866—1938）)."""
    if _MAY_TELL.search(text, 0, 60) is None:
        return None
    m = _LIFE.search(text[:60])
    if m is None or m.start() > 4 or not m["name"]:
        return None
    return _life(m)


def life_told(text: str) -> Life | None:
    """Give the life that the words of an opening paragraph tell (陈某，1930年出生 … 1990年病逝)."""
    m = _TOLD.search(text[:60]) if "生" in text[:60] else None
    if m is None or m["name"][0] not in _SURNAMES:
        return None
    died = [int(d["y"] or d["y2"]) for d in _DIED.finditer(text, m.end())]
    of_kin = any(_KIN.search(text, d.start() - 4, d.end()) for d in _DIED.finditer(text, m.end()))
    year = died[-1] if died and not of_kin else 0
    return Life(m["name"], int(m["y"] or m["y2"]), year, m.start(), m.end())


_KIN: Final = re.compile("父|母|祖|兄|弟|姐|妹|妻|夫|子|女|叔|伯")


def is_of_a_person(text: str) -> bool:
    """Tell whether a paragraph opens with a person's name and life (赵某（1920—1982）), not with
    a state's, a school's or a newspaper's."""
    life = life_in(text) or life_told(text)
    return life is not None and 2 <= len(life.name) <= 3 and life.name[0] in _SURNAMES


_SURNAMES: Final = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施牛樊葛邢安"
    "齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁符阮纪梅童凌毕单裴霍涂成苗谷曲翁骆"
)


def _life(m: re.Match[str]) -> Life:
    name = re.sub(r"^.*?传主", "", m["name"] or "")
    died = int(m["d"] or 0)
    return Life(
        name, int(m["b"]), died, m.start(), m.end(), not died and not set("?？") & set(m["open"])
    )


def is_biography(headings: Sequence[str]) -> bool:
    """Tell whether the innermost heading that says so makes this a biography (传), not a list."""
    for heading in reversed(headings):
        if _LIVING.search(heading):
            return False
        if _BIOGRAPHIES.search(heading):
            return True
    return False


def life_of(text: str, headings: Sequence[str], before: Sequence[str]) -> Life | None:
    """Give the life that a paragraph of a biography is about; its place is in `text` or (0, 0)."""
    own = life_in(text) or life_told(text)
    if own is not None:
        return own
    if not headings or not (is_biography(headings) or life_in(headings[-1])):
        return None
    for words in (*reversed(before[-12:]), headings[-1]):
        found = life_in(words)
        if found is not None:
            return msgspec.structs.replace(found, start=0, end=0)
    return None


def ages(text: str, life: Life | None) -> Iterator[Age]:
    """Give every age whose year and whose owner's birth the text tells."""
    for m in _AGE_AT_DEATH.finditer(text):
        known = _life_before(text, m.start()) or life
        if known is not None and known.born and known.died:
            yield Age(m.start(), m.end(), _age(m["n"]), known.born, known.died, True)
    for m in _AGE_NOW.finditer(text):
        born = _born_before(text, m.start(), 60)
        if born:
            yield Age(m.start(), m.end(), _age(m["n"]), born, int(m["y"]), False)
    for m in sorted((*_OLD_AGE.finditer(text), *_PLAIN_AGE.finditer(text)), key=re.Match.start):
        known = _life_before(text, m.start()) or life
        opens = opening(text, m.start())
        if (
            known is not None
            and known.born
            and known.died
            and _DEATH.search(text, opens, m.start())
        ):
            yield Age(m.start(), m.end(), _age(m["n"]), known.born, known.died, True)
    for m in _AGE_IN_YEAR.finditer(text):
        born = _born_before(text, m.start(), 30)
        if born:
            yield Age(m.start(), m.end(), int(m["n"]), born, int(m["y"]), False)
    for m in _AGE_BEFORE.finditer(text):
        yield Age(m.start("n"), m.end("n") + 1, int(m["n"]), int(m["b"]), int(m["y"]), False)
    for m in _AGE_AT.finditer(text):
        yield from _age_at(text, m, life)


def _age(text: str) -> int:
    return han_number(text.replace("有", ""))


def _life_before(text: str, end: int) -> Life | None:
    """A bracket of years in the same sentence, or 生于…卒于 there."""
    opens = opening(text, end)
    found = list(_LIFE.finditer(text, opens, end))
    if found:
        return _life(found[-1])
    born, died = _born_before(text, end, 400), list(_DIED.finditer(text, opens, end))
    if born and died:
        return Life("", born, int(died[-1]["y"] or died[-1]["y2"]), 0, 0)
    return None


def _born_before(text: str, end: int, reach: int) -> int:
    found = list(_BORN.finditer(text, max(0, end - reach), end))
    return int(found[-1]["y"] or found[-1]["y2"] or found[-1]["y3"]) if len(found) == 1 else 0


def _age_at(text: str, m: re.Match[str], life: Life | None) -> Iterator[Age]:
    opens = opening(text, m.start())
    opens = max(opens, m.start() - 160)
    born = _born_before(text, m.start(), 400) or _era_birth(text, opens, m.start())
    if not born and life is not None:
        born = life.born
    clause = opening(text, m.start(), "，。；\n")
    year = _event_year(text, opens, clause, m.start(), born)
    if born and year and year > born:
        start = clause if m.start() - clause <= 4 else m.start()
        yield Age(start, m.end(), _age(m["n"]), born, year, False)


def _era_birth(text: str, opens: int, end: int) -> int:
    for era in find_eras(text[opens:end]):
        at = opens + era.start
        if _ERA_BIRTH.search(text, max(0, at - 4), at):
            years = era_to_years(era.title, era.n, era.dynasty or None)
            return years[0] if len(years) == 1 else 0
    return 0


def _event_year(text: str, opens: int, clause: int, end: int, born: int) -> int:
    """The year of what the age is said of: named again (入川时年26岁), else the sentence's last."""
    word = text[clause:end]
    if len(word) >= 2:
        at = text.find(word[-4:], 0, clause)
        if at >= 0:
            start = opening(text, at)
            years = {d.year for d in find_dates(text[start:at]) if "y" in d.said} - {born}
            return years.pop() if len(years) == 1 else 0
    years_here = [d.year for d in find_dates(text[opens:end]) if d.year and d.year != born]
    return years_here[-1] if years_here else 0


_POSTHUMOUS: Final = re.compile(
    "后裔|后代|曾孙|嫡孙|侄|弟子|学生|追认|追授|追记|追赠|追封|追悼|平反|昭雪|恢复名誉|安葬|迁葬|归葬|骨灰|灵柩|纪念|出版|再版|重印|刊印|收入|命名|立碑|树碑|"
    "塑像|故居|墓|公布|列为|展|后人|其子|其女|其孙|其妻|夫人|子孙|去世后|逝世后|牺牲后|身后|评定|定为|遗|入祀|移|铭|民政部|抚恤"
)
_ANCESTORS: Final = re.compile(
    "祖|父|母|家|先世|族|兄|姐|原籍|世居|舅|叔|伯|岳|成立|创办|始建|建于|改称|颁|事件|战争|起义|运动|光复|此前|年间|以来|时期"
)
_MINIMUM: Final = (
    (re.compile("加入中国共产党|入党|加入中共"), 15, "入党"),
    (re.compile("参军|入伍|参加(?:革命|八路军|新四军|(?:中国工农)?红军|(?:中国人民)?解放军)"), 10, "从军"),
    (re.compile("任教|执教|教书|教员|教师|设馆|塾师"), 13, "任教"),
    (re.compile("大学毕业|毕业于[^，。]{0,12}(?:大学|学院|专门学校)|留学"), 14, "大学毕业"),
    (re.compile("中举|举人|进士|秀才|贡生"), 11, "科举"),
    (re.compile("当选|被选|推选|出任|升任|历任|(?<![责信重转离])任(?!务|教|命|期|意|何)[^，。]{0,16}"
                r"(?:长|书记|主任|委员|干事|代表|主席|司令|知县|经理|主编|教授|县令|参谋|秘书|会长)"), 13, "任职"),
    (re.compile("考入|就读|入读|入学|入私塾"), 3, "入学"),
    (re.compile("结婚|成婚|完婚"), 10, "结婚"),
    (re.compile("毕业|创办|主编|著|发表|参加|加入|获"), 5, "参加活动"),
)  # fmt: skip


class Doing(msgspec.Struct, frozen=True):
    """Something a person did in `date`; `fault` says why it cannot be ("早于出生" …)."""

    start: int
    end: int
    date: Date
    fault: str
    age: int


def impossible_doings(text: str, life: Life) -> Iterator[Doing]:
    """Give doings of a biography dated before birth, after death, or too young for them."""
    dates = [d for d in find_dates(text) if d.year and not life.start <= d.start < life.end]
    for number, date in enumerate(dates):
        if "y" not in date.said:
            continue
        stop = dates[number + 1].start if number + 1 < len(dates) else len(text)
        words = re.split("[。；\n]", text[date.end : stop], maxsplit=1)[0]
        opens = opening(text, date.start, "。；\n")
        before = text[max(opens, date.start - 12) : date.start]
        if _in_brackets(text, date) or before.endswith(("至", "—", "到")):
            continue
        own = re.split("[，：]", before)[-1]
        own += "".join(_OF_KIN.findall(text, opens, date.start))
        fault = _fault(date.year, before + words, life, own)
        if fault:
            first = re.split("[，。；]", words.lstrip("，春夏秋冬初末底"), maxsplit=1)[0]
            end = min(
                date.end + len(words) - len(words.lstrip("，春夏秋冬初末底")) + len(first),
                date.end + 24,
            )
            yield Doing(date.start, end, date, fault, date.year - life.born)


_OF_KIN: Final = re.compile("(?:其|之)(?:父|母|祖|兄|叔|伯|曾祖)|父亲|母亲|祖父|伯父|叔父|兄长")


def _in_brackets(text: str, date: Date) -> bool:
    return text.rfind("（", 0, date.start) > text.rfind("）", 0, date.start)


def _fault(year: int, words: str, life: Life, about: str = "") -> str:
    if life.died and year > life.died:
        return "" if _POSTHUMOUS.search(words) else f"晚于去世（{life.died}年）"
    if not life.born:
        return ""
    if year <= life.born + 5 and _ANCESTORS.search(words.split("，")[0] + about):
        return ""
    if year < life.born:
        return f"早于出生（{life.born}年）"
    for pattern, least, what in _MINIMUM:
        if pattern.search(words) and year - life.born < least:
            return f"生于{life.born}年，{what}时只有{year - life.born}岁"
    return ""
