"""Names that one paragraph writes in two ways for the holder of one post (陈世昌任校长 … 校长陈世章)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from fangzhi.check.rules.names_alike import is_alike
from fangzhi.check.rules.people_names_found import NOT_GIVEN, SURE_SURNAMES, TITLES
from fangzhi.model.text import Text

_OLD_TITLES = "乡绅|绅士|士绅|绅商|富商|商人|捐资人|捐建人|族长|保长|团总|会首|山长|主持人|带头人"
_GIVEN = f"[{SURE_SURNAMES}][\u4e00-\u9fff]{{2}}"
_BEFORE = re.compile(f"(?P<t>{TITLES}|{_OLD_TITLES})(?P<n>{_GIVEN})")
_TAKES = re.compile(
    f"(?:^|[，。；、：])(?P<n>{_GIVEN})(?:任|当选为?|出任|升任|首任)[^，。；]{{0,8}}?(?P<t>{TITLES})(?=[，。；、]|$)"
)
_TWO = re.compile(
    "继任|接任|前任|后任|历任|先后|调任|改任|[弟兄姐妹父子女侄孙]|同名|又[名作]|一作|旧[作谱]|误|一说|字号|代理|二人|两人|不同"
)


_ALONE = re.compile("(?:长|书记|主任|主席|经理|政委|知[县府州]|司令员|支书|首)$")
"""Posts that one person holds at a time."""


_GOES_ON = r"(?=[，、（：\d任从在于将获]|先生|同志)"
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
            if words.count(other) > words.count(name):
                yield NearName(text, start, name, other)
            else:
                yield NearName(text, m.start("n"), other, name)
            return


_BY_DEED = frozenset(("捐资人", "捐建人", "主持人", "带头人"))
"""What one is called for what one did, beside one's standing (乡绅)."""


class NearName(msgspec.Struct, frozen=True):
    """A name at `start` of `text` that another of the paragraph (`right`) differs from by one character."""

    text: Text
    start: int
    name: str
    right: str


def near_names(text: Text) -> Iterator[NearName]:
    """Give the later of two names of one surname and post that differ in one given character."""
    words = text.text
    if len(words) < 12 or _BEFORE.search(words) is None or _TWO.search(words):
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
        for _, right, post in told[:at]:
            odd = [n for n in (1, 2) if name[n] != right[n]]
            if name[0] != right[0] or len(odd) != 1:
                continue
            if re.search(
                f"{right}(?:[、和与及][^，。；]{{0,12}}|[^。；]{{0,6}}、[^。；]{{0,12}}){name}",
                words,
            ):
                continue  # 副局长林有德、副局长林有福
            odd_at = odd[0]
            alike = is_alike(name[odd_at], right[odd_at])
            if title == post and (alike or _ALONE.search(title)):
                yield NearName(text, start, name, right)
                break
            if alike and {title, post} & _BY_DEED:
                yield NearName(text, start, name, right)
                break
