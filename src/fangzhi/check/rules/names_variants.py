"""D 名称: one body called 局 here and 委员会 there in the same yearbook."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from fangzhi.authority.institutions import short_names, tenures_of
from fangzhi.check.context import DocumentContext, WorkContext
from fangzhi.check.example import Example
from fangzhi.check.quotes import spans_of
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.names_mentions import Mention, is_own_place, mentions
from fangzhi.check.rules.names_when import explains_history
from fangzhi.model.book import Book
from fangzhi.model.manuscript import texts
from fangzhi.model.place import Anchor
from fangzhi.model.text import Text

_YEARBOOK = {"kind": "年鉴", "content_year": 2023, "lower": "2023", "area": "禾川县"}
_TAILS = ("委员会", "局")


class _Called(msgspec.Struct, frozen=True):
    text: Text
    start: int
    end: int
    full: str


def _stem(full: str) -> str:
    return next((full.removesuffix(tail) for tail in _TAILS if full.endswith(tail)), full)


_Key = tuple[str, str]
_OTHERS = frozenset("员托派会")
"""After 委: 委员, 委托, 委派, 委会 are other words."""


def _called(documents: tuple[DocumentContext, ...]) -> dict[_Key, list[_Called]]:
    """The office's own bodies as the yearbook calls them, by place and by what is before 局/委."""
    found: dict[_Key, list[_Called]] = {}
    shorts: dict[_Key, dict[str, None]] = {}
    read: dict[_Key, int] = {}
    for ctx in documents:
        document = ctx.document
        if document.prior_volume or not document.is_yearbook or not document.area:
            continue
        own = (document.area, document.area[-1])
        for text in texts(ctx.manuscript):
            if "局" not in text.text and "委" not in text.text:
                continue
            for m in mentions(text.text):
                if m.place in own and _counts(text, m, document.area):
                    row = tenures_of(m.name)[-1]
                    full = row.full or row.name
                    key = (document.area, _stem(full))
                    found.setdefault(key, []).append(_Called(text, m.start, m.end, full))
        for key, called in found.items():
            words = shorts.setdefault(key, {})
            new = called[read.get(key, 0) :]
            words.update(dict.fromkeys(c.text.text[c.start : c.end] for c in new))
            read[key] = len(called)
        _add_twins(ctx, found, shorts)
    return found


def _add_twins(
    ctx: DocumentContext,
    found: dict[_Key, list[_Called]],
    known: dict[_Key, dict[str, None]],
) -> None:
    """Take up short names that the table has with 局 only, or with 委 only (县工信局, 县工信委).

    `known` are the words by which bodies are called, by their key.
    """
    area = ctx.document.area
    shorts = {short: key for key in found if key[0] == area for short in known[key]}
    usual = {
        f"{area[-1]}{short}": key
        for key, called in found.items()
        if key[0] == area
        for full in {one.full for one in called}
        for short in short_names().get(full, ())
    }
    twins = {
        short[:-1] + ("委" if short[-1] == "局" else "局"): key
        for short, key in sorted({**usual, **shorts}.items())
        if short[-1] in "局委" and 4 <= len(short) <= 6
    }
    twins = {short: key for short, key in twins.items() if short not in shorts}
    for text in texts(ctx.manuscript) if twins else ():
        if "局" not in text.text and "委" not in text.text:
            continue
        for short, key in twins.items():
            at = text.text.find(short)
            if at < 0 or text.text[at + len(short) : at + len(short) + 1] in _OTHERS:
                continue
            m = Mention(at, at + len(short), short, short[0], "县")
            if _counts(text, m, area):
                found[key].append(_Called(text, m.start, m.end, short))


def _counts(text: Text, m: Mention, area: str) -> bool:
    if any(a <= m.start and m.end <= b for a, b in spans_of(text)):
        return False
    if explains_history(text.text, m.start, m.end):
        return False
    return m.place == area or is_own_place(text.text, m.start, area)


@rule(
    "R059",
    "一名多称（局与委员会）",
    level="硬",
    basis="余庆年鉴行文规范；鄂伦春旗志稿称谓规定（一事一名）",
    scope="work",
    bad=[
        Example(
            "县工信委检查加油站2轮，禾川县工业和信息化局督促整改隐患43处。", settings=_YEARBOOK
        ),
        Example(
            paragraphs=(
                "县卫健局组织义诊12场。",
                "县卫健局培训村医86人。",
                "县卫健委发放宣传册6000份。",
            ),
            settings=_YEARBOOK,
        ),
        Example(
            "县发展和改革局审批项目64个，县发改局核定价格，县发改委编制规划。", settings=_YEARBOOK
        ),
        Example(
            paragraphs=(
                "# 工业",
                "县工信局走访企业320户次。",
                "禾川县经济和信息化局、县经信委联合检查。",
            ),
            settings=_YEARBOOK,
        ),
    ],
    good=[
        Example("县卫健局组织义诊12场，县卫生健康局培训村医86人。", settings=_YEARBOOK),
        Example("市卫健委、县卫健局联合督导。", settings=_YEARBOOK),
        Example("禾川县工业和信息化局检查企业，县工信局督促整改。", settings=_YEARBOOK),
        Example("邻水县卫健委来访，县卫健局接待。", settings=_YEARBOOK),
        "县卫健局组织义诊。县卫健委发放宣传册。",
    ],
)
def one_body_is_bureau_and_commission(book: Book, ctx: WorkContext) -> Iterator[Hit]:
    """同一年鉴里，同一机构不能一处称“局”、一处称“委员会”。"""
    for called in ctx.once(_called).values():
        counts: dict[str, int] = {}
        for one in called:
            counts[one.full] = counts.get(one.full, 0) + 1
        if len(counts) < 2:
            continue
        usual = max(counts, key=lambda full: (counts[full], full))
        other = next(one for one in called if one.full == usual)
        for one in called:
            if one.full == usual:
                continue
            shown = "，".join(f"{full}{count}次" for full, count in counts.items())
            words = other.text.text[other.start : other.end]
            yield Hit(
                one.start,
                one.end,
                f"“{one.text.text[one.start : one.end]}”与别处“{words}”像是同一机构，"
                "一称委员会、一称局，请核对后统一。",
                evidence=(f"书中：{shown}",),
                block=one.text.id,
                also=(Anchor(other.text.id, other.start, other.end, words),),
            )
