"""Doings (事迹) of a biography dated before birth, after death, or too young for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from fangzhi.facts.breaks import opening
from fangzhi.facts.calendar.eras import find_eras
from fangzhi.facts.dates import Date, find_dates
from fangzhi.facts.lives import KIN_TOLD, Life
from fangzhi.zh.eras import era_to_years

_POSTHUMOUS: Final = re.compile(
    "后裔|后代|曾孙|嫡孙|侄|弟子|学生|追认|追授|追记|追赠|追封|追悼|平反|昭雪|恢复名誉|安葬|迁葬|归葬|骨灰|灵柩|纪念|出版|再版|重印|刊印|收入|命名|立碑|树碑|"
    "奖学金|奖励?基金|基金会|研究会|文集|全集|画传|影片|剧本|电视剧|(?:以|为|将|对|把|给|被|向)其|遗孀|传人|学徒|徒弟|"
    "塑像|故居|墓|烈士[亭碑陵]|[县市区乡镇村][建立修为]|公布|列为|展|后人|其子|其女|其孙|其妻|夫人|子孙|去世后|逝世后|牺牲后|身后|评定|定为|遗|入祀|移|铭|民政部|抚恤"
)
_ANCESTORS: Final = re.compile(
    "祖|父|母|家|先世|族|兄|姐|原籍|世居|舅|叔|伯|岳|成立|创办|始建|建于|改称|颁|事件|战争|起义|运动|光复|此前|年间|以来|时期"
)
_BY_OTHERS: Final = re.compile(
    "^(?:[，春夏秋冬初末底]|\\d+[月日])*(?![荣曾又再]?[获得受被应当])(?:中共|全)?[^，。；任“]{0,8}?(?:县委|市委|省委|政府|[厅局]|国务院|有关部门|中央|乡亲|群众|村民|学生们|亲友|家乡|"
    "学校|后辈|各界|人们|党组织)(?:[^，。；任调当]{0,3}(?:为|给|对|将|把|在|立|建|修|设|出|追|命|授|召|举)|[决作授下批]|整理|组织)"
)
_LED_ALONG: Final = re.compile(
    "[随跟](?:父|母|双亲|全家|家人|家|祖|叔|伯|兄|姐|养|舅|其)[^，]{0,4}(?:下南洋|走西口|闯关东|马帮)"
)
_HUMBLE: Final = re.compile(
    "村|妇救会|妇女会|妇联|青救会|青年|农会|农协|工会|民兵|游击|儿童|童子|少先|少年|学生|班长|组长|[分支]会|乡苏|自卫队"
)
_CHILDREN: Final = re.compile("儿童团|童子[军团]|少先队|少年队|班长|组长|学生会")
_MINIMUM: Final = (
    (re.compile("加入中国共产党|入党|加入中共"), 15, "入党"),
    (re.compile("参军|入伍|参加(?:革命|八路军|新四军|(?:中国工农)?红军|(?:中国人民)?解放军)"), 10, "从军"),
    (re.compile(r"(?:(?<![责信重转离])任(?!务|教|命|期|意|何)|当选|升|充|授|署|调|提为)[^，。；团]{0,16}(?:校长|县长|知县|知府|知州|县令|局长|厂长|"
                r"书记|主任|营长|团长|旅长|师长|军长|司令员?|参谋长|政委|政治委员|教授|经理|院长|科长|部长|镇长|乡长|区长|会长|总办|主编|馆长|所长)"),
     17, "担任这一职务"),
    (re.compile("任教|执教|教书|教员|教师|设馆|塾师"), 14, "任教"),
    (re.compile("参加工作"), 14, "参加工作"),
    (re.compile("入团|加入[^，。]{0,6}共青团|加入[^，。]{0,6}青年团"), 11, "入团"),
    (re.compile("(?:师范|中学|中专|专科|讲习所|军校|学堂)[^，。]{0,4}毕业|"
                "毕业于[^，。]{0,14}(?:师范|中学|学堂|军校)"), 11, "毕业"),
    (re.compile("大学毕业|毕业于[^，。]{0,12}(?:大学|学院|专门学校)|留学"), 14, "大学毕业"),
    (re.compile("中举|举人|进士|秀才|贡生"), 11, "科举"),
    (re.compile("当选|被选|推选|出任|升任|历任|(?<![责信重转离])任(?!务|教|命|期|意|何)[^，。]{0,16}"
                r"(?:长|书记|主任|委员|干事|代表|主席|司令|知县|经理|主编|教授|县令|参谋|秘书|会长)"), 13, "任职"),
    (re.compile("(?<!后)考[入取]?[^，。]{0,8}(?:中学|女中|师范|初中|高中|中专|专[门科]学校|"
                "大学|学院|[医军]校)"), 9, "考中学以上学校"),
    (re.compile("考入|就读|入读|入学|入私塾"), 3, "入学"),
    (re.compile("结婚|成婚|完婚"), 10, "结婚"),
    (re.compile("行医|坐诊|悬壶|经商|做工|撑船|务农|当兵|参战|从艺|学徒|学艺|学医|拜师"
                "|马帮|赶马|跑船|挑脚|打铁|登台|打工|帮工|当(?:长工|雇工|店员|伙计)"
                "|下南洋|走西口|闯关东|开店|率领|带领|带头|领头|牵头"), 6, "从业"),
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
    dates = [d for d in _dated(text) if d.year and not life.start <= d.start < life.end]
    death, told_at = _death(text, dates, life)
    for number, date in enumerate(dates):
        if "y" not in date.said:
            continue
        if _BIRTH.match(text, date.end) and date.year != life.born:
            continue  # 妻张氏，1910年生，亦为教师
        bracket = _glosses(text, date)
        stop = dates[number + 1].start if number + 1 < len(dates) else len(text)
        words = re.split("[。；\n]", text[date.end + bracket : stop], maxsplit=1)[0]
        opens = opening(text, date.start, "。；\n")
        before = text[max(opens, date.start - 12) : date.start]
        if (not bracket and _in_brackets(text, date)) or before.endswith(("至", "—", "到")):
            continue
        own = re.split("[，：]", before)[-1]
        own += "".join(_OF_KIN.findall(text, opens, date.start))
        if (date.year > life.died > 0 or date.year < life.born) and KIN_TOLD.search(
            text, max(opens, life.end), date.start
        ):
            continue
        said = re.split("[，：]", before)[-1] + words
        fault = _fault(date.year, before + words, life, own, said, firm=date.start < told_at)
        if (
            not fault and death is not None and _is_after(date, death)
            and (date.start < told_at or _OWN_DEED.match(words)) and not _POSTHUMOUS.search(before + words)
        ):  # fmt: skip
            fault = f"晚于去世（{death.year}年{death.month}月）"
        if fault:
            first = re.split("[，。；]", words.lstrip("，春夏秋冬初末底"), maxsplit=1)[0]
            end = min(
                date.end + len(words) - len(words.lstrip("，春夏秋冬初末底")) + len(first),
                date.end + 24,
            )
            yield Doing(date.start, end + bracket, date, fault, date.year - life.born)


_BIRTH: Final = re.compile(r"(?:\d{1,2}月)?(?:\d{1,2}日)?(?:出生|生(?=[，。；于在]))")
_DIES: Final = re.compile(
    "[^。；\n]{0,16}?(?:牺牲|病逝|逝世|去世|病故|殉职|就义|遇害|阵亡|辞世|病卒|卒于)"
)


def _death(text: str, dates: list[Date], life: Life) -> tuple[Date | None, int]:
    """The date of death that the words tell, as far as they do, and where they begin to."""
    for date in dates:
        if date.year == life.died > 0 and _DIES.match(text, date.end):
            return date, date.start
    return None, 0


def _is_after(date: Date, death: Date) -> bool:
    """Tell whether a date is certainly later in the year of death than the death."""
    if not (date.year == death.year and date.month and death.month):
        return False
    return date.month > death.month or (
        date.month == death.month and bool(death.day) and date.day > death.day
    )


def _dated(text: str) -> list[Date]:
    """Common dates, and regnal years that no common year glosses."""
    bare = [
        Date(era.start, era.year_end, years[0], 0, 0, "y")
        for era in find_eras(text)
        if not era.glossed
        and len(years := era_to_years(era.title, era.n, era.dynasty or None)) == 1
    ]
    return (
        sorted((*find_dates(text), *bare), key=lambda date: date.start)
        if bare
        else list(find_dates(text))
    )


def _glosses(text: str, date: Date) -> int:
    """1 where a bracket holds the date alone, after a regnal year: 光绪二年（1876年）."""
    alone = text[date.start - 2 : date.start] == "年（" and text[date.end : date.end + 1] == "）"
    return int(alone)


_OF_KIN: Final = re.compile("(?:其|之)(?:父|母|祖|兄|叔|伯|曾祖)|父亲|母亲|祖父|伯父|叔父|兄长")


def _in_brackets(text: str, date: Date) -> bool:
    return text.rfind("（", 0, date.start) > text.rfind("）", 0, date.start)


_OWN_DEED: Final = re.compile(
    "，?(?:任(?!命)|调任|升任|率|带领|参加|加入|入党|当选|考入|入伍|指挥|奉命)"
)
_TAKEN_PART: Final = re.compile(
    "(?:参加|参与|投身|投入|加入|亲历)[^，。；]{0,14}?(?:运动|起义|战争|事件)"
)
_IN_LIFE: Final = re.compile("出版|刊印|收入|展(?!览馆)|公布|奖励?|列为")
"""What often comes after a death, but does not where the death is told only later."""
_WITH: Final = re.compile(
    "[随从跟同与](?:其)?[族堂表外养]?(?:祖父?|父亲?|母亲?|兄长?|叔[父祖]?|伯[父祖]?|舅父?|姑[父母]?|姐)"
)


def _fault(
    year: int, words: str, life: Life, about: str, clause: str, *, firm: bool = False
) -> str:
    """`clause` is that of the year, `about` the kin named before it; `firm` says that the death is
    told later in the entry: what goes before it was in life."""
    if life.died and year > life.died:
        others = _BY_OTHERS.match(words) or (len(life.name) > 1 and words.find(life.name, 3) > 0)
        after = _POSTHUMOUS.search(_IN_LIFE.sub("", words) if firm else words)
        return "" if others or after else f"晚于去世（{life.died}年）"
    if not life.born:
        return ""
    own = _TAKEN_PART.sub("", clause.lstrip("，").split("，")[0])
    if year <= life.born + 5 and _ANCESTORS.search(_WITH.sub("", own + about)):
        return ""
    if year < life.born:
        return f"早于出生（{life.born}年）"
    for pattern, least, what in _MINIMUM:
        humble = {"担任这一职务": _HUMBLE, "任职": _CHILDREN}.get(what)
        if humble is not None and humble.search(words):
            continue
        if what == "从业" and _LED_ALONG.search(words):
            continue
        if pattern.search(words) and year - life.born < least:
            return f"生于{life.born}年，{what}时只有{year - life.born}岁"
    return ""
