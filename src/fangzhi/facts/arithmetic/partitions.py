"""Complete divisions (穷尽划分) of the things a chronicle counts, and words that tell overlap."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

_SETS: Final = """
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
高产 / 低产
死亡 / 受伤
国内 / 国外,境外
出口 / 进口
机动 / 非机动
办结 / 在办
办结 / 未办结
已婚 / 未婚
基本支出 / 项目支出
一审 / 二审
集中供养 / 分散供养
城镇职工 / 城乡居民
"""
PARTITIONS: Final[tuple[tuple[tuple[str, ...], ...], ...]] = tuple(
    tuple(tuple(part.split(",")) for part in row.split(" / "))
    for row in _SETS.strip().splitlines()
    if row not in ("死亡 / 受伤", "城镇职工 / 城乡居民", "一审 / 二审", "高产 / 低产")
)
"""Each row divides a whole without rest and without overlap; a comma joins names of one part."""

PART_WORDS: Final = tuple(sorted({w for row in PARTITIONS for part in row for w in part}))
"""Every name of a part, for a cheap look whether a text can hold a division."""
_ANY_PART: Final = re.compile("|".join(map(re.escape, PART_WORDS)))
REST: Final = re.compile(r"^(?:其余|其他|其它|另外|余|剩余|其馀)")
OVERLAPPING: Final = re.compile(
    "女|少数民族|党员|团员|学历|本科|大专|研究生|职称|高级(?!中学)|中级(?!人民|法院)|初级(?!中学)|高中级|贫困|脱贫|留守|残疾|岁以上|岁及以上|老年|劳动力|"
    "持证|新增|专职|兼职|退休|非公|民营|出口|进口|外出|常住|流动|规模以上|骨干|优秀|先进|获|新建|改建|中国共产党|"
    "省级以上|市级以上|县级以上|国家级|低保|特困|五保|重点"
)
"""Labels that may name the same things as their neighbours: such parts need not add up."""


_EXCLUSIVE: Final = (("高级", "中级", "初级"), ("博士", "硕士", "本科", "大专", "中专", "高中"))


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
    return len(labels) > 1 and _is_partition(tuple(labels))


@lru_cache(maxsize=4096)
def _is_partition(labels: tuple[str, ...]) -> bool:
    return any(len(row) == len(labels) and _matches(row, labels) for row in PARTITIONS)


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
