"""L 一致: the same figure or event told in two ways within a work; a person decides which is right."""

from __future__ import annotations

from collections.abc import Iterator

from fangzhi.check.context import WorkContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.conflicts_shared import open_hits
from fangzhi.model.book import Book

_YEAR = {"kind": "年鉴", "content_year": 2024, "area": "临川县"}
_BOOK = {"kind": "县志", "area": "临川县"}


def _example(*paragraphs: str, **settings: object) -> Example:
    return Example(paragraphs=paragraphs, settings=settings or _YEAR)


def _with_table(title: str, rows: tuple[str, ...], *paragraphs: str) -> Example:
    table = tuple(tuple(row.split(" | ")) for row in rows)
    return Example(paragraphs=paragraphs, table=table, table_title=title, settings=_BOOK)


@rule(
    "R189",
    "同事异时、异数",
    level="硬",
    basis="江西数据类差错五类之跨章不一；县志质量标准",
    scope="work",
    bad=[
        _example(
            "# 县情",
            "2024年末，全县有小学48所。",
            "# 教育",
            "2024年末，全县有小学46所、普通中学12所。",
        ),
        _example(
            "# 大事记",
            "## 6月",
            "6日 县中医院新院区启用。",
            "# 卫生",
            "县中医院新院区于2024年6月16日启用。",
        ),
        _example(
            "# 农业",
            "1985年，全县粮食总产量12.46万吨。",
            "# 粮食",
            "1985年，全县粮食总产12.64万吨。",
            **_BOOK,
        ),
        _example(
            "# 交通",
            "东门大桥位于城东，全长640米。",
            "# 城建",
            "东门大桥是县城第一座大桥，桥长604米。",
        ),
        _with_table(
            "表10-3 部分小学",
            (
                "校名 | 创办年份 | 校址",
                "平桥镇小学 | 1917 | 关帝庙",
                "白沙乡小学 | 1914 | 罗氏宗祠",
            ),
            "# 教育",
            "平桥镇小学1917年创办，白沙乡小学1941年创办，均由祠庙改建。",
        ),
        _example(
            "# 大事记",
            "2016年9月20日，石桥水库下闸蓄水，自2011年11月18日开工以来完成土石方186万立方米。",
            "# 石桥水库",
            "位于白沙乡石桥村，2012年11月18日开工，2016年9月20日下闸蓄水，历时3年10个月。",
            **_BOOK,
        ),
    ],
    good=[
        _example(
            "# 人口",
            "2024年末，全县户籍人口38.64万人。",
            "# 综合",
            "2024年末，全县常住人口30.15万人。",
        ),
        _example(
            "# 县情",
            "2024年，全县粮食总产量18.9万吨。",
            "# 农业",
            "2024年，全县粮食总产量18.92万吨。",
        ),
        _example(
            "# 农业",
            "1985年，全县粮食总产量12.46万吨。",
            "# 粮食",
            "1986年，全县粮食总产12.64万吨。",
            **_BOOK,
        ),
        _example("# 县情", "2024年末，全县有小学48所。", "# 平桥镇", "2024年末，全镇有小学6所。"),
        _with_table(
            "表10-3 部分小学",
            (
                "校名 | 创办年份 | 校址",
                "平桥镇小学 | 1917 | 关帝庙",
                "白沙乡小学 | 1941 | 罗氏宗祠",
            ),
            "# 教育",
            "平桥镇小学1917年创办，白沙乡小学1941年创办，1914年毁于火的旧塾不计。",
        ),
        _example(
            "# 大事记",
            "## 6月",
            "6日 县中医院新院区启用。",
            "# 卫生",
            "县中医院新院区于2020年6月16日开工。",
        ),
        _example(
            "# 大事记",
            "2016年9月29日，浙江省第十二届人民代表大会常务委员会第三十三次会议召开。",
            "# 人大",
            "2016年7月29日，广东省第十二届人民代表大会常务委员会第三十三次会议召开。",
        ),
        _example(
            "# 工资",
            "2004年，休息日加班按不低于小时工资标准的200%支付。",
            "# 劳动",
            "2004年，法定节日加班按不低于小时工资标准的300%支付。",
        ),
    ],
)
def same_thing_told_twice_differently(book: Book, ctx: WorkContext) -> Iterator[Hit]:
    """同一事项、同一指标在不同篇章的时间、数字应当一致；口径、时期、范围不同的不算。"""
    yield from open_hits(ctx, "text", events=True)


