"""Tables of numeral characters, and of words that only look like numbers."""

import re
from typing import Final

PLAIN: Final[dict[str, int]] = {
    c: i for row in ("〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖") for i, c in enumerate(row)
}
"""Characters that may stand in a digit run such as 二〇〇八."""

DIGIT: Final[dict[str, int]] = PLAIN | {
    "两": 2, "兩": 2, "貳": 2, "參": 3, "叄": 3, "陸": 6, "廿": 20, "卅": 30, "卌": 40,
}  # fmt: skip

SMALL: Final[dict[str, int]] = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
BIG: Final[dict[str, int]] = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}

VAGUE: Final = frozenset("几数好若")
"""Characters that make the unit after them vague: 几十, 数百, 好几千."""

# Words whose numeral characters count nothing, and names. Facts of everyday vocabulary; grown
# from false hits in yearbook prose.
_WORDS: Final = """
一一 一举 一乡一 一五一十 一些 一体 一体化 一共 一再 一切 一县一 一同 一向 一味 一如既往 一定 一带
一并 一度 一律 一心 一户一 一手 一把手 一揽子 一方面 一旦 一时 一村一 一条龙 一样 一概 一步一 一流
一直 一票否决 一站式 一系列 一线 一致 一般 一贯 一起 一边 一道 一镇一 一面 七一勋章 七星 万一 万事
万众 万县 万古 万安 万岁 万州 万户侯 万民 万源 万物 万福 万般 万里长城 三三两两 三下乡 三中全会
三亚 三元 三八妇女 三军 三农 三包 三原 三台 三国 三字经 三峡 三明 三星堆 三水 三江 三河 三维 三苏
三角 三轮 三门 不一 不三不四 专一 两会 两侧 两地 两委 两宋 两岸 两性 两旁 两极 两栖 两汉 两江 两级
两翼 两者 两边 两院 之一 九寨 九寨沟 九州 九江 九章 九龙 二元 二手 二滩 二维 二胡 二郎 五一劳动
五保 五台山 五四运动 五官 五峰 五星 五粮液 五经 五谷 五通桥 五金 亿万 入伍 八一 八卦 八方 八旗
六书 六安 六盘水 内陆 划一 十分 十堰 十足 千佛 千字文 千家万户 千户 千方百计 千秋 千里马 千金 半坡
半天 半导体 半山 半岛 半年 半径 半数 单一 参与 参加 双百 合一 同一 周一 周三 周二 周五 周六 周四
唯一 四书 四周 四处 四季 四川 四库 四海 四通八达 四面 大陆 如一 张三 归一 拾得 拾级 接二连三 收拾
星期一 星期三 星期二 星期五 星期六 星期四 李四 登陆 百倍 百合 百姓 百家 百科 百花 百货 着陆
第一时间 统一 老三 进一步 退伍 逐一 队伍 陆军 陆地 陆续 陆路 零件 零售 零散 零星 零钱 零食
"""
_UNIT_WORDS: Final = "千米 千克 千瓦 千卡 千帕 千伏 千赫 千焦 千字 百帕 两栖"


def _alternation(words: str) -> str:
    """Longest first, so that 一体化 wins over 一体."""
    return "|".join(sorted(map(re.escape, set(words.split())), key=lambda w: (-len(w), w)))


_NUMERALS: Final = "".join(DIGIT | SMALL | BIG)
NOT_NUMBERS: Final = re.compile(
    rf"(?:{_alternation(_UNIT_WORDS)})|(?<![{_NUMERALS}\d])(?:{_alternation(_WORDS)})"
)
"""Words to leave out. After a numeral only unit names count: 二十分钟 is 20, 五千克 is 5."""
