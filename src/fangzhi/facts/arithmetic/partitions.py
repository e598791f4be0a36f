"""Complete divisions (穷尽划分) of the things a chronicle counts, and words that tell overlap."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

_SETS: Final = """
财险,财产险,财产保险 / 寿险,人身险,人寿保险,人身保险
男 / 女
城镇,城市 / 乡村,农村
省内 / 省外
县内 / 县外
市内 / 市外
县城,城区 / 农村,乡镇,乡村
公办 / 民办
公立 / 私立,民办,民营
大型 / 中型 / 小微
大型 / 中型 / 小型 / 微型
大型 / 中型 / 小型
中型 / 小型
中型 / 小（1）型,小(1)型,小一型 / 小（2）型,小(2)型,小二型
国道 / 省道 / 县道 / 乡道 / 村道
特大桥 / 大桥 / 中桥 / 小桥
限额以上 / 限额以下
规模以上 / 规模以下
第一产业 / 第二产业 / 第三产业
农业,种植业 / 林业 / 牧业,畜牧业 / 渔业,水产业 / 农林牧渔服务业,服务业,专业及辅助性活动,辅助性活动
农业,种植业 / 林业 / 牧业,畜牧业 / 渔业,水产业
一产 / 二产 / 三产
税收收入 / 非税收入
税收 / 非税
批准 / 不批准
任命 / 免职
农业人口 / 非农业人口
农业户 / 非农业户
文盲 / 识字
识字 / 不识字
汉族 / 少数民族
初中 / 高中
在职 / 退休
在职 / 离退休
干部 / 工人
企业 / 个体工商户 / 农民专业合作社
法人 / 其他组织
水田 / 旱地
旱地 / 水浇地 / 水田
自流灌溉 / 提水灌溉
耕地 / 非耕地
国内 / 国外,境外
出口 / 进口
机动 / 非机动
办结 / 在办
办结 / 未办结
已婚 / 未婚
基本支出 / 项目支出
集中供养 / 分散供养
"""
_SOFT: Final = """
上半年 / 下半年
一季度,第一季度 / 二季度,第二季度 / 三季度,第三季度 / 四季度,第四季度
前年 / 去年 / 今年
第一年 / 第二年 / 第三年
头年 / 次年 / 第三年
春季 / 秋季
春季 / 夏季 / 秋季 / 冬季
春播 / 秋播
夏粮 / 秋粮
夏粮 / 早稻 / 秋粮
早稻 / 中稻 / 晚稻
早稻 / 晚稻
大春 / 小春
国内 / 入境
境内 / 境外
境内 / 入境
本地 / 外地
本县 / 外县
本市 / 外市
本省 / 外省
本级 / 乡镇,镇乡,下级
城市 / 县镇 / 农村
山地 / 丘陵 / 平原,平坝
山区 / 丘陵 / 平原
山地 / 丘陵 / 平原 / 水域
天然林 / 人工林
公益林 / 商品林
生态公益林 / 商品林
国有林 / 集体林
国有 / 集体
国有 / 集体 / 个体,私营
国有 / 集体 / 其他
国家 / 集体 / 个人
全民 / 集体
全民所有制 / 集体所有制
公有 / 非公有
公有制 / 非公有制
内资 / 外资
内资 / 港澳台资 / 外资
轻工业 / 重工业
轻工 / 重工
文科 / 理科
文史 / 理工
应届 / 往届
本科 / 专科
走读 / 寄宿,住宿
住校 / 走读
普通高中 / 职业高中
普通中学 / 职业中学
正式党员 / 预备党员
正式 / 预备
在编 / 编外,聘用,临聘
固定工 / 合同工 / 临时工
固定工 / 临时工
在岗 / 离岗
在岗 / 下岗
正高 / 副高
正高级 / 副高级 / 中级 / 初级
高级 / 中级 / 初级
一等奖 / 二等奖 / 三等奖
金牌 / 银牌 / 铜牌
金奖 / 银奖 / 铜奖
一级 / 二级 / 三级
甲级 / 乙级 / 丙级
甲等 / 乙等 / 丙等
优秀 / 良好 / 合格 / 不合格
优秀 / 合格 / 不合格
优秀 / 称职 / 基本称职 / 不称职
合格 / 不合格
达标 / 未达标
满意 / 基本满意 / 不满意
高一 / 高二 / 高三
初一 / 初二 / 初三
七年级 / 八年级 / 九年级
赞成 / 反对 / 弃权
同意 / 反对 / 弃权
淡水 / 海水
养殖 / 捕捞
公路 / 水路
公路 / 铁路
公路 / 水路 / 铁路
内河 / 沿海
动物 / 植物
地上 / 地下
地表水 / 地下水
陆域 / 海域
陆地 / 水域
左岸 / 右岸
男生 / 女生
干流 / 支流
干渠 / 支渠 / 斗渠
直接 / 间接
短期 / 中长期
行政 / 事业
机关 / 事业 / 企业
行政机关 / 事业单位 / 企业
党政机关 / 事业单位 / 企业
国税 / 地税
上划中央 / 地方级
工业用水 / 农业用水 / 生活用水
工业用水 / 农业用水 / 生活用水 / 生态用水
居民生活 / 非居民
县级 / 乡级 / 村级
县级 / 镇级 / 村级
省级 / 市级 / 县级
国家级 / 省级 / 市级 / 县级
未成年人 / 成年人
老年 / 中年 / 青年
住院 / 门诊
单位存款 / 个人存款
已脱贫 / 未脱贫
脱贫 / 未脱贫
参保 / 未参保
现金 / 实物
毕业,结业 / 退学
毕业 / 肄业
毕业 / 结业 / 肄业
资金 / 物资
"""


def _rows(text: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    return tuple(
        tuple(tuple(part.split(",")) for part in row.split(" / "))
        for row in text.strip().splitlines()
    )


_STRICT: Final = _rows(_SETS)
PARTITIONS: Final = _STRICT + _rows(_SOFT)
"""Each row divides a whole without overlap; a comma joins names of one part. The rows of `_SETS`
leave nothing out; those of `_SOFT` mostly do not (三等奖 may be followed by 优秀奖)."""

PART_WORDS: Final = tuple(sorted({w for row in PARTITIONS for part in row for w in part}))
"""Every name of a part, for a cheap look whether a text can hold a division."""
_ANY_PART: Final = re.compile("|".join(map(re.escape, PART_WORDS)))
REST: Final = re.compile(r"^(?:其余|其他(?!少数民族)|其它(?!少数民族)|另外|余|剩余|剩下|其馀)")
OVERLAPPING: Final = re.compile(
    "女|少数民族|党员|团员|学历|本科|大专|研究生|职称|高级(?!中学)|中级(?!人民|法院)|初级(?!中学)|高中级|贫困|脱贫|留守|残疾|岁以上|岁及以上|老年|劳动力|"
    "持证|新增|专职|兼职|退休|非公|民营|出口|进口|外出|常住|流动|规模以上|骨干|优秀|先进|获|新建|改建|中国共产党|"
    "省级以上|市级以上|县级以上|国家级|低保|特困|五保|重点"
)
"""Labels that may name the same things as their neighbours: such parts need not add up."""


_EXCLUSIVE: Final = (
    ("高级", "中级", "初级"),
    ("博士", "硕士", "本科", "大专", "中专", "高中"),
    ("研究生", "本科", "大专", "中专", "高中", "初中", "小学", "文盲"),
)


def excludes(labels: Sequence[str]) -> bool:
    """Tell whether each label names another step of one ladder (高级, 中级, 初级): nothing is in two."""
    return any(
        all(sum(step in label for step in ladder) == 1 for label in labels)
        and len({step for label in labels for step in ladder if step in label}) == len(labels)
        for ladder in _EXCLUSIVE
    )


def completes(labels: Sequence[str]) -> bool:
    """Tell whether the labels, in any order, are one complete division of a whole."""
    if not labels or not _ANY_PART.search(labels[0]):
        return False
    return len(labels) > 1 and _is_partition(tuple(labels), PARTITIONS)


def surely_completes(labels: Sequence[str]) -> bool:
    """Tell whether the labels are a division that never leaves anything out (男女, 城乡)."""
    return completes(labels) and _is_partition(tuple(labels), _STRICT)


@lru_cache(maxsize=4096)
def _is_partition(labels: tuple[str, ...], known: tuple[tuple[tuple[str, ...], ...], ...]) -> bool:
    return any(len(row) == len(labels) and _matches(row, labels) for row in known)


def _matches(row: tuple[tuple[str, ...], ...], labels: Sequence[str]) -> bool:
    open_parts = list(row)
    for label in labels:
        hit = [part for part in open_parts if any(_names(label, word) for word in part)]
        if not hit:
            return False
        open_parts.remove(max(hit, key=lambda part: max(len(w) for w in part if w in label)))
    return True


def _names(label: str, word: str) -> bool:
    """A part names a label that begins or ends with it; 非税收入 is not 税收收入, 女 is not 男女."""
    if label.startswith(word) or (
        label.endswith(word) and not label.endswith(("非" + word, "不" + word))
    ):
        return True
    return (
        word in label and len(word) >= 2 and f"非{word}" not in label and f"不{word}" not in label
    )
