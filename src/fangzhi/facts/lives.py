"""Lives (生卒) in biographies: years of birth and death, ages said, and dated doings."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

import msgspec

from fangzhi.facts.breaks import opening
from fangzhi.facts.calendar.eras import find_eras
from fangzhi.facts.calendar.lengths import number
from fangzhi.facts.calendar.timeline import timeline
from fangzhi.facts.dates import find_dates
from fangzhi.zh.eras import era_to_years
from fangzhi.zh.surnames import FAMILIAR

_LIFE: Final = re.compile(
    r"(?P<name>[\u4e00-\u9fff·×Ｘ]{2,12})?[（(](?P<note>[^（）()\d]{0,16}?)(?P<b>\d{4})"
    r"(?:年|\.\d{1,2}(?:\.\d{1,2})?)?(?:\d{1,2}月)?(?:\d{1,2}日)?"
    r"\s*(?:[—–~～\-－―─至]{1,2})\s*(?P<d>\d{4})?(?:年|\.\d{1,2}(?:\.\d{1,2})?)?"
    r"(?:\d{1,2}月)?(?:\d{1,2}日)?(?P<open>[\s　]*|今|\?|？)(?:[，,；;、][^（）()]{0,40})?[）)]"
)
BRACKETED_YEAR: Final = r"[（(][^（）()\d]{0,16}\d{4}"
"""A quick pattern that matches in every text that tells a life in brackets."""
_MAY_TELL: Final = re.compile(BRACKETED_YEAR)
_SECOND: Final = 6
"""Where the bracket of a life may begin that is not the first of its text, or opens no text."""
_BIOGRAPHIES: Final = re.compile(
    "[ 　节]传$|^传$|人物传|传记|传略|列传|英烈传|烈士传|人物传略|先贤传|本籍人物传"
)
_LIVING: Final = re.compile(
    "简介|名录|人物表|名表|英名|人物录|一览|在世|名单|简表|人物选介|以事系人"
)
_NUMBER: Final = (
    r"\d{1,3}|一百(?:有?零?[一二三四五六七八九]|有?一?十[一二三四五六七八九]?)?|"
    r"[一二三四五六七八九]?十有[一二三四五六七八九]|[一二三四五六七八九十]{1,4}"
)
_AGE_AT_DEATH: Final = re.compile(
    rf"(?:终年|享年|卒年|得年|存年|享寿|寿终|殁年|年寿|寿至|享龄|(?<![长高福添祝])寿)(?:仅|仅有|约)?(?P<n>{_NUMBER})岁?"
)
_AGE_NOW: Final = re.compile(rf"(?:现年|今年|时年)(?P<n>{_NUMBER})岁（(?:截至)?(?P<y>\d{{4}})年?）")
_PLAIN_AGE: Final = re.compile(
    r"(?<=[卒逝殁世故，])，?年(?P<n>[一二三四五六七八九]?十[一二三四五六七八九]?|\d{2})(?:岁)?(?=[，。；]|$)"
)
_OLD_AGE: Final = re.compile(
    r"(?<=[，。；、])(?:时)?年(?:仅|方|才|已)?(?P<n>[一二三四五六七八九]?十有[一二三四五六七八九])岁?(?=[，。；]|$)"
)
_DEATH: Final = re.compile("卒|死|殁|亡|殉|逝|终|遇害|就义|牺牲")
_AGE_AT: Final = re.compile(
    rf"(?:(?:时年|年方|年仅|时仅|时|(?:年纪|年龄|岁数)(?:是|为|只有|才)?|那年[他她]?)(?:仅|已|已满|满|方|才|刚|正好|正|只有)?(?P<n>{_NUMBER})周?岁|年[方仅](?P<n2>[二三四五六七八九]?十[一二三四五六七八九]?)(?=[，。；]))"
)
_AGE_IN_YEAR: Final = re.compile(
    r"(?<!\d)(?P<y>\d{4})年(?:，)?(?:已|满|时|为|达|是|年龄|高龄|已经|年满|周岁)*(?P<n>\d{1,3})(?:周岁|岁)"
)
_BORN: Final = re.compile(
    r"(?:生于|出生于|诞生于|生在)(?:[^，。；]{0,4}?|[^，。；（）]{2,14}（(?:公元)?)(?P<y>\d{4})年"
    r"|(?<!\d)(?P<y2>\d{4})年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:出生|生(?=[，。于]|$))"
    r"|（(?:公元)?(?P<y3>\d{4})年?）(?:出)?生(?=[，。于]|$)"
)
_DIED: Final = re.compile(
    r"(?:(?:卒于|殁于|逝于|死于|亡于|终于)[^，。；（）]{2,14}（(?:公元)?|(?:卒|殁|逝|逝世|去世)于)(?P<y2>\d{4})年?"
    r"|(?<!\d)(?P<y>\d{4})(?:年|(?=[）)]))(?:\d{1,2}月)?(?:\d{1,2}日)?[^，。；]{0,12}?(?:去世|逝世|病逝|病故|辞世|谢世|离世|过世|仙逝|无疾而终|寿终|牺牲|就义|遇害|殉职|[）)]?卒(?!业)|故(?=[，。；]))"
)
_ERA_BIRTH: Final = re.compile(r"(?:生于|出生于)$")


_TOLD: Final = re.compile(
    r"^(?P<name>[\u4e00-\u9fff·]{2,4})[，（](?:[^。；]{0,24}?[，（])?(?:(?P<y>\d{4})年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:（[^（）]{1,8}）)?(?:出生|生(?=[，。于在]))"
    r"|(?P<y3>\d{4})年?(?:，[^（）]{1,6})?）(?:出生|生(?=[，。于在]))|(?:生于|出生于)(?:[^，。；（）\d]{2,12}（(?:公元)?)?(?P<y2>\d{4})年?)"
)
"""A paragraph that opens with a name and tells the birth in words (陈某，女，1930年出生)."""
_AGE_OF_BORN: Final = re.compile(
    r"(?<!\d)(?P<b>\d{4})年(?:\d{1,2}月)?(?:\d{1,2}日)?出生的，?(?:现年|今年|已)?(?P<n>\d{1,3})岁"
)
_AGE_BEFORE: Final = re.compile(
    r"(?<!\d)(?P<y>\d{4})年[^。；\d]{0,16}(?<!\d)(?P<n>\d{1,2})岁的[\u4e00-\u9fff]{2,6}（(?:[^（）\d]{0,6})(?P<b>\d{4})年[^（）]{0,8}生"
)
_N: Final = "[一二三四五六七八九十\\d]"
AGE_SAID: Final = (
    f"岁(?:(?<={_N}岁)|(?<={_N}周岁))|年[方仅]{_N}|"
    f"[年寿享](?<!\\d年)[终至龄]?(?:仅有?|约|方|才|已)?{_N}"
)
"""A quick pattern that matches in every text that says an age."""
AGE_SHAPES: Final = (
    f"{_N}周?岁",
    f"年[方仅]{_N}",
    f"(?:^|[^\\d])[年寿享][终至龄]?(?:仅有?|约|方|才|已)?{_N}",
)
"""The same without conditions around."""


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


@lru_cache(maxsize=512)
def life_in(text: str) -> Life | None:
    """Give the life in the bracket that opens a heading or a paragraph (谭某（1866—1938）)."""
    if _MAY_TELL.search(text, 0, 60) is None:
        return None
    m = _LIFE.search(text[:110])
    if m is None or m.start() > 4 or not m["name"]:
        return None
    return _life(m)


@lru_cache(maxsize=512)
def life_told(text: str) -> Life | None:
    """Give the life that the words of an opening paragraph tell (陈某，1930年出生 … 1990年病逝)."""
    m = _TOLD.search(text[:60]) if "生" in text[:60] else None
    if m is None or m["name"][0] not in FAMILIAR:
        return None
    died = [int(d["y"] or d["y2"]) for d in _DIED.finditer(text, m.end())]
    of_kin = any(_KIN.search(text, d.start() - 4, d.end()) for d in _DIED.finditer(text, m.end()))
    year = died[-1] if died and not of_kin else 0
    return Life(m["name"], int(m["y"] or m["y2"] or m["y3"]), year, m.start(), m.end())


_KIN: Final = re.compile("父|母|祖|兄|弟|姐|妹|妻|夫|子|女|叔|伯")


def is_of_a_person(text: str) -> bool:
    """Tell whether a paragraph opens with a person's name and life (赵某（1920—1982）), not with
    a state's, a school's or a newspaper's."""
    life = life_in(text) or life_told(text)
    return life is not None and 2 <= len(life.name) <= 3 and life.name[0] in FAMILIAR


