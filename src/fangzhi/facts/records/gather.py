"""The records of whole documents: headings say the place, the thing and the year of what follows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

import msgspec

from fangzhi.facts.records.aligned import CellFigure
from fangzhi.facts.records.beside import NEAR, Beside, Prose
from fangzhi.facts.records.cells import table_records
from fangzhi.facts.records.events import Happening, happenings
from fangzhi.facts.records.lives import lives, table_dates
from fangzhi.facts.records.mention import Mention
from fangzhi.facts.records.persons import OF_PERSONS
from fangzhi.facts.records.prose import prose_records
from fangzhi.facts.records.record import Record, Standing, fact_of
from fangzhi.facts.records.setting import Setting, bare_name
from fangzhi.facts.records.tellings import Telling, tellings
from fangzhi.facts.records.things import THING
from fangzhi.facts.records.words import indicators
from fangzhi.model.evidence import Fact
from fangzhi.model.manuscript import Manuscript, Table, texts
from fangzhi.model.text import Text

_HEAD: Final = re.compile(r"【([^】\n]{1,40})】\s*")
_MANY_THINGS: Final = re.compile(
    r"^(?:重点|重大|主要|民生|水利|交通|市政|公用|公共|其他|各类|骨干|部分|基础|建设|农田|城建|城市|乡村|农村|小型|中型|大型|驻[县市区]|县[属办]|社会|直属|国有|民营|规模)[一-鿿、]{0,6}$"
)
_NUMBERED: Final = re.compile(
    r"^(?:第[一二三四五六七八九十百零\d]+[编篇章节卷部]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.、])\s*"
)
_YEAR: Final = re.compile(r"^(1[89]\d\d|20\d\d)年?$")
_ALONE: Final = re.compile(
    r"^\s*(?:(?:1[89]\d\d|20\d\d)年|\d{1,2}月(?:份)?|十?[一二三四五六七八九十]月)\s*$"
)
_PERSONS: Final = re.compile(r"人物|传略|英烈|烈士|先贤|名人")
_PERSON: Final = re.compile(r"[一-鿿]{2,4}")
_PLACE: Final = re.compile(
    r"^([一-鿿]{1,5}?(?:镇|乡|街道|村|社区|苏木|嘎查|公社|大队|开发区|工业园区|产业园区|高新区))(?:概况|基本情况|镇情|村情)?$"
)
_NAMED: Final = re.compile(
    r"([一-鿿]{2,6}?(?:镇|乡|街道|村|社区|苏木|嘎查|公社|大队))(?:志|年鉴)?(?:选章|（|$|概况)"
)
_STATISTICS: Final = re.compile(r"统计公报|统计资料|统计局|统计年鉴|统计手册|统计提要")
_PRIOR: Final = re.compile(r"前志|上届志|上轮志|首轮志|上年卷|旧版志")
_CHRONOLOGY: Final = re.compile(r"大事记|大事年表|大事纪要|编年")
_UNIT_LINE: Final = re.compile(r"^[\s（(]*(?:计量)?单位[：:]")
_TITLE_LINE: Final = re.compile(
    r"^\s*(?:续|附)?表\s*[\d一二三四五六七八九十]|^[^。！？；]{4,50}(?:表|情况|统计|一览|指标)\s*$"
)
_TOWN: Final = re.compile(
    r"(?:(?<=[，。；、\s销立])|^)([一-鿿]{2,3}(?:镇|乡|街道|村|社区|苏木|嘎查|(?<!人民)公社))"
)
_MONTH: Final = re.compile(r"^(\d{1,2}|十[一二]?|[一二三四五六七八九])月(?:份)?$")
_MONTHS: Final = "一 二 三 四 五 六 七 八 九 十 十一 十二".split()
_NOT_PLACE: Final = frozenset(
    ("行政村", "建制镇", "各乡镇", "乡镇", "城乡", "社区", "农村", "乡村", "街道")
)


class Source(msgspec.Struct, frozen=True):
    """A document to be read: its manuscript and what is known of it."""

    manuscript: Manuscript
    area: str = ""
    year: int = 0
    kind: str = ""
    prior: bool = False


class Gathered(msgspec.Struct, frozen=True):
    """What documents say, in reading order: figures, dated events, and figures as mentioned."""

    records: tuple[Record, ...]
    events: tuple[Happening, ...]
    mentions: tuple[Mention, ...] = ()
    cells: tuple[CellFigure, ...] = ()
    tellings: tuple[Telling, ...] = ()
    beside: tuple[Beside, ...] = ()
    texts: tuple[tuple[Text, Setting], ...] = ()


def gather(sources: Sequence[Source]) -> Gathered:
    """Read the figures and dated events of documents in one pass."""
    records: list[Record] = []
    events: list[Happening] = []
    mentions: list[Mention] = []
    cells: list[CellFigure] = []
    dated: list[Telling] = []
    pairs: list[Beside] = []
    prose: list[tuple[Text, Setting]] = []
    for number, source in enumerate(sources):
        laid = list(settings_of(source, number))
        pairs.extend(_besides(laid))
        for block, setting in laid:
            if isinstance(block, Table):
                own, told, figures = _of_cells(block, setting)
                cells.extend(figures)
                events.extend(table_dates(block, setting))
            else:
                own, told, happened, retold = _of_prose(block, setting)
                events.extend(happened)
                dated.extend(retold)
                prose.append((block, setting))
            records.extend(own)
            mentions.extend(told)
    events = _by_persons(events)
    return Gathered(
        tuple(records), tuple(events), tuple(mentions), tuple(cells), tuple(dated), tuple(pairs),
        tuple(prose),
    )  # fmt: skip


def _besides(laid: Sequence[tuple[Text | Table, Setting]]) -> Iterator[Beside]:
    """Give each table with the texts near it."""
    for at, (table, setting) in enumerate(laid):
        if isinstance(table, Table):
            low = max(0, at - NEAR)
            near = (
                Prose(n, block, own)
                for n, (block, own) in enumerate(laid[low : at + NEAR + 1], low)
                if isinstance(block, Text)
            )
            yield Beside(table, setting, tuple(near))


def _by_persons(events: list[Happening]) -> list[Happening]:
    """Name the person alone where a post stands before the name (川剧名丑刘成基 → 刘成基), as far as
    another text names the person alone."""
    known = {e.thing for e in events if e.group in OF_PERSONS and 2 <= len(e.thing) <= 3}
    return [
        msgspec.structs.replace(e, thing=e.thing[-k:])
        if e.group in OF_PERSONS and len(e.thing) > 3
        and (k := next((k for k in (3, 2) if e.thing[-k:] in known), 0))
        else e
        for e in events
    ]  # fmt: skip


_of_cells = lru_cache(maxsize=64)(table_records)
"""Kept as `_of_prose` is."""


@lru_cache(maxsize=1024)
def _of_prose(
    block: Text, setting: Setting
) -> tuple[list[Record], list[Mention], tuple[Happening, ...], tuple[Telling, ...]]:
    """Read one text; kept, for an entry is checked again and again while it is written."""
    own, told = prose_records(block, setting)
    happened = (*happenings(block, setting), *lives(block, setting))
    return own, told, happened, tuple(tellings(block, setting))


def records_of(sources: Sequence[Source]) -> tuple[Record, ...]:
    """Give the figures of documents, in reading order."""
    return gather(sources).records


def home_of(manuscripts: Sequence[Manuscript]) -> str:
    """Give the town or village that a small place's chronicle is about: the one named most."""
    named = Counter(
        name
        for manuscript in manuscripts
        for text in texts(manuscript)
        for name in _TOWN.findall(text.text)
        if _is_place(name)
    )
    best = max(named.items(), key=lambda pair: (pair[1], pair[0]), default=("", 0))
    return best[0] if best[1] > 2 else ""


