"""J 年鉴: the parts of a whole yearbook, and the volume number against the year recorded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from fangzhi.check.context import TextContext, WorkContext
from fangzhi.check.example import Example
from fangzhi.check.pieces import is_heading
from fangzhi.check.rule import Hit, rule
from fangzhi.model.book import Book
from fangzhi.model.text import Text

_PARTS: tuple[tuple[str, str], ...] = (
    ("编辑说明", "编辑说明|凡例|编纂说明|编写说明|编例"),
    ("特载", "特载|特辑|专载|专文|重要文献"),
    ("大事记", "大事记"),
    ("县情（市情）概况", "[县市区镇乡州省旗]情|概况|概貌|综述|总述"),
    ("人物", "人物|先进|荣誉|名录"),
    ("统计资料", "统计"),
    ("附录", "附录"),
    ("索引", "索引"),
)
_ORDER = ("编辑说明", "特载", "大事记", "县情（市情）概况", "附录", "索引")
_FIELDS = re.compile(
    "党|中共|人大|人民代表大会|政府|政协|纪检|群团|团体|法治|政法|军事|农业|工业|商贸|旅游|财政|税务|金融|交通|城乡|"
    "建设|环境|教育|科技|文化|卫生|体育|民政|社会|人力|乡镇|街道|镇|水利|通信|邮政"
)
_WHOLE = tuple(
    "# 中共江口县委|# 江口县人民代表大会|# 江口县人民政府|# 政协|# 法治|# 军事|# 农业|# 工业|# 财政税务|# 交通|# 教育|"
    "# 卫生|# 文化|# 乡镇概览".split("|")
)


def _whole(*front: str, last: tuple[str, ...] = ()) -> Example:
    return Example(paragraphs=(*front, *_WHOLE, *last), settings={"kind": "年鉴"})


@rule(
    "R160",
    "15部件缺/序错",
    level="体",
    basis="四川4部中国精品年鉴比较（部件）",
    scope="work",
    bad=[
        _whole("# 编辑说明", "# 特载", "# 大事记", "# 县情概况",
               last=("# 人物", "# 统计资料", "# 附录")),
        _whole("# 编辑说明", "# 大事记", "# 县情概况",
               last=("# 人物", "# 统计资料", "# 附录", "# 索引")),
        _whole("# 编辑说明", "# 县情概况", "# 特载", "# 大事记",
               last=("# 人物", "# 统计资料", "# 附录", "# 索引")),
    ],
    good=[
        _whole("# 编辑说明", "# 特载", "# 大事记", "# 县情概况",
               last=("# 人物", "# 统计资料", "# 附录", "# 索引")),
        Example(paragraphs=("# 大事记", "# 农业", "# 工业"), settings={"kind": "年鉴"}),
        Example(paragraphs=("# 编辑说明", "# 大事记", "# 教育"), settings={"kind": "县志"}),
    ],
)  # fmt: skip
def missing_part(book: Book, ctx: WorkContext) -> Iterator[Hit]:
    """整部年鉴的部件齐全，次序合例；只交来几个部类的不查。"""
    titles = [
        (block.text.strip(), block.id)
        for doc in ctx.documents
        if doc.document.is_yearbook and not doc.document.prior_volume
        for block in doc.manuscript.blocks
        if isinstance(block, Text) and is_heading(block) and block.level == 1
    ]
    places = {
        name: next((i for i, (title, _) in enumerate(titles) if re.search(words, title)), -1)
        for name, words in _PARTS
    }
    fields = sum(1 for title, _ in titles if _FIELDS.search(title))
    whole = fields >= 12 and places["大事记"] >= 0 and places["编辑说明"] >= 0
    if not whole:
        return
    missing = [name for name, at in places.items() if at < 0]
    if missing:
        message = f"全书未见{'、'.join(missing)}，请补上；由排版时另加的可不理会。"
        yield Hit(0, 0, message, confidence="hint")
    order = [name for name in _ORDER if places[name] >= 0]
    for first, second in pairwise(order):
        if places[first] > places[second]:
            title, block = titles[places[second]]
            message = f"“{first}”一般在“{second}”之前，请核对部件的次序。"
            yield Hit(0, len(title), message, block=block, confidence="hint")


_VOLUME = re.compile(
    "(?:年鉴》?[（(]((?:19|20)[0-9]{2})(?:年卷?|卷)?[）)]》?|年鉴((?:19|20)[0-9]{2})》?|((?:19|20)[0-9]{2})年?卷)"
)
_RECORDS = re.compile(
    "(?:记述|记载|收录|载录|反映|辑录|记录|着重记述|主要记述|重点记述)[^。；]{0,16}?(?<![0-9])((?:19|20)[0-9]{2})年(?:度|1月|全年|的|内|，|间|[\u4e00-\u9fff])"
)
_FAR = 150
"""Characters within which a volume's name and what it records belong together."""
_VOLUME_2025 = {"kind": "年鉴", "volume_year": 2025, "content_year": 2024}


