"""I 人物: what a biography must tell, and a title said once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import DocumentContext, TextContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.people_names_found import SURE_SURNAMES
from fangzhi.facts.lives import is_biography, life_in, life_told
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text

_HEAD = ("# 第三十章 人物", "## 第一节 人物传")
_ORIGIN = re.compile(
    "[省市县区州旗镇乡村社街坊庄堡寨场屯沟里湾坪坝族外国府厅](?:[（(][^（）()]{1,20}[）)])?人|[\u4e00-\u9fff]{2}[（(][今现原][^（）()]{1,20}[）)]人|籍贯|祖籍|原籍|本籍|出生地|世居|寓居|土著|"
    "[出诞]?生[于在][^，。；]{0,16}[省市县区州镇乡村街里]|[\u4e00-\u9fff]{2,4}(?<![一二三四五六七八九十百千余多数两几艺工军商匠诗名传夫文证病老众党猎牧僧盲疾始责持承伴同后前别旁令被待教育每庄])(?<!手艺|读书|生意|介绍|发起|带头|领头|当事|继承|负责|创始|主持|创办)人[，。；氏]|本[县市区镇乡村]"
)
_LEAST = 40


@rule(
    "R154",
    "人物要素缺",
    level="体",
    basis="志书人物传通例（姓名、性别、民族、生卒年、籍贯）",
    scope="manuscript",
    bad=[
        Example(
            paragraphs=(
                *_HEAD,
                "### 沈拙园（1871—1936）",
                "沈拙园，早年读书，后经营布业，捐资修桥三座，办义学一所，乡里称善，著有诗稿两卷存世。",
            )
        ),
        Example(
            paragraphs=(
                *_HEAD,
                "庄伯度（1902—1968），1925年参加革命，历任排长、连长、营长，1950年转业，任粮食局局长，1968年病逝。",
            )
        ),
        Example(
            paragraphs=(
                *_HEAD,
                "### 陆采薇",
                "陆采薇（女，1910—1990），1931年任教，从教四十余年，培养学生数千名，1956年被评为模范教师，1990年病逝。",
            )
        ),
    ],
    good=[
        Example(
            paragraphs=(
                *_HEAD,
                "### 沈拙园（1871—1936）",
                "沈拙园，北塔乡人，早年读书，后经营布业，捐资修桥三座，办义学一所，乡里称善，著有诗稿两卷存世。",
            )
        ),
        Example(
            paragraphs=(
                *_HEAD,
                "庄伯度（1902—1968），祖籍山西，1925年参加革命，历任排长、连长、营长，1950年转业，任粮食局局长。",
            )
        ),
        "庄伯度（1902—1968），1925年参加革命，历任排长、连长、营长，1950年转业，任粮食局局长，1968年病逝。",
    ],
)
def biography_lacks_an_origin(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """人物传写明籍贯或出生地。"""
    headings: list[tuple[int, str]] = []
    opened: tuple[Text, str] | None = None
    told = ""
    for block in (*manuscript.blocks, Text("", "", role="heading", level=1)):
        if not isinstance(block, Text):
            continue
        heading = block.role == "heading"
        life = None if heading else life_in(block.text) or life_told(block.text)
        if heading or life is not None:
            if opened is not None and len(told) >= _LEAST and not _ORIGIN.search(told):
                yield _without_origin(*opened)
            opened, told = None, ""
        if heading:
            headings = [h for h in headings if h[0] < block.level] + [(block.level, block.text)]
            if is_biography([h for _, h in headings]) and life_in(block.text):
                opened = (block, block.text)
        elif life is not None and is_biography([h for _, h in headings]) and len(life.name) <= 4:
            opened = (block, life.name)
        if opened is not None and not heading:
            told += block.text


def _without_origin(block: Text, name: str) -> Hit:
    end = min(len(block.text), len(name)) or len(block.text)
    return Hit(
        0,
        end,
        f"“{block.text[:end]}”的传里没有看到籍贯或出生地，请补写。",
        confidence="hint",
        block=block.id,
    )


_TITLE = (
    "县委书记|市委书记|区委书记|镇党委书记|乡党委书记|党委书记|副书记|副县长|副市长|副区长|副旗长|旗长|盟长|州长|副镇长|副乡长|县长|市长|"
    "区长|镇长|乡长|局长|副局长|主任|副主任|主席|副主席|院长|校长|所长|厂长|董事长|总经理|检察长|部长"
)
_TITLED = re.compile(f"(?P<t>{_TITLE})(?P<n>[{SURE_SURNAMES}][\u4e00-\u9fff]{{1,2}})")


_YEAR = re.compile("[0-9]{4}年")
"""A new year may say a post again: the person still held it then."""


@rule(
    "R158",
    "职务重复",
    level="体",
    basis="余庆年鉴行文规范（同一条目职务首见即可）",
    literals=tuple(_TITLE.split("|")),
    bad=[
        "县长沈岳年主持会议。会上，县长沈岳年作工作部署。",
        "5月8日，县委书记庄复礼到北塔乡调研。县委书记庄复礼察看渠道，走访农户。",
        "校长陆仲文到校后整顿校务，校长陆仲文又聘教员6人。",
    ],
    good=[
        "县长沈岳年主持会议。会上，沈岳年作工作部署。",
        "县长沈岳年、副县长江一帆到北塔乡调研。",
        "局长办公会议定事项6件，局长办公会纪要存档。",
        "2017年，院长陆叔衡筹建胸痛中心，2021年，院长陆叔衡兼任中心主任。",
    ],
)
def title_is_said_again(text: str, ctx: TextContext) -> Iterator[Hit]:
    """同一条目里，某人的职务首次出现时写，以后只写姓名。"""
    if not ctx.is_body:
        return
    seen: dict[str, int] = {}
    first: dict[str, int] = {}
    for m in _TITLED.finditer(text):
        key = m["t"] + m["n"][:2] + (m["n"][2:] if len(m["n"]) > 2 else "")
        anew = _YEAR.search(text, first.setdefault(key, m.end()), m.start())
        if key in seen and seen[key] == 1 and anew is None:
            seen[key] = 2
            yield Hit(
                m.start(),
                m.end(),
                f"前面已写“{m['t']}”，同一条目里再提“{m['n']}”可只写姓名。",
                confidence="hint",
            )
        seen.setdefault(key, 1)