def facts_of(source: Source) -> tuple[Fact, ...]:
    """Give the facts (史实) of one document, each at its exact place."""
    return tuple(fact_of(record) for record in records_of((source,)))


def settings_of(source: Source, number: int) -> Iterator[tuple[Text | Table, Setting]]:
    """Give each paragraph, note and table with where it stands (headings themselves left out)."""
    path: list[tuple[int, str]] = []
    first = _first(source, number)
    setting = first
    near: list[Text] = []
    for block in source.manuscript.blocks:
        if isinstance(block, Text):
            near = [*near[-1:], block]
            if block.role in ("contents", "header", "footer", "quote", "verse"):
                continue
            head = _HEAD.match(block.text)
            alone = _ALONE.match(block.text) is not None
            if block.role == "heading" or alone or (
                head is not None and head.end() == len(block.text)
            ):  # fmt: skip
                level = block.level or (8 if alone else 9)
                name = head[1] if head else block.text.strip()
                path = [item for item in path if item[0] < level] + [(level, name)]
                setting = _under(first, tuple(text for _, text in path))
            elif head is not None and not any(level < 9 for level, _ in path[-1:]) and path:
                path = [item for item in path if item[0] < 9] + [(9, head[1])]
                setting = _under(first, tuple(text for _, text in path))
                yield block, setting
            elif head is not None:
                yield block, _under(first, (*(text for _, text in path), head[1]))
            else:
                yield block, setting
        elif isinstance(block, Table):
            titled = _titled(block, near)
            yield titled, _of_table(titled, setting)
            near = []
    for note in source.manuscript.notes:
        if note.kind != "comment":
            yield note.body, first


