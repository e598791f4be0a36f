"""O lists that an office keeps for itself: persons to watch (问题人物) and martyrs (烈士).

Both speak only where `[authority]` holds the list; the program carries no such names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from fangzhi.check.context import DocumentContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.people_names_found import SURE_SURNAMES
from fangzhi.model.manuscript import Manuscript, Table, texts


def listed(authority: Mapping[str, Any], key: str) -> dict[str, str]:
    """Read a list of the office: names, or tables with `name` and `note`; name to note."""
    rows = authority.get(key, ())
    found: dict[str, str] = {}
    for row in rows if isinstance(rows, list | tuple) else ():
        if isinstance(row, str) and row.strip():
            found[row.strip()] = ""
        elif isinstance(row, Mapping) and str(row.get("name", "")).strip():
            found[str(row["name"]).strip()] = str(row.get("note", "")).strip()
    return found


_WATCHED = {
    "authority": {"persons_watched": [{"name": "甲某某", "note": "2023年立案审查"}, "乙大成"]}
}
_HONOUR = re.compile(
    "题词|题写|题名|作序|撰序|肖像|照片|合影|先进|模范|优秀|光荣|表彰|奖|贡献|杰出|剪彩|视察|指导|指示"
)


@rule(
    "R232",
    "问题人物",
    level="政",
    basis="本单位名单（只存在本机设置里）",
    scope="manuscript",
    bad=[
        Example("县长乙大成为大桥题词。", settings=_WATCHED),
        Example("乙大成到会讲话。", settings=_WATCHED),
        Example(table=(("姓名", "职务"), ("乙大成", "副县长")), settings=_WATCHED),
    ],
    good=[
        "县长乙大成为大桥题词。",
        Example("县长丙志远为大桥题词。", settings=_WATCHED),
        Example("乙大路通车。", settings=_WATCHED),
    ],
)  # fmt: skip
def watched_person(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """本单位名单上的人物出现处，逐处由人定去留。"""
    names = listed(ctx.document.authority, "persons_watched")
    if not names:
        return
    words = AhoCorasick(list(names), matchkind=MatchKind.LeftmostLongest)
    for text in texts(manuscript):
        for number, start, end in words.find_matches_as_indexes(text.text):
            name = list(names)[number]
            honored = _HONOUR.search(text.text, max(0, start - 30), end + 30)
            grave = honored is not None or text.role == "caption"
            note = f"（{names[name]}）" if names[name] else ""
            how = "此处涉及照片、题词或赞誉，" if grave else ""
            yield Hit(
                start,
                end,
                f"“{name}”在本单位留意名单上{note}，{how}请按规定处理。",
                block=text.id,
                confidence="likely" if grave else "hint",
            )


_MARTYRS = {"authority": {"martyrs": ["陈开山", {"name": "刘义兰", "note": "川烈字第12号"}]}}
_SURNAMES = SURE_SURNAMES
_BEFORE = re.compile(
    f"(?:^|[，。；：、（“]|[是为有和及与念记怀]|悼|名叫)(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})烈士(?![陵墓园纪碑家亲遗军子证优事祠塔馆名])"
)
_AFTER = re.compile(
    f"烈士(?:是|为|有|名叫)?(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=[，。；、（）是在于的生牺]|$)"
)
_NAMES = re.compile("姓\\s*名")


@rule(
    "R235",
    "英烈失实",
    level="政",
    basis="英雄烈士保护法；烈士褒扬条例（以烈士证书、英烈名录为据）",
    scope="manuscript",
    bad=[
        Example("清明节，学生祭扫赵天民烈士墓前献花，缅怀周德厚烈士。", settings=_MARTYRS),
        Example("烈士何长青，1935年牺牲。", settings=_MARTYRS),
        Example(
            table_title="县籍烈士名录",
            table=(("姓名", "牺牲年份"), ("陈开山", "1935"), ("吴万顺", "1936")),
            settings=_MARTYRS,
        ),
    ],
    good=[
        Example("缅怀陈开山烈士。", settings=_MARTYRS),
        "缅怀周德厚烈士。",
        Example("县烈士陵园修缮，走访烈士家属12户。", settings=_MARTYRS),
        Example("烈士刘义兰，1950年牺牲。", settings=_MARTYRS),
    ],
)  # fmt: skip
def unlisted_martyr(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """称烈士的人要在本单位核实过的烈士名单上。"""
    names = listed(ctx.document.authority, "martyrs")
    if not names:
        return
    for text in texts(manuscript):
        if "烈士" in text.text:
            for pattern in (_BEFORE, _AFTER):
                for found in pattern.finditer(text.text):
                    name = found["name"]
                    if not any(name.startswith(n) or n.startswith(name) for n in names):
                        yield _unlisted(*found.span("name"), name, text.id)
    for block in manuscript.blocks:
        if isinstance(block, Table) and block.title is not None and "烈士" in block.title.text:
            yield from _rows(block, names)


def _rows(table: Table, names: dict[str, str]) -> Iterator[Hit]:
    columns = {c.column for c in table.cells if c.row == 0 and _NAMES.search(c.text.text)}
    for cell in table.cells:
        name = re.sub("\\s", "", cell.text.text)
        if cell.row and cell.column in columns and 2 <= len(name) <= 4 and name not in names:
            yield _unlisted(0, len(cell.text.text), name, cell.text.id)


def _unlisted(start: int, end: int, name: str, block: str) -> Hit:
    return Hit(
        start,
        end,
        f"“{name}”不在本单位的烈士名单上，请以烈士证书、英烈名录核实。",
        block=block,
        confidence="hint",
    )
