"""I 人物: one person under two names, two persons under one, a name written in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from fangzhi.check.context import DocumentContext, WorkContext
from fangzhi.check.example import Example
from fangzhi.check.quotes import spans_of
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.names_alike import is_alike
from fangzhi.check.rules.people_names_found import (
    KIN,
    Named,
    People,
    people_of,
)  # fmt: skip
from fangzhi.check.rules.people_names_near import near_names
from fangzhi.check.rules.people_names_once import doubted_once
from fangzhi.model.book import Book
from fangzhi.model.manuscript import texts
from fangzhi.model.place import Anchor
from fangzhi.model.text import Text

_HEAD = "## 第一节 人物传"
_MOST = 40
_NOTE = re.compile("同名|另一|另有|非[指前]|与[^，。]{0,6}(?:传主|前)")


def _documents(ctx: WorkContext) -> tuple[DocumentContext, ...]:
    return tuple(d for d in ctx.documents if not d.document.prior_volume)


def _people(documents: tuple[DocumentContext, ...]) -> People:
    return people_of(d for d in documents if not d.document.prior_volume)


def _anchor(named: Named) -> Anchor:
    words = named.text.text[named.start : named.end]
    return Anchor(named.text.id, named.start, named.end, words)


@rule(
    "R155",
    "同人异名、一人两传",
    level="硬",
    basis="书内人名前后矛盾例；志书人物传通例（一人一传）",
    scope="work",
    bad=[
        Example(
            paragraphs=(
                _HEAD,
                "沈园（1871—1936），北塔乡人。",
                "陆采（1880—1940），青溪镇人。",
                "沈拙园（1871—1936），北塔乡人。",
            )
        ),
        Example(
            paragraphs=(
                _HEAD,
                "庄度（1902—1968），又名庄伯度，北塔乡人。",
                "庄伯度（1903—1968），北塔乡人。",
            )
        ),
        Example(
            paragraphs=(
                _HEAD,
                "### 江子舟（1911—1970）",
                "江子舟，禾川人。",
                "### 江舟（1911—1970）",
                "江舟，禾川人。",
            )
        ),
    ],
    good=[
        Example(
            paragraphs=(_HEAD, "沈园（1871—1936），北塔乡人。", "陆园（1871—1936），北塔乡人。")
        ),
        Example(
            paragraphs=(_HEAD, "沈伯园（1871—1936），北塔乡人。", "沈仲园（1875—1941），北塔乡人。")
        ),
        Example(paragraphs=(_HEAD, "### 沈园（1871—1936）", "沈园（1871—1936），北塔乡人。")),
    ],
)
def one_person_has_two_lives(book: Book, ctx: WorkContext) -> Iterator[Hit]:
    """一人一传；同姓而名字相含、生卒年相同，或传中自注的别名另有传的，请核对是不是一人。"""
    lives = ctx.once(_people).lives
    by_years: dict[tuple[str, int, int], Named] = {}
    others = {other: named for named in lives for other in named.others}
    for named in lives:
        twin = others.get(named.name)
        key = (named.name[0], named.born, named.died)
        if named.born and named.died:
            first = by_years.setdefault(key, named)
            if first.name != named.name and _holds_letters(first.name, named.name):
                twin = twin or first
        if twin is None or twin.name == named.name:
            continue
        yield Hit(
            named.start,
            named.end,
            f"“{named.name}”与“{twin.name}”像是一人（生卒年{_years(twin)}、{_years(named)}），"
            "请核对；若是一人，合为一传。",
            evidence=(f"{twin.name} {_years(twin)}", f"{named.name} {_years(named)}"),
            block=named.text.id,
            also=(_anchor(twin),),
        )


def _holds_letters(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    rest = iter(long)
    return len(short) < len(long) and all(c in rest for c in short)


def _years(named: Named) -> str:
    return f"{named.born or '？'}—{named.died or '？'}"


@rule(
    "R156",
    "同名异人",
    level="硬",
    basis="志书人物通例（同名者加注区别）",
    scope="work",
    bad=[
        Example(
            paragraphs=(_HEAD, "王建国（1902—1961），北塔乡人。", "王建国（1931—1990），青溪镇人。")
        ),
        Example(
            paragraphs=(
                _HEAD,
                "### 陆采（1880—1940）",
                "陆采，北塔乡人。",
                "### 陆采（1908—1966）",
                "陆采，青溪镇人。",
            )
        ),
        Example(
            paragraphs=(
                _HEAD,
                "江一舟（1911—1970），北塔乡人。",
                "陆仲文（1915—1981），北塔乡人。",
                "江一舟（1946—2003），青溪镇人。",
            )
        ),
    ],
    good=[
        Example(
            paragraphs=(
                _HEAD,
                "王建国（1902—1961），北塔乡人。",
                "王建国（1931—1990），与前传主同名，青溪镇人。",
            )
        ),
        Example(paragraphs=(_HEAD, "### 陆采（1880—1940）", "陆采（1880—1940），北塔乡人。")),
        Example(
            paragraphs=(_HEAD, "王建国（1902—1961），北塔乡人。", "王建业（1931—1990），青溪镇人。")
        ),
    ],
)
def two_persons_bear_one_name(book: Book, ctx: WorkContext) -> Iterator[Hit]:
    """两处同名而生年不同：两人须注明区别，一人须核对生年。"""
    first: dict[str, Named] = {}
    for named in ctx.once(_people).lives:
        if not named.born:
            continue
        other = first.setdefault(named.name, named)
        if abs(other.born - named.born) < 2 or _NOTE.search(named.text.text[:_MOST]):
            continue
        yield Hit(
            named.start,
            named.end,
            f"两处“{named.name}”生年不同（{other.born}、{named.born}）：若是两人，请注明区别；"
            "若是一人，请核对生年。",
            evidence=(f"{other.name} {_years(other)}", f"{named.name} {_years(named)}"),
            block=named.text.id,
            also=(_anchor(other),),
        )


class _Variant(msgspec.Struct):
    text: Text
    start: int
    right: str
    at: int


@rule(
    "R157",
    "人名一书两写",
    level="字",
    basis="书内人名前后矛盾例（同人同职，姓名差一字）",
    scope="work",
    bad=[
        Example(
            paragraphs=(
                "县人大常委会副主任郭宏升主持会议。县人大常委会副主任郭宏升讲话。",
                "县人大常委会副主任郭宏陛到北塔乡调研。",
            )
        ),
        Example(paragraphs=("### 沈兆麟（1901—1960）", "沈兆麟，北塔乡人。1950年，沈兆鳞任乡长。")),
        "其子陆文渊继业。1962年，陆文源任船队队长。",
        Example(
            "县长庄复礼主持。会上，庄复礼部署工作。会后，庄富礼到现场查看。",
            settings={"authority": {"post": [{"post": "县长", "person": "庄复礼"}]}},
        ),
        "1940年，县立中学成立，陈世昌任校长。初办时条件艰苦，校长陈世章在家备课。",
        "中学教师裴绍棠1994年获特级教师称号，裴绍堂2004年退休。",
        "周振洋（1932—2016），水产专家。1985年亩产由32千克提高到96千克。遗著由周振泮家属捐县档案馆。",
        "委员赵志恒、李培均供稿较多，赵志恒供稿6篇，赵志衡参与校订。",
        "2010年表彰教师126名，其中女79名。中学教师裴绍棠1994年获特级教师称号，裴绍堂2004年退休。",
        "1923年，乡绅林有德捐款修建码头，碑上刻有捐资人林友德之名。",
        "丘水生（1908—1979），下滩乡人，船工。1956年入木帆船社，邱水生任第三船队队长。",
        "索南才让（1951—2020），藏族，任项目股股长。索南才仁另撰有项目手册2种。",
    ],
    good=[
        Example(
            paragraphs=(
                "县人大常委会副主任郭宏升主持会议。县人大常委会副主任郭宏升讲话。",
                "教师郭宏声到北塔乡任教，郭宏升、郭宏声为兄弟。",
            )
        ),
        Example(paragraphs=("### 沈兆麟（1901—1960）", "沈兆麟，北塔乡人。旧档作“沈兆鳞”。")),
        Example(paragraphs=("### 沈兆麟（1901—1960）", "沈兆麟，北塔乡人。1950年，沈兆丰任乡长。")),
        "马家坝村支书马家霸当选县劳动模范。",
        "陈世昌任校长至1950年，继任校长陈世章为其堂弟。",
        "教师林有德、教师林有福同在校任教。",
        "索南才让（1951—2020），藏族，任项目股股长。其弟索南才仁务农。",
        "周振洋（1932—2016），水产专家。其弟周振海家属捐藏书1200册。",
        Example(
            paragraphs=("### 沈兆麟（1901—1960）", "### 沈兆林（1911—1970）", "沈兆林，北塔乡人。")
        ),
    ],
)
def name_is_written_in_two_ways(book: Book, ctx: WorkContext) -> Iterator[Hit]:
    """同一人的姓名全书写法一致；差一个同音、形近字，或同一职务而差一字的，请核对。"""
    people = ctx.once(_people)
    told: set[tuple[str, int]] = set()
    for document in _documents(ctx):
        for text in texts(document.manuscript):
            for near in near_names(text):
                told.add((text.id, near.start))
                yield Hit(
                    near.start,
                    near.start + len(near.name),
                    f"“{near.name}”与同段“{near.right}”差一字，请核对是不是一人。",
                    evidence=(near.right, near.name),
                    confidence="hint",
                    block=text.id,
                )
    for doubt in doubted_once(_documents(ctx), people.known):
        if (doubt.text.id, doubt.start) not in told:
            told.add((doubt.text.id, doubt.start))
            other = doubt.other
            yield Hit(
                doubt.start,
                doubt.start + 3,
                f"“{doubt.name}”与别处“{doubt.right}”差一字，请核对是不是一人。",
                evidence=(doubt.right, doubt.name),
                confidence="hint",
                block=doubt.text.id,
                also=(Anchor(other.text.id, other.start, other.start + 3, doubt.right),),
            )
    if not people.known:
        return
    counts, variants = _scan(_documents(ctx), people)
    listed = _listed(variants)
    for variant in variants:
        words = variant.text.text[variant.start : variant.start + 3]
        if counts.get(words, 0) >= max(2, counts.get(variant.right, 0)):
            continue
        if (words, variant.right) in listed or not _is_slip(variant, words, people):
            continue
        if (variant.text.id, variant.start) in told:
            continue
        told.add((variant.text.id, variant.start))
        right = variant.right
        yield Hit(
            variant.start,
            variant.start + 3,
            f"“{words}”与书中“{right}”差一字（{words[variant.at]}、{right[variant.at]}），"
            "请核对是不是一人。",
            evidence=(
                f"{right}：书中{counts.get(right, 0)}次",
                f"{words}：{counts.get(words, 0)}次",
            ),
            confidence="hint",
            block=variant.text.id,
        )


def _scan(
    documents: tuple[DocumentContext, ...], people: People
) -> tuple[dict[str, int], list[_Variant]]:
    """Count names and find every three characters that differ from a name in one given character."""
    open_names: dict[tuple[str, str, int], list[str]] = {}
    for name in people.known:
        open_names.setdefault((name[0], name[1], 2), []).append(name)
        open_names.setdefault((name[0], name[2], 1), []).append(name)
    surnames = "".join(sorted({name[0] for name in people.known}))
    begins = re.compile(f"[{surnames}](?=[\u4e00-\u9fff]{{2}})")
    counts: dict[str, int] = {}
    variants: list[_Variant] = []
    for document in documents:
        for text in texts(document.manuscript):
            words = text.text
            for m in begins.finditer(words):
                at = m.start()
                three = words[at : at + 3]
                if three in people.known:
                    counts[three] = counts.get(three, 0) + 1
                    continue
                near = [
                    _Variant(text, at, right, place)
                    for key, place in (((three[0], three[1], 2), 2), ((three[0], three[2], 1), 1))
                    for right in open_names.get(key, ())
                ]
                counts[three] = counts.get(three, 0) + bool(near)
                variants += near
    return counts, variants


_TOLD_WRONG = re.compile("(?:误|[又一旧原本]作|或作)[作刻写为书印]{0,2}[“‘]?$")
"""旧谱误刻为周敬沅, 一作林友德: the text itself tells of the other way."""


def _is_slip(variant: _Variant, words: str, people: People) -> bool:
    text, start = variant.text, variant.start
    if any(a <= start and start + 3 <= b for a, b in spans_of(text)):
        return False
    before = text.text[max(0, start - 8) : start]
    if KIN.search(before[-5:]) or _TOLD_WRONG.search(before):
        return False
    if is_alike(words[variant.at], variant.right[variant.at]):
        return True
    return any(_shared(before, post) for post in people.known[variant.right])


def _listed(variants: list[_Variant]) -> set[tuple[str, str]]:
    """Pairs that some list names side by side (郭宏升、郭宏声), so that they are two persons."""
    found: set[tuple[str, str]] = set()
    for variant in variants:
        at, right = variant.start, variant.right
        words = variant.text.text[at : at + 3]
        near = variant.text.text[max(0, at - 24) : at + 27]
        between = "(?:[、与和及]|[^，。；]{0,8}、)"
        pair = f"{words}{between}{right}|{right}{between}{words}"
        if right in near and re.search(pair, near):
            found.add((words, right))
    return found


def _shared(before: str, post: str) -> bool:
    """Tell whether both names follow the same post of four characters or more."""
    size = 0
    for a, b in zip(reversed(before), reversed(post), strict=False):
        if a != b or not "\u4e00" <= a <= "\u9fff":
            break
        size += 1
    return size >= 4