_SENTENCE_ENDS: Final = re.compile("[。\n]")


def lives_in_row(text: str) -> Iterator[tuple[Life, str, int]]:
    """Give each life in brackets that opens a sentence of a text of several, with the words that
    tell of it and where they begin; a life alone is told by its own sentence."""
    if _MAY_TELL.search(text, _SECOND) is None:
        return
    found = [m for m in _LIFE.finditer(text) if _opens_a_life(text, m)]
    if len(found) < 2 and not (found and found[0].start() > 4):
        return
    ends = [m.start() for m in found[1:]]
    last = _SENTENCE_ENDS.search(text, found[-1].end()) if len(found) < 2 else None
    for m, end in zip(found, [*ends, last.start() if last else len(text)], strict=True):
        life = msgspec.structs.replace(_life(m), start=0, end=m.end() - m.start())
        yield life, text[m.start() : end], m.start()


def _opens_a_life(text: str, m: re.Match[str]) -> bool:
    before = text[m.start() - 1 : m.start()]
    person = bool(m["name"]) and len(m["name"]) < 4 and m["name"][0] in FAMILIAR
    return person and before in ("", "。", "　", "】", "\n", "；") and bool(m["d"])


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


_OF_PERSONS: Final = re.compile("(?:^|[ 　节章])[一-鿿]{0,8}人物$")


