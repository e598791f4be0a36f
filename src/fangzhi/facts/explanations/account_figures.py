"""Figures of accounts: the words of the clause before each, and what they say of time and stock."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.ways import ways
from fangzhi.facts.statements import Item, find_items, is_firm

_LONG: Final = 60
"""No words before a figure tell more of it than so many characters."""
_BREAKS: Final = re.compile("[，。；：:！？（）()\n,;【】]")
_OPENS: Final = re.compile(
    "[年月季期]初|上[一年月季期届].{0,5}(?:末|底|存|结|余|欠)|去年[末底]|(?<!\\d)1月1日|旧[存管欠]|原[有存]|积存|年度?开始|开学前|起初|"
    "(?:1[0-9]|20)\\d\\d年(?:末|底|春|秋|夏|冬|12月)"
)
_CLOSES: Final = re.compile(
    "[年月季期]末|[年月季]底|年终|期终|12月31日|止$|截至|开学前|换届时|毕业时|届满|仍|尚|现有|今有|结转下"
)
_ONLY_OPENS: Final = re.compile(
    "[年月季期]初|上[一年月季期届]|去年|1月1日|旧[存管欠]|原[有存]|积存"
)
_HELD: Final = re.compile(
    "存栏|结[余存]|节余|余额|库存|[在登]册|在[押院校网编职所岗籍]|实[有存在]|保有量?|馆藏|藏书|蓄水量?|未[结办了]|[旧原积留滚尚现今仅]存|存$|存圃|"
    "(?<![所国没拥具私公含富])有(?![效线关色机限])|旧管|滚存|余$|剩余?|^余|[尚下仍]欠|[年期][初末底](?:占用|登记|使用|参保)"
)
"""What says that there is a stock, whenever."""
_TIME_BEFORE: Final = re.compile(
    "(?:[年月季期][初末底]|[月日]|年[春夏秋冬]|季?开学前|换届时)，[^，。；\\d]*$"
)
_ASIDE: Final = re.compile(
    "占(?![用地])|均|比|较|率|每|计划|任务|预算(?!内|外)|目标|同期|超过|其间最|最[高低多少]|达到|更[新换]|改造|维修|修[理复]|轮换"
)
_PLAIN: Final = re.compile(
    f"{_OPENS.pattern}|{_CLOSES.pattern}|(?:1[0-9]|20)\\d\\d年|全[县市区乡镇村社校场厂州]|[本是当去同]年|季度?|登记|建档立卡|"
    "存栏|结[余存]|节余|余额|库存|[在登]册|在[押院校网编职所岗籍]|实[有存在]|保有量?|馆藏|藏书|蓄水量?|未[结办了]|[旧原积留滚尚现今仅]存|[现原实共尚今]?有|旧管|滚存|"
    "[县市区乡镇]|总|的|为|是|仍|尚|余|存圃?"
)
"""What does not tell what is stocked, only when and how."""


class Figure(msgspec.Struct, frozen=True):
    """A figure with the words of its clause before it, and the words that tell a time at either end of
    an account; whether they tell a stock; whether it may be a part of the flow before it."""

    item: Item
    words: str
    when: str
    stock: bool
    part: bool
    far: int

    @property
    def core(self) -> str:
        """What is counted, time and manner left out."""
        return _PLAIN.sub("", self.words).strip("，、（）以及")

    @property
    def aside(self) -> bool:
        """Tell whether it is compared, shared out or planned, and no part of an account."""
        return _ASIDE.search(self.words) is not None

    @property
    def only_opens(self) -> bool:
        """Tell whether its time is that of an opening figure."""
        return _ONLY_OPENS.search(self.when) is not None

    @property
    def may_close(self) -> bool:
        """Tell whether it may be what is left of others."""
        quantity, words = self.item.quantity, self.when + self.words
        kind = quantity.kind in ("count", "measure") and bool(quantity.unit) and is_firm(self.item)
        return kind and self.stock and not self.aside and not _ONLY_OPENS.search(words)


def tells_stock(text: str) -> bool:
    """Tell whether a closing figure may stand in a paragraph."""
    return _CLOSES.search(text) is not None or _HELD.search(text) is not None


def figures(text: str, far: int = 0) -> list[Figure]:
    """Give the figures of a paragraph, those named 其中 left out; `far` is how many paragraphs back it is."""
    found: list[Figure] = []
    last, among, inside = 0, False, 0
    for item in find_items(text):
        first = max(last, item.start - _LONG)
        start = max([first, *(m.end() for m in _BREAKS.finditer(text, first, item.start))])
        words, last = text[start : item.start], item.end
        among = among and item.depth >= inside
        if "其中" in words or (among and item.lead == "、"):
            among, inside = True, item.depth
            continue
        among = among and item.lead == "，"
        if far:
            item = msgspec.structs.replace(item, sentence=item.sentence - 100 * far)
        timed = _OPENS.search(words) or _CLOSES.search(words)
        timed = timed or _TIME_BEFORE.search(text, max(0, item.start - 40), item.start)
        when = timed[0] if timed is not None else ""
        held = max((m.end() for m in _HELD.finditer(words)), default=0)
        moved = ways(words[held:] + item.tail[:2])
        stock = not moved and (held > 0 or bool(when))
        found.append(Figure(item, words, when, stock, among, far))
    return found