@rule(
    "R190",
    "文与表不一",
    level="硬",
    basis="江西数据类差错五类之文表不一；图书编校质量差错认定细则",
    scope="work",
    bad=[
        _with_table(
            "表3-1 主要年份耕地",
            ("年份 | 耕地（公顷）", "2005 | 2478", "2020 | 2451"),
            "# 耕地",
            "2005年全镇有耕地2478公顷，2020年末2415公顷。",
        ),
        _with_table(
            "2005年临川县各乡镇基本情况",
            ("乡镇 | 村（个） | 户籍人口（人）", "平桥镇 | 14 | 43976", "白沙乡 | 9 | 20118"),
            "# 平桥镇",
            "2005年末，平桥镇户籍人口44976人。",
        ),
        _with_table(
            "表2 1985—1990年粮食生产",
            ("年份 | 粮食总产量（吨）", "1985 | 64180", "1990 | 70260"),
            "# 粮食",
            "1990年，全县粮食总产量7.62万吨。",
        ),
    ],
    good=[
        _with_table(
            "表3-1 主要年份耕地",
            ("年份 | 耕地（公顷）", "2005 | 2478", "2020 | 2415"),
            "# 耕地",
            "2005年全镇有耕地2478公顷，2020年末2415公顷。",
        ),
        _with_table(
            "表2 1985—1990年粮食生产",
            ("年份 | 粮食总产量（吨）", "1985 | 64180", "1990 | 70260"),
            "# 粮食",
            "1990年，全县粮食总产量7.03万吨。",
        ),
        _with_table(
            "2005年临川县各乡镇基本情况",
            ("乡镇 | 村（个） | 户籍人口（人）", "平桥镇 | 14 | 43976", "白沙乡 | 9 | 20118"),
            "# 平桥镇",
            "2005年末，平桥镇常住人口31220人。",
        ),
    ],
)
def text_against_table(book: Book, ctx: WorkContext) -> Iterator[Hit]:
    """正文与表格（含电子表）里同一地方、同一指标、同一时间的数应当一致。"""
    yield from open_hits(ctx, "table")


@rule(
    "R191",
    "与统计资料不一",
    level="硬",
    basis="地方志书编纂惯例：数据以统计部门公布为准，不同的应当注明",
    scope="work",
    bad=[
        _example(
            "# 统计公报摘录",
            "2024年，全县一般公共预算收入8.76亿元。",
            "# 财政",
            "2024年，全县一般公共预算收入完成8.67亿元。",
        ),
        _example(
            "# 2024年国民经济统计资料",
            "年末生猪存栏13.8万头。",
            "# 畜牧",
            "2024年末，全县生猪存栏18.3万头。",
        ),
        _example(
            "# 统计局资料",
            "2024年，全县地区生产总值168.42亿元。",
            "# 综述",
            "2024年，全县实现生产总值186.42亿元。",
        ),
    ],
    good=[
        _example(
            "# 统计公报摘录",
            "2024年，全县一般公共预算收入8.76亿元。",
            "# 财政",
            "2024年，全县一般公共预算收入87600万元。",
        ),
        _example(
            "# 统计公报摘录",
            "2024年末，全县常住人口30.15万人。",
            "# 公安",
            "2024年末，全县户籍人口38.64万人。",
        ),
        _example(
            "# 统计公报摘录",
            "2024年，全县地区生产总值168.42亿元。",
            "# 综述",
            "2024年，全县生产总值快报数为167.9亿元，统计局核实后调整为168.42亿元。",
        ),
    ],
)
def text_against_statistics(book: Book, ctx: WorkContext) -> Iterator[Hit]:
    """与统计部门的资料不一致的数，以统计部门为先，否则要注明来源和口径。"""
    yield from open_hits(ctx, "statistics")


@rule(
    "R195",
    "与前志矛盾",
    level="硬",
    basis="四川省地方志书质量规定：纠正前志错误应作说明",
    scope="work",
    bad=[
        _example(
            "# 前志摘录",
            "1985年，全县耕地26400公顷。",
            "# 耕地",
            "1985年，全县耕地24600公顷。",
            **_BOOK,
        ),
        _example(
            "# 前志选录",
            "县棉纺厂于1958年6月建成投产。",
            "# 工业",
            "县棉纺厂于1959年6月建成投产。",
            **_BOOK,
        ),
        _example(
            "# 上届志书记载（前志）",
            "1990年末，全县有小学312所。",
            "# 教育",
            "1990年末，全县有小学321所。",
            **_BOOK,
        ),
    ],
    good=[
        _example(
            "# 前志摘录",
            "1985年，全县耕地26400公顷。",
            "# 耕地",
            "2005年，全县耕地24600公顷。",
            **_BOOK,
        ),
        _example(
            "# 前志摘录",
            "1985年，全县耕地26400公顷。",
            "# 耕地",
            "1985年，全县耕地24600公顷，与前志所记不同，据土地详查资料订正。",
            **_BOOK,
        ),
        _example(
            "# 前志选录",
            "县棉纺厂于1958年6月建成投产。",
            "# 工业",
            "县棉纺厂于1957年3月开工，1958年建成投产。",
            **_BOOK,
        ),
    ],
)
def against_the_volume_before(book: Book, ctx: WorkContext) -> Iterator[Hit]:
    """与前志（上年卷）同一时间的数字、日期不同的，应当考订并注明。"""
    yield from open_hits(ctx, "prior", events=True)
