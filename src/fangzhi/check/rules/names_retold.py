"""D 名称: towns named outside the time that the work itself tells for a name (1994年古岗乡改镇)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from fangzhi.check.context import DocumentContext, TextContext, WorkContext
from fangzhi.check.example import Example
from fangzhi.check.pieces import Standing, standings
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.names_when import office_of, when_of
from fangzhi.model.book import Book

_WHEN = "(?<![0-9])(?P<y>(?:19|20)[0-9]{2})年(?:(?P<m>[0-9]{1,2})月)?"
_TOLD = (
    re.compile(
        f"{_WHEN}[^，。；年]{{0,6}}[，　 ]?[^，。；年0-9]{{0,10}}?"
        "(?<=[年月日，、；。将由把　 ])(?P<stem>[\u4e00-\u9fff]{1,4})(?P<old>乡|公社|县)"
        "(?:[改建]|改[为设建制称]|撤[乡县][设建改]|升格?为|更名为?)(?P=stem)?(?P<new>镇|乡|市|区)(?![政府公])"
    ),
    re.compile(
        f"{_WHEN}[^，。；年]{{0,6}}[，　 ]?[^，。；年0-9]{{0,10}}?"
        "撤销?(?P<stem>[\u4e00-\u9fff]{1,4})(?P<old>乡|公社|县)，?(?:[设建改]|设立|建立|改[为设建])"
        "(?P=stem)(?P<new>镇|乡|市|区)"
    ),
    re.compile(
        f"(?<![\u4e00-\u9fff])(?P<stem>[\u4e00-\u9fff]{{2,3}})(?:乡|县)?{_WHEN}"
        "撤(?P<old>乡|县)[设建改](?P<new>镇|市|区)"
    ),
)
"""A town's or county's rise told with its date: 1994年10月，古岗乡改镇; 宝东1996年8月撤县设市."""
_MAY_TELL = re.compile("乡改|乡撤|公社改|撤[^，。；]{0,6}[乡县社销]|乡升|县改|乡更名")
_NATIVE = re.compile("[\u4e00-\u9fff]{0,6}人(?=[，。；、（）]|$)")
_PLAIN_STEM = re.compile("[各全本该每原两几数多个撤并由将经]|[和与及、]")


class _Rise(msgspec.Struct, frozen=True):
    """From the date on (`on`, as far as told) the place is `new`, before it was `old`."""

    old: str
    new: str
    on: str
    told: str


def _rises(documents: tuple[DocumentContext, ...]) -> dict[str, _Rise]:
    """The rises that the work tells of, by both names; none of a place that rose more than once."""
    found: dict[str, _Rise] = {}
    dropped: set[str] = set()
    for ctx in documents:
        if ctx.document.prior_volume:
            continue
        office = office_of(ctx.document)
        known = {p.name for body in office.places for p in body.names}
        for standing in ctx.once(standings):
            words = standing.block.text
            if _MAY_TELL.search(words) is None:
                continue
            for m in (m for shape in _TOLD for m in shape.finditer(words)):
                rise = _rise(m)
                if _PLAIN_STEM.search(m["stem"]) or {rise.old, rise.new} & known:
                    continue  # the office's own table speaks of it
                if rise.old in office.towns:
                    continue  # it is still called so
                for name in (rise.old, rise.new):
                    other = found.setdefault(name, rise)
                    if (other.old, other.new, other.on[:4]) != (rise.old, rise.new, rise.on[:4]):
                        dropped.add(name)
    return {name: rise for name, rise in found.items() if not {rise.old, rise.new} & dropped}


def _rise(m: re.Match[str]) -> _Rise:
    on = m["y"] + (f"-{int(m['m']):02d}" if m["m"] else "")
    return _Rise(m["stem"] + m["old"], m["stem"] + m["new"], on, m.group())


_TOWNS = {"area": "禾川县", "kind": "县志", "lower": "2010"}
_HISTORY = "1994年10月，古岗乡改镇；1996年4月，桑林乡改镇。"


@rule(
    "R068",
    "名称与书中所记更名时间不合",
    level="硬",
    basis="《四川省第二轮市县级志书编纂规范》（地名用当时名称）",
    scope="work",
    bad=[
        Example(paragraphs=(_HISTORY, "1990年，古岗镇析出6村。"), settings=_TOWNS),
        Example(paragraphs=("2003年，桑林乡种桑320公顷。", _HISTORY), settings=_TOWNS),
        Example(
            paragraphs=("2001年12月，撤云阳乡，设云阳镇。", "1999年，云阳镇修渠。"), settings=_TOWNS
        ),
    ],
    good=[
        Example(paragraphs=(_HISTORY, "1990年，古岗乡析出6村。"), settings=_TOWNS),
        Example(paragraphs=(_HISTORY, "1994年，古岗镇修渠3条。"), settings=_TOWNS),
        Example(paragraphs=(_HISTORY, "1958年建水库1座，今属古岗镇。"), settings=_TOWNS),
        Example(paragraphs=(_HISTORY, "孙某，1962年生，古岗镇人。"), settings=_TOWNS),
        Example(paragraphs=(_HISTORY, "1990年，古岗乡（今古岗镇）析出6村。"), settings=_TOWNS),
    ],
)
def place_named_against_its_own_history(book: Book, ctx: WorkContext) -> Iterator[Hit]:
    """书中记了乡改镇、县改市的时间，此前用旧名，此后用新名。"""
    rises = ctx.once(_rises)
    if not rises:
        return
    names = re.compile("|".join(sorted(map(re.escape, rises), key=lambda n: (-len(n), n))))
    for document in ctx.documents:
        if document.document.prior_volume:
            continue
        for standing in document.once(standings):
            if names.search(standing.block.text) is not None:
                yield from _faults(standing, document, names, rises)


_BEFORE = re.compile(
    "(?:原|今|现|旧|老|前|后|时|设|建|改|撤|销|为|称|并|将|由|[今现后][属归隶在]|[今现]为|今划属)$"
)
_AFTER = re.compile("[（(]|改|撤|并入|更名|升|析置|成立|设立|建立(?!了)")


def _tells_of_it(words: str, start: int, end: int) -> bool:
    """Tell whether the words about a name are of how it came or went (原古岗乡, 古岗乡改镇)."""
    return bool(_BEFORE.search(words, max(0, start - 3), start) or _AFTER.match(words, end))


def _faults(
    standing: Standing,
    document: DocumentContext,
    names: re.Pattern[str],
    rises: dict[str, _Rise],
) -> Iterator[Hit]:
    words = standing.block.text
    text = TextContext(standing.block, document.document, standing.place, standing.headings)
    for m in names.finditer(words):
        rise, name = rises[m.group()], m.group()
        if text.is_quoted(*m.span()) or _NATIVE.match(words, m.end()):
            continue
        when = when_of(words, *m.span(), text)
        if when is None or not when.plain or _tells_of_it(words, *m.span()):
            continue
        right = when.may_be(rise.on, "") if name == rise.new else when.may_be("", rise.on)
        if not right:
            then = rise.old if name == rise.new else rise.new
            yield Hit(
                *m.span(),
                f"“{name}”与时间不合（{when.said}），书中记“{rise.told}”，那时为“{then}”，请核对。",
                evidence=(f"时间依据：{when.said}；书中：{rise.told}",),
                block=standing.block.id,
            )
