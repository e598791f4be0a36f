"""Names that one paragraph writes in two ways for the holder of one post (陈世昌任校长 … 校长陈世章)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from fangzhi.check.rules.names_alike import is_alike
from fangzhi.check.rules.people_names_found import KIN, NOT_GIVEN, SURE_SURNAMES, TITLES
from fangzhi.facts.lives import life_in
from fangzhi.model.text import Text

_OLD_TITLES = (
    "委员|代表|会员|社员|作者|学者|画家|艺人|医生|护士|运动员|教练|村民|农民|职工|战士|民兵|党员|干部|乡绅|绅士|士绅|"
    "绅商|富商|商人|捐资人|捐建人|族长|保长|团总|会首|山长|主持人|带头人"
)
_GIVEN = f"[{SURE_SURNAMES}][\u4e00-\u9fff]{{2}}"
_BEFORE = re.compile(f"(?P<t>{TITLES}|{_OLD_TITLES})(?P<n>{_GIVEN})")
_TAKES = re.compile(
    f"(?:^|[，。；、：])(?P<n>{_GIVEN})(?:任|当选为?|出任|升任|首任)[^，。；]{{0,8}}?(?P<t>{TITLES})(?=[，。；、]|$)"
)
_TWO = re.compile(
    "继任|接任|前任|后任|历任|先后|调任|改任|兄弟|姐妹|姊妹|父子|父女|母子|叔侄|夫妻|其[弟兄姐妹父子女侄孙]|[堂胞族][弟兄姐妹侄孙]|同名|又[名作]|一作|旧[作谱]|误|一说|字号|代理|二人|两人|不同"
)


_ALONE = re.compile("(?:长|书记|主任|主席|经理|政委|知[县府州]|司令员|支书|首)$")
"""Posts that one person holds at a time."""


_GOES_ON = r"(?=[，、（：\d任从在于将获参供撰编主兼因为等以向出讲]|先生|同志)"
_BEGINS = "(?:^|[，。；、：（])"


def _untitled(text: Text, told: list[tuple[int, str, str]]) -> Iterator[NearName]:
    """教师裴绍棠1994年获…，裴绍堂2004年退休: a like name that opens a clause; the rarer is doubted."""
    words, titled = text.text, {name for _, name, _ in told}
    for start, name, _ in told:
        for m in re.finditer(
            f"{_BEGINS}(?P<n>{name[0]}(?:{name[1]}.|.{name[2]})){_GOES_ON}", words
        ):
            other = m["n"]
            at = 1 if other[1] != name[1] else 2
            if other in titled or other == name or not is_alike(name[at], other[at]):
                continue
            if _are_two(words, start, m.start("n")):
                continue
            if words.count(other) > words.count(name):
                yield NearName(text, start, name, other)
            else:
                yield NearName(text, m.start("n"), other, name)
            return


_BY_DEED = frozenset(("捐资人", "捐建人", "主持人", "带头人"))
"""What one is called for what one did, beside one's standing (乡绅)."""


_AROUND = 16


def _are_two(words: str, one: int, other: int) -> bool:
    """Tell whether the words between two names, or close by, tell of two persons or two ways."""
    low, high = sorted((one, other))
    if any(KIN.search(words, max(0, at - 5), at) for at in (one, other)):
        return True
    return _TWO.search(words, max(0, low - _AROUND), high + _AROUND) is not None


_LEFT_BY = (
    "(?:家属|遗属|亲属|后人|后裔|逝世|病逝|去世|牺牲|生前|之墓|墓|故居|遗著|遗物|手稿|烈士墓)"
)


def _of_the_life(text: Text) -> Iterator[NearName]:
    """周振洋（1932—2016）… 遗著由周振泮家属捐赠: only the one the life is of has left these."""
    life = life_in(text.text)
    if life is None or len(life.name) != _FULL or not life.died:
        return
    a, b, c = tuple(life.name)
    for m in re.finditer(f"(?<=[由被为将得，。；、])(?P<n>{a}(?:{b}.|.{c})){_LEFT_BY}", text.text):
        if m["n"] != life.name and not _are_two(text.text, m.start("n"), m.start("n")):
            yield NearName(text, m.start("n"), m["n"], life.name)


_FULL = 3


def _of_the_life_otherwise(text: Text) -> Iterator[NearName]:
    """The one a life tells of under a surname that sounds alike (丘水生, 邱水生), or, where the name
    is long, with one sign changed at the head of a clause (索南才让, 索南才仁)."""
    life = life_in(text.text)
    if life is None or len(life.name) < _FULL:
        return
    name, words = life.name, text.text
    if len(name) == _FULL:
        shape = f"(?P<n>(?!{name[0]})[{SURE_SURNAMES}]{name[1:]})"
    else:
        others = (f"{name[:n]}(?!{c})[\u4e00-\u9fff]{name[n + 1 :]}" for n, c in enumerate(name))
        shape = f"{_BEGINS}(?P<n>{'|'.join(others)})(?=[\u4e00-\u9fff，、（])"
    for m in re.finditer(shape, words):
        alike = len(name) > _FULL or is_alike(m["n"][0], name[0])
        if alike and not _are_two(words, m.start("n"), m.start("n")):
            yield NearName(text, m.start("n"), m["n"], name)


class NearName(msgspec.Struct, frozen=True):
    """A name at `start` of `text` that another of the paragraph (`right`) differs from by one character."""

    text: Text
    start: int
    name: str
    right: str


def near_names(text: Text) -> Iterator[NearName]:
    """Give the later of two names of one surname and post that differ in one given character."""
    words = text.text
    if len(words) < 12:
        return
    yield from _of_the_life(text)
    yield from _of_the_life_otherwise(text)
    if _BEFORE.search(words) is None:
        return
    told = [
        (m.start("n"), m["n"], m["t"])
        for pattern in (_BEFORE, _TAKES)
        for m in pattern.finditer(words)
        if not NOT_GIVEN.search(m["n"][1:])
    ]
    told.sort()
    yield from _untitled(text, told)
    for at, (start, name, title) in enumerate(told):
        for first, right, post in told[:at]:
            odd = [n for n in (1, 2) if name[n] != right[n]]
            if name[0] != right[0] or len(odd) != 1:
                continue
            if re.search(
                f"{right}(?:[、和与及][^，。；]{{0,12}}|[^。；]{{0,6}}、[^。；]{{0,12}}){name}",
                words,
            ):
                continue  # 副局长林有德、副局长林有福
            if _are_two(words, first, start):
                continue
            odd_at = odd[0]
            alike = is_alike(name[odd_at], right[odd_at])
            if title == post and (alike or _ALONE.search(title)):
                yield NearName(text, start, name, right)
                break
            if alike and {title, post} & _BY_DEED:
                yield NearName(text, start, name, right)
                break
