"""Measure words (量词) and unit names that a number stands before, for rules on numerals."""

from __future__ import annotations

import re

COUNTED = (
    "户 名 人 口 位 所 座 台 件 辆 头 只 株 艘 架 匹 枚 盏 棵 尾 羽 把 根 副 幅 套 床 张 "
    "册 栋 间 幢 份 桌 顶 盘 垧 眼 孔 块 捆 袋 箱 桶 瓶 罐 坛 缸 篓 筐 挑 趟 列 宗 起 桩 "
    "例 对 双 批 群 串 挂 部 本 篇 首 封 帧 尊 具 颗 粒 垛 门 杆 支 枝 领 丘 席 瓮 捧 墩 "
    "扇 面 头 峰 乘 铺 窝 箩 家 个 处 场 爿 方 车 船 员 丁"
).split()
"""Words that count things, persons and beasts."""
_IN_NAMES = set("口门铺墩面方车船员丁家个处场起列部本首头乘丘扇席领挂对双批份篇群支")
SIMPLE = tuple(word for word in COUNTED if word not in _IN_NAMES)
"""Those of them that seldom begin a word or end a place name."""
SORTS = "条 项 次 种 类 款 卷 届 圈 遍 段 排 组 样 茬 炉 窑 道 圃 畦 垄 层 轮 股 丛".split()
MEASURED = (
    "平方千米 平方公里 平方米 立方米 平方厘米 千米 公里 毫米 厘米 分米 微米 纳米 米 公顷 "
    "亩 吨 千克 公斤 毫克 微克 克 毫升 升 千瓦时 千瓦 兆瓦 吉瓦 瓦 千伏安 千伏 伏 毫安 "
    "千安 安 兆帕 千帕 帕 千赫 兆赫 赫 千焦 千卡 千牛 流明 勒克斯 贝可 小时 分钟 "
    "秒 天 元 人次 车次 班次 架次 艘次 场次 例次 台次 海里 英里 英寸 英尺 马力 分贝 转 个 "
    "岁 摄氏度 倍 级 波美度 华氏度 度 目 节 当量 空方 土方 石方 标箱 车皮 公分 公尺 公升 "
    "公吨 公担 市斤 华里 里 斤 尺 丈 寸 担 石 两 目 克拉 分 毫克每升 吨级 瓦时 摩尔 "
    "开尔文 欧姆 盎司 加仑 英亩 条 昼夜 航次 工日 课时 学时 亩次 趟次 人份"
).split()
"""Names of units, the legal ones and the others."""


def any_of(*tables: list[str] | tuple[str, ...]) -> str:
    """Give a pattern for any word of the tables, longer words first."""
    words = sorted({word for table in tables for word in table}, key=lambda w: (-len(w), w))
    return "(?:" + "|".join(map(re.escape, words)) + ")"