@rule(
    "R162",
    "卷号与内容年",
    level="硬",
    basis="地方综合年鉴编纂通例（卷号年记述上一年）",
    literals=("年鉴", "卷"),
    probe="记述|记载|收录|载录|反映|辑录|记录",
    bad=[
        Example("《江口年鉴（2025）》全面记述2025年江口县的基本情况。", settings=_VOLUME_2025),
        Example("《江口年鉴》2025卷收录2025年度资料。", settings=_VOLUME_2025),
        Example("本卷为2025卷，主要反映2025年全县各业的新情况。", settings=_VOLUME_2025),
    ],
    good=[
        Example("《江口年鉴（2025）》全面记述2024年江口县的基本情况。", settings=_VOLUME_2025),
        Example("县志办出版《江口年鉴（2021）》，记述2020年事。", settings={"kind": "年鉴"}),
        Example("2025卷增设“乡村振兴”类目，反映2024年度新事。", settings=_VOLUME_2025),
    ],
)
def volume_against_year(text: str, ctx: TextContext) -> Iterator[Hit]:
    """年鉴卷号与记述年份相差一年。"""
    if not ctx.is_body:
        return
    for volume in _VOLUME.finditer(text):
        end = min(ctx.sentence_at(volume.start())[1] + 1, volume.end() + _FAR)
        records = _RECORDS.search(text, volume.end(), end)
        number = int(next(group for group in volume.groups() if group))
        if records is None or (ctx.document.volume_year and number != ctx.document.volume_year):
            continue
        year = int(records.group(1))
        if year == number and not re.search("[—～~－-]", text[volume.start() : records.end()]):
            message = f"卷号为{number}，又说记述{year}年；年鉴卷号一般比记述年份晚一年，请核对。"
            yield Hit(*records.span(), message)


@rule(
    "R162",
    "卷号与内容年",
    level="硬",
    basis="地方综合年鉴编纂通例（卷号年记述上一年）",
    scope="work",
    bad=[
        Example("桥已通车。", settings={"kind": "年鉴", "volume_year": 2025, "content_year": 2025}),
        Example("桥已通车。", settings={"kind": "年鉴", "volume_year": 2024, "content_year": 2025}),
        Example(
            "桥已通车。", settings={"kind": "综合年鉴", "volume_year": 2024, "content_year": 2024}
        ),
    ],
    good=[
        Example("桥已通车。", settings=_VOLUME_2025),
        Example("桥已通车。", settings={"kind": "年鉴", "content_year": 2025}),
        Example("桥已通车。", settings={"kind": "县志", "volume_year": 2025, "content_year": 2025}),
    ],
)
def volume_setting(book: Book, ctx: WorkContext) -> Iterator[Hit]:
    """设置中的卷号与记述年份相差一年。"""
    volume, year = ctx.settings.volume_year, ctx.settings.content_year
    if "年鉴" in ctx.settings.kind and volume and year and year >= volume:
        message = f"设置的卷号为{volume}，记述年份为{year}；卷号一般比记述年份晚一年，请核对设置。"
        yield Hit(0, 0, message)