def _first(source: Source, number: int) -> Setting:
    manuscript = source.manuscript
    name = re.sub(r"^[\d\s._-]+|\.[A-Za-z]+$", "", manuscript.name.rsplit("/", 1)[-1])
    standing: Standing = ""
    if source.prior:
        standing = "prior"
    elif source.kind.startswith("统计"):
        standing = "statistics"
    elif _CHRONOLOGY.search(name) or source.kind == "大事记":
        standing = "chronology"
    named = _NAMED.match(name)
    place = named[1] if named and _is_place(named[1]) else ""
    if source.area and place.startswith(source.area):
        place = place[len(source.area) :]
    return Setting(number, source.area, place, year=source.year, standing=standing)


@lru_cache(maxsize=4096)
def _under(first: Setting, headings: tuple[str, ...]) -> Setting:
    """Say where texts under these headings stand."""
    place, thing, year, standing = first.place, "", first.year, first.standing
    known = indicators()
    for raw in headings:
        heading = _NUMBERED.sub("", raw.replace("　", "")).strip()
        if (m := _YEAR.match(heading)) is not None:
            year = int(m[1])
        elif (m := _PLACE.match(heading)) is not None and _is_place(m[1]):
            place, thing = m[1], ""
        elif (
            THING.search(heading) and heading not in known and len(heading) >= 3
            and not _MANY_THINGS.match(heading)
        ):  # fmt: skip
            thing = bare_name(heading, first.area)
        elif _PERSONS.search("".join(headings[:-1])) and _PERSON.fullmatch(heading):
            thing = heading
        if standing == "":
            standing = _standing_of(heading)
    return msgspec.structs.replace(
        first, place=place, thing=thing, year=year, standing=standing, topic=_topic(headings),
        section="/".join(headings), headings=headings, span=_span(headings),
    )  # fmt: skip


def _span(headings: tuple[str, ...]) -> str:
    m = _MONTH.match(headings[-1].strip()) if headings else None
    if m is None:
        return ""
    return m[1].zfill(2) if m[1].isdigit() else str(_MONTHS.index(m[1]) + 1).zfill(2)


def _topic(headings: tuple[str, ...]) -> str:
    topic = _NUMBERED.sub("", headings[-1]).strip() if headings else ""
    worn = (
        topic in ("概况", "综述", "概述", "基本情况") or _YEAR.match(topic) or _MONTH.match(topic)
    )
    return "" if worn else topic


_PRONOUN: Final = re.compile("[全本我该各每此某外邻](?:镇|乡|街道|村|社区|苏木|嘎查|公社)$")
"""占全村, 由本乡: words that point to a place, no name."""


def _is_place(name: str) -> bool:
    return (
        name not in _NOT_PLACE
        and _PRONOUN.search(name) is None
        and not name.endswith(("农村", "乡村", "乡镇", "城乡", "集镇", "山村"))
    )


def _standing_of(heading: str) -> Standing:
    if _STATISTICS.search(heading):
        return "statistics"
    if _PRIOR.search(heading):
        return "prior"
    return "chronology" if _CHRONOLOGY.search(heading) else ""


def _titled(table: Table, near: list[Text]) -> Table:
    """Give a table the title and unit line that stand before it as paragraphs."""
    title, unit = table.title, table.unit
    for text in near:
        if _UNIT_LINE.match(text.text):
            unit = unit or text
        elif title is None and (text.role == "caption" or _TITLE_LINE.match(text.text)):
            title = text
    return msgspec.structs.replace(table, title=title, unit=unit)


def _of_table(table: Table, setting: Setting) -> Setting:
    words = "".join(t.text for t in (table.title, table.source) if t is not None)
    if setting.standing == "" and _STATISTICS.search(words):
        return msgspec.structs.replace(setting, standing="statistics")
    return setting