def is_of_persons(headings: Sequence[str]) -> bool:
    """Tell whether the innermost heading that says so is one of biographies, or of persons at all
    (治水人物), not of a list."""
    for heading in reversed(headings):
        if _LIVING.search(heading):
            return False
        if _BIOGRAPHIES.search(heading) or _OF_PERSONS.search(heading):
            return True
    return False


_TELLER: Final = re.compile(
    r"(?:讲述|口述|受访|叙述)(?:人|者)[：:]\s*(?P<name>[\u4e00-\u9fff]{2,4})[，（][^。；\d]{0,16}(?P<y>\d{4})年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:出)?生"
)


def life_of(text: str, headings: Sequence[str], before: Sequence[str]) -> Life | None:
    """Give the life that a paragraph of a biography is about; its place is in `text` or (0, 0)."""
    own = life_in(text) or life_told(text)
    if own is not None:
        return own
    for words in reversed(before[-12:]):
        if (told := _TELLER.match(words)) is not None:
            return Life(told["name"], int(told["y"]), 0, 0, 0)
    if not headings or not (is_biography(headings) or life_in(headings[-1])):
        return None
    for words in (headings[-1], *reversed(before[-12:])):
        found = life_in(words)
        if found is not None:
            return msgspec.structs.replace(found, start=0, end=0)
    return None


def ages(text: str, life: Life | None) -> Iterator[Age]:
    """Give every age whose year and whose owner's birth the text tells."""
    for m in _AGE_AT_DEATH.finditer(text):
        yield from _at_death(text, m, life)
    for m in _AGE_NOW.finditer(text):
        born = _born_before(text, m.start(), 60)
        if born:
            yield Age(m.start(), m.end(), _age(m["n"]), born, int(m["y"]), False)
    for m in sorted((*_OLD_AGE.finditer(text), *_PLAIN_AGE.finditer(text)), key=re.Match.start):
        if _DEATH.search(text, opening(text, m.start()), m.start()):
            yield from _at_death(text, m, life)
    for m in _AGE_IN_YEAR.finditer(text):
        born = _born_before(text, m.start(), 30)
        if born:
            yield Age(m.start(), m.end(), int(m["n"]), born, int(m["y"]), False)
    for m in _AGE_OF_BORN.finditer(text):
        before = [d for d in find_dates(text[: m.start()]) if "y" in d.said]
        if before and m.start() - before[-1].end < 60:
            yield Age(m.start("n"), m.end(), int(m["n"]), int(m["b"]), before[-1].year, False)
    for m in _AGE_BEFORE.finditer(text):
        yield Age(m.start("n"), m.end("n") + 1, int(m["n"]), int(m["b"]), int(m["y"]), False)
    for m in _AGE_AT.finditer(text):
        yield from _age_at(text, m, life)


