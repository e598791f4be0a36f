"""D 名称: persons in posts (任职) against the office's own table of terms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from fangzhi.authority.dates import span
from fangzhi.authority.office import Office, Post
from fangzhi.check.context import TextContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.names_mentions import is_own_place
from fangzhi.check.rules.names_when import When, office_of, when_of
from fangzhi.check.rules.people_names_found import SURE_SURNAMES
from fangzhi.facts.dates import han_number
from fangzhi.facts.lives import is_biography, life_in, life_told
from fangzhi.zh.surnames import ALL

_POSTS = {
    "area": "禾川县",
    "authority": {
        "post": [
            {"post": "禾川县县长", "person": "沈岳年", "from": "2019-04", "to": "2024-01"},
            {"post": "禾川县县长", "person": "江一帆", "from": "2024-02"},
            {"post": "禾川县人大常委会主任", "person": "庄复礼", "from": "2021-11"},
        ]
    },
}
_VILLAGE = {
    "area": "禾川县北塔乡双河村",
    "authority": {
        "post": [{"post": "双河村支部书记", "person": "沈有田", "from": "2004-03", "to": "2010-12"}]
    },
}
_GIVEN = re.compile(
    f"[{SURE_SURNAMES}][\u4e00-\u9fff]{{1,2}}(?=[，。、；（）]|主持|出席|陪同|率|带|作|到|会见|讲话|宣布|调研|视察|签)"
)
_PAST = re.compile("(?:原|前|前任|后任|时任|历任|曾任|新任|拟任|副|代理|代|[第]|候任|老)$")
_PAST_OF = re.compile(
    "(?:原任?|前任?|后任|时任|历任|曾任|新任|拟任|候任|老)(?:[县市区州镇乡旗]?(?:委|政府|人大|政协)?)$"
)
"""前任县委书记: the body stands between the word and the post."""
_TENURE = re.compile(
    "(?:已)?(?:任职|在任|任期|任县长|任此职)(?:已|达|满|有|共)*(?P<n>[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:周)?年"
)


_TAKES = re.compile("(?:当选为?|担任|出任|接任|继任|调任|升任|就任|改任|转任|任命为|选为|任)$")
_DATE_BEFORE = re.compile(
    r"(?<!\d)(?P<all>(?P<y>\d{4})年(?:(?P<m>1[0-2]|[1-9])月)?)(?:\d{1,2}日)?[，,]?[\u4e00-\u9fff]{0,4}$"
)
_OPENS_LIFE = re.compile(f"\\s*(?P<n>[{ALL}][\u4e00-\u9fff]{{1,2}})[（(，]")
_NAME_BEFORE = re.compile(
    f"(?:^|[，。；、：（由]|[0-9年月日]|选举|任命|推选)(?P<n>[{SURE_SURNAMES}][\u4e00-\u9fff]{{1,2}}?)(?:始|又|再|被|为|再次|正式|改|先后|兼)?$"
)


@lru_cache(maxsize=32)
def _forms(office: Office, area: str) -> dict[str, tuple[Post, ...]]:
    """The ways in which a post may be written, longest first, with the terms of its holders."""
    found: dict[str, list[Post]] = {}
    for post in office.posts:
        forms, name = [post.post], post.post.removeprefix("中共")
        own = next((area[at:] for at in range(len(area) - 1) if name.startswith(area[at:])), "")
        if own and len(name) > len(own):
            rest = name[len(own) :]
            forms.append(rest if rest[0] == area[-1] else area[-1] + rest)
            if rest.startswith("人民政府"):
                forms.append(area[-1] + rest.removeprefix("人民政府").lstrip(area[-1]))
        for form in forms:
            found.setdefault(form, []).append(post)
    return {form: tuple(found[form]) for form in sorted(found, key=len, reverse=True)}


_TAILS = tuple(
    "校长 局长 院长 县长 市长 区长 镇长 乡长 主任 书记 主席 厂长 经理 站长 所长 馆长 园长 部长".split()
)


@lru_cache(maxsize=32)
def _called(office: Office) -> dict[str, tuple[Post, ...]]:
    """Post and name as a chapter on the body itself writes them (校长某某), with the terms."""
    found: dict[str, tuple[Post, ...]] = {}
    for post in office.posts:
        tail = next((t for t in _TAILS if post.post.endswith(t)), "")
        if tail and post.person:
            form = tail + post.person
            found[form] = (*found.get(form, ()), post)
    return found


@rule(
    "R065",
    "职务不合时",
    level="硬",
    basis="本单位任职表；志书记人通则（职务用当时职务）",
    literals=(),
    told=lambda document: (
        *_forms(office_of(document), document.area),
        *_called(office_of(document)),
    ),
    bad=[
        Example("2016年5月，县长沈岳年到北塔乡调研。", settings=_POSTS),
        Example("2025年3月，县长沈岳年主持会议。", settings=_POSTS),
        Example("2022年8月，县长江一帆主持会议。", settings=_POSTS),
        Example("2021年4月，县长沈岳年任职满8年。", settings=_POSTS),
        Example("2018年，庄复礼任县人大常委会主任。", settings=_POSTS),
        Example("2023年6月，县长陆仲文出席开工仪式。", settings=_POSTS),
        Example("2020年7月，杜怀瑾当选禾川县县长。", settings=_POSTS),
        Example("2014年，村支部书记沈有田主持修渠。", settings=_VILLAGE),
        Example("2021年，书记沈有田主持清账。", settings=_VILLAGE),
    ],
    good=[
        Example("2022年8月，县长沈岳年到北塔乡调研。", settings=_POSTS),
        Example("2025年3月，原县长沈岳年回县参加座谈。", settings=_POSTS),
        Example("2022年8月，副县长江一帆主持会议。", settings=_POSTS),
        Example("2023年4月，县长沈岳年任职满4年。", settings=_POSTS),
        Example("2022年8月，邻水县县长陆仲文来访。", settings=_POSTS),
        "2016年5月，县长沈岳年到北塔乡调研。",
    ],
)
def post_is_held_at_another_time(text: str, ctx: TextContext) -> Iterator[Hit]:
    """某人任某职的时间与本单位任职表相符。"""
    office, area = office_of(ctx.document), ctx.document.area
    taken: list[tuple[int, int]] = []
    for form, terms in _forms(office, area).items():
        at = text.find(form)
        while at >= 0:
            end = at + len(form)
            if not any(a < end and at < b for a, b in taken) and _is_post(text, at, area):
                taken.append((at, end))
                yield from _faults(text, at, end, terms, ctx)
            at = text.find(form, end)
    for form, held in _called(office).items():
        at = text.find(form)
        while at >= 0:
            if not any(a < at + len(form) and at < b for a, b in taken):
                yield from _called_late(text, at, form, held, ctx)
            at = text.find(form, at + len(form))


def _called_late(
    text: str, at: int, form: str, held: tuple[Post, ...], ctx: TextContext
) -> Iterator[Hit]:
    when = when_of(text, at, at + len(form), ctx)
    past = _PAST.search(text, max(0, at - 2), at) or _PAST_OF.search(text, max(0, at - 7), at)
    if when is None or not when.plain or past:
        return
    if not any(when.may_be(t.start or "", t.end or "") for t in held):
        yield Hit(
            at,
            at + len(form),
            f"“{form}”与任职表不合（{when.said}）：那时不在任，请核对时间或人名。",
            evidence=tuple(_line(t) for t in held),
            confidence="hint",
        )


def _is_post(text: str, at: int, area: str) -> bool:
    if _PAST.search(text, max(0, at - 2), at):
        return False
    taken = _TAKES.search(text, max(0, at - 4), at) is not None
    return taken or is_own_place(text, at, area)


def _faults(
    text: str, at: int, end: int, terms: tuple[Post, ...], ctx: TextContext
) -> Iterator[Hit]:
    persons = tuple(dict.fromkeys(t.person for t in terms if t.person))
    person = next((p for p in persons if text.startswith(p, end)), "")
    start, stop = at, end + len(person)
    if not person:
        person, start = _person_before(text, at, persons)
    when = when_of(text, start, stop, ctx)
    if when is None or not when.plain:
        if not person and when is not None:
            yield from _another(text, at, end, terms, when, ctx)
        return
    own = [t for t in terms if t.person == person]
    if not person:
        yield from _stranger(text, at, end, terms, when)
        yield from _another(text, at, end, terms, when, ctx)
    elif not any(when.may_be(t.start or "", t.end or "") for t in own):
        holders = "、".join(
            dict.fromkeys(t.person for t in terms if when.may_be(t.start or "", t.end or ""))
        )
        then = f"那时任此职的是{holders}" if holders else "那时不在任"
        yield Hit(
            start,
            stop,
            f"{person}任{text[at:end]}的时间与任职表不合（{when.said}）：{then}，请核对。",
            evidence=tuple(_line(t) for t in own),
        )
    else:
        yield from _too_long(text, start, stop, own[0], when)


def _person_before(text: str, at: int, persons: tuple[str, ...]) -> tuple[str, int]:
    for person in persons:
        for word in ("任", "担任", "当选", "当选为", "出任", "接任", "为"):
            if text.endswith(person + word, 0, at):
                return person, at - len(person + word)
    return "", at


def _stranger(text: str, at: int, end: int, terms: tuple[Post, ...], when: When) -> Iterator[Hit]:
    m = _GIVEN.match(text, end)
    holders = [t for t in terms if t.start and all(_inside(t, on) for on in when.dates)]
    if m is None or len(holders) != 1 or not holders[0].person:
        return
    yield Hit(
        at,
        m.end(),
        f"任职表里那时（{when.said}）的{text[at:end]}是{holders[0].person}，"
        f"这里写作“{m.group()}”，请核对。",
        evidence=(_line(holders[0]),),
        confidence="hint",
    )


def _another(
    text: str, at: int, end: int, terms: tuple[Post, ...], when: When, ctx: TextContext
) -> Iterator[Hit]:
    """Another than the holder is said to take the post: by name, or whose life is told (某某传)."""
    verb = _TAKES.search(text, max(0, at - 4), at)
    if verb is None or _GIVEN.match(text, end):
        return
    own = _DATE_BEFORE.search(text, max(0, verb.start() - 24), verb.start())
    if own is not None:
        month = f"-{int(own['m']):02d}" if own["m"] else ""
        when = When((own["y"] + month,), f"本句“{own.group('all')}”")
    holders = {t.person for t in terms if t.start and all(_inside(t, on) for on in when.dates)}
    if len(holders) != 1:
        return
    named = _NAME_BEFORE.search(text, max(0, verb.start() - 8), verb.start())
    person = named["n"] if named else _told_of(text, ctx)
    holder = holders.pop()
    if person and not person.startswith(holder) and not holder.startswith(person):
        yield Hit(
            verb.start(),
            end,
            f"任职表里那时（{when.said}）的{text[at:end]}是{holder}，这里说{person}任此职，请核对。",
            evidence=tuple(_line(t) for t in terms if t.person == holder),
            confidence="hint",
        )


def _told_of(text: str, ctx: TextContext) -> str:
    """The person whose life a paragraph tells, by its own first words or by its heading."""
    if not is_biography(ctx.headings):
        return ""
    for words in (text, *reversed(ctx.before), *reversed(ctx.headings)):
        life = life_in(words) or life_told(words)
        opened = _OPENS_LIFE.match(words)
        if life is not None or opened is not None:
            return life.name if life is not None else opened["n"] if opened else ""
    return ""


def _inside(term: Post, on: str) -> bool:
    """Tell whether all of a date lies in a term, not only some of it."""
    first, last = span(on)
    begins = span(term.start)[1] if term.start else first
    ends = span(term.end)[0] if term.end else last
    return begins < first and last <= ends


def _too_long(text: str, start: int, stop: int, term: Post, when: When) -> Iterator[Hit]:
    m = _TENURE.match(text, stop)
    if m is None or term.start is None:
        return
    said, year = han_number(m["n"]), int(when.dates[-1][:4])
    years = year - int(term.start[:4])
    if abs(said - years) > 1:
        yield Hit(
            start,
            m.end(),
            f"任职年数与任职表不合：{term.person}{term.start}任职，到{year}年是{years}年，"
            f"写作{said}年，请核对。",
            evidence=(_line(term), f"{year}−{term.start[:4]}={years}"),
        )


def _line(term: Post) -> str:
    return f"任职表：{term.post} {term.person} {term.start or '…'}—{term.end or '…'}"