def is_past_birthday(text: str, age: Age) -> bool:
    """Tell whether an age at death is a year less than the months of birth and death leave."""
    if not age.at_death or age.said != age.year - age.born - 1:
        return False
    born = re.search(
        rf"(?<!\d){age.born}年(\d{{1,2}})月(?!\d)[^，。；]{{0,6}}生(?=[，。；于])", text
    )
    died = re.search(
        rf"(?<!\d){age.year}年(\d{{1,2}})月(?!\d)[^，。；]{{0,14}}(?:逝|故|去世|辞世|亡|牺牲)", text
    )
    return born is not None and died is not None and int(died[1]) > int(born[1])


KIN_TOLD: Final = re.compile(
    "其(?:父|母|妻|夫|子|女|兄|弟|姐|妹|叔|伯|祖|孙|舅|媳|侄|岳|遗孀|长|次|三|生父|继)|父亲|母亲|妻子|丈夫|[长次三四幼独]子|[长次三幼]女|遗孀|夫人|"
    "老伴|之[父母妻子女弟兄]|[父母妻](?=[\u4e00-\u9fff]{2,3}[（，])|[父母妻][于卒殁]"
)


def _at_death(text: str, m: re.Match[str], life: Life | None) -> Iterator[Age]:
    """An age at death: of whom the sentence names, else of whom the entry is about."""
    known = _life_before(text, m.start(), life)
    if known is not None and known.born and known.died:
        yield Age(m.start(), m.end(), _age(m["n"]), known.born, known.died, True)


def _age(text: str) -> int:
    return number(text.replace("有", ""))


def _life_before(text: str, end: int, life: Life | None) -> Life | None:
    """A bracket of years in the same sentence, 生于…卒于 there, else the life of the entry.

    A sentence about kin (其妻 … 享年71岁) speaks of them alone.
    """
    opens = opening(text, end)
    if not _has_year(text, max(0, end - _FAR), end):
        of_others = life is None or KIN_TOLD.search(text, opens, end)
        return None if of_others else life
    found = list(_LIFE.finditer(text, opens, end))
    of_kin = KIN_TOLD.search(text, found[-1].end() if found else opens, end)
    if found and of_kin is None:
        return _life(found[-1])
    here = _born_before(text, end, end - opens)
    died = list(_DIED.finditer(text, opens, end))
    if here and died:
        return Life("", here, int(died[-1]["y"] or died[-1]["y2"]), 0, 0)
    if of_kin is not None:
        return None
    if life is not None:
        return life
    born = _born_before(text, end, _FAR)
    if born and died:
        return Life("", born, int(died[-1]["y"] or died[-1]["y2"]), 0, 0)
    return None


_FAR: Final = 400
"""How far back a birth is sought."""
_YEAR: Final = re.compile(r"\d(?=\d{3})")


@lru_cache(maxsize=4)
def _years(text: str) -> list[int]:
    return [m.start() for m in _YEAR.finditer(text)]


def _has_year(text: str, start: int, end: int) -> bool:
    """Tell whether four digits stand there, without which nothing there tells a birth or death."""
    years = _years(text)
    return bisect_left(years, start) < bisect_right(years, end - 4)


def _born_before(text: str, end: int, reach: int) -> int:
    start = max(0, end - reach)
    found = list(_BORN.finditer(text, start, end)) if _has_year(text, start, end) else []
    return int(found[-1]["y"] or found[-1]["y2"] or found[-1]["y3"]) if len(found) == 1 else 0


def _age_at(text: str, m: re.Match[str], life: Life | None) -> Iterator[Age]:
    opens = opening(text, m.start())
    opens = max(opens, m.start() - 160)
    born = _born_before(text, m.start(), m.start() - opens) or _era_birth(text, opens, m.start())
    if not born and KIN_TOLD.search(text, opens, m.start()):
        return
    born = born or (life.born if life is not None else _born_before(text, m.start(), 400))
    born = born or _born_before(text, min(len(text), m.end() + 200), 200)
    clause = opening(text, m.start(), "，。；\n")
    year = _event_year(text, opens, clause, m.start(), born)
    if born and year and year > born:
        start = clause if m.start() - clause <= 4 else m.start()
        yield Age(start, m.end(), _age(m["n"] or m["n2"]), born, year, False)


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
    words = text[opens:end]
    line = timeline(words, find_dates(words), find_eras(words))
    years_here = [d.year for d in line if d.year and d.year != born]
    return years_here[-1] if years_here else 0
