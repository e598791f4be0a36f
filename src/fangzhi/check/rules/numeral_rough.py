"""E 数字用法: approximate numbers said twice over, and days that have become names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import TextContext
from fangzhi.check.rule import Hit, rule
from fangzhi.facts.scan import matches

_NUMBER = "(?:[0-9]{1,12}(?:\\.[0-9]{1,6})?[百千万亿]{0,3}|[一二三四五六七八九十百千万亿两]{1,12})"
_BEFORE = (
    "(?:大约|大概|将近|接近|"
    "(?<![节合契条公预履违大简婉誓特隐制集签邀相赴应守爽毁解失纽租盟缔民规乡])约|(?<![大附临靠最接将邻远])近)"
)
_ABOUT = re.compile(
    f"({_BEFORE})(?:有|为|达|计|需)?({_NUMBER})(?:"
    "([余多])(?!年来|种|样)|([\u4e00-\u9fff%％]{0,5}?)(左右|上下|以上|许(?![多可久]))|"
    "([\u4e00-\u9fff]{1,4}?)([余多])(?![种样元]))"
)
_STACKED = re.compile(f"{_NUMBER}(余多|多余)(?=[万亿个人名户家处所吨千公平立元亩株头台件次])")
_TWICE = re.compile(
    "(?:大约|大概|(?<![节合契条公预签邀相协违守租])约)(?:有|计|为|占)[\u4e00-\u9fff]{0,4}?(?<![附临靠最接将邻远])(将近|接近|近)"
    f"{_NUMBER}(?!年来)"
)
_OVER = re.compile(
    f"(?<![0-9.一二三四五六七八九十百千万亿两])({_NUMBER}[余多])([\u4e00-\u9fff]{{0,4}}?)(左右|上下)"
)


@rule(
    "R085",
    "约数重叠",
    level="硬",
    basis="图书编校质量差错认定细则19",
    literals=("约", "近", "大概", "左右", "上下", "余多", "多余"),
    needs=[("余", "多", "左右", "上下", "以上", "许", "近")],
    bad=[
        "参加约300余人。",
        "全长大约1.2千米左右。",
        "近500多人到会。",
        "到会300多人左右。",
        "收粮1200余多吨。",
    ],
    good=[
        "参加约300人。",
        "节约300余万元。",
        "全年签约20余个项目。",
        "订立乡规民约20余条。",
        "附近300多米。",
        "近500年来未有。",
        "年龄20岁左右。",
    ],
)
def doubled_approximation(text: str, ctx: TextContext) -> Iterator[Hit]:
    """“约”“近”与“余”“多”“左右”只取其一。"""
    end = 0
    for found in _ABOUT.finditer(text):
        end = found.end()
        late = next(part for part in (found.group(3), found.group(5), found.group(7)) if part)
        yield Hit(*found.span(), f"“{found.group(1)}”与“{late}”重复，取其一。")
    for found in _STACKED.finditer(text):
        yield Hit(*found.span(), "“余”与“多”重复，取其一。")
    for found in _TWICE.finditer(text, end):
        yield Hit(*found.span(), f"“约”与“{found.group(1)}”重复，取其一。")
    for found in _OVER.finditer(text, end):
        early = found.group(1)[-1]
        yield Hit(*found.span(), f"“{early}”与“{found.group(3)}”重复，取其一。")


_UNIT = "(?:(?![一二三四五六七八九十百千万亿两的])[\u4e00-\u9fff%％]){0,5}?"
_AMOUNT = f"(?:了)?{_NUMBER}(?:分之{_NUMBER})?[余多]?{_UNIT}"
_FAR = re.compile(
    "(?<!不)(超过|超出|突破|高于|多于)((?:了)?(?:(?:全|上|去|往|历|同|前|原定|年度|季度|预定|预期|预计|既定|本|国家|省|市|县|[0-9]{4})[\u4e00-\u9fff]{0,6}?"
    f"(?:目标|计划|任务|指标|年同期|水平|纪录|记录|最高值|均值|平均)[的数]?){_NUMBER}[余多]?(?![%％]){_UNIT})(以上)"
)
_EXCEED = re.compile(
    f"(不少于|不低于|不小于|不下于?|(?<!不)超过|多达|高于|多于|突破|大于|(?<!勾)逾|(?<![高不])超|至少|最少)({_AMOUNT})(以上)|"
    f"(不超过|不多于|不高于|不大于|低于|少于|小于|不足|不满|不到|至多|最多)({_AMOUNT})(以下|以内)"
)


@rule(
    "R086",
    "超过…以上",
    level="硬",
    basis="图书编校质量差错认定细则19",
    literals=(
        "超",
        "不下",
        "高于",
        "多于",
        "突破",
        "大于",
        "多达",
        "逾",
        "至少",
        "最少",
        "低于",
        "少于",
        "小于",
        "不足",
        "不满",
        "不到",
        "至多",
        "最多",
    ),
    needs=[("以上", "以下", "以内")],
    fixes=True,
    bad=[
        "每亩保苗不少于4000株以上。",
        "日均客流超过5000人次以上。",
        "不足100户以下的村有3个。",
        "至少3年以上。",
        "招收学员超过年度目标120人以上。",
    ],
    good=[
        "日均客流超过5000人次。",
        "5000人次以上。",
        "超过5000人次，其中三成以上为游客。",
        "车速超过规定时速50%以上的，处罚款。",
        "铺设长度不少于50米的三级以上路面。",
    ],
)
def doubled_limit(text: str, ctx: TextContext) -> Iterator[Hit]:
    """“超过”与“以上”、“不足”与“以下”只取其一。"""
    for found in _FAR.finditer(text):
        message = f"“{found.group(1)}”与“{found.group(3)}”重复，取其一。"
        yield Hit(*found.span(), message, found.group(1) + found.group(2), confidence="hint")
    for found in _EXCEED.finditer(text):
        early, middle, late = (part for part in found.groups() if part)
        yield Hit(*found.span(), f"“{early}”与“{late}”重复，取其一。", early + middle)


_EVENT = (
    "(?:(?!级)[\u4e00-\u9fff]{0,2}(?:特?大)?(?:地震|抗震)|运动|惨案|事变|事件|起义|消费者|"
    "国际|全国|诗歌|劳动节|国际劳动|建军|青年节|教师节|特大|暴雨|洪灾|洪水|山洪|火灾|泥石流|雪灾|专?案|宪法|禁毒|消防|晚会|维权|宣传|爱国|"
    "(?:世界|国家|中国|中华|农民|学习|税收|科技|民族)?[\u4e00-\u9fff]{2,8}(?<![工度目本去前])日(?!期|[前后均产]))"
)
_ARABIC_DAY = re.compile(
    f"“([0-9]{{1,2}})[.．]([0-9]{{1,2}})”|(?<![0-9.．])(1?[0-9])[.．]([1-3]?[0-9])(?=”?{_EVENT})(?![0-9.．个万亿元吨米%]|公[顷里斤])"
)
_POINTED_DAY = re.compile("[“0-9][0-9]{0,2}[.．]")
_DOTTED_DAYS = {"一二九": "一二·九", "一二八": "一·二八", "一二一": "一二·一", "一一七": "一·一七"}
_HAN_EVENT = (
    "运动|事变|惨案|事件|起义|淞沪|抗战|会战|战役|大?罢工|政变|反革命|指示|批示|讲话|会议|国耻|建军|劳动|妇女|儿童|青年|"
    "大合唱|诗|暴动|兵变|农民|空战|轰炸|空难|洪灾|洪水|大捷|公路|干校|纪念|晚会|游行|节"
)
_HAN_DAY = re.compile(
    "(?<![一二三四五六七八九十])(一二九|一二八|一二一|一一七)(?=”?(?:运动|事变|惨案|淞沪|抗战|大合唱|诗))|"
    "(?<![一二三四五六七八九十第])([二三四五六七八九][·•・．.](?:[一二三]?十?[一二三四五六七八九〇]|[二三]?十|卅))"
    f"(?![一二三四五六七八九十〇·•・．.])(?=”|{_HAN_EVENT})"
)
_HAN_MONTH = re.compile("[一二三四五六七八九](?:[·•・．.]|二[九八一]|一七)")
"""A month of one character, but January, needs no point before its day (五四, 三一八)."""
_BARE_DAY = re.compile(
    "(?<![0-9.])(?!1(?:10|14|19|20|22))([1-9]|1[0-2])([0-3][0-9])(?=”?(?:全国|国际|世界|国家|汶川)?(?:消防|消费者|宪法|禁毒|防灾|"
    "特?大?地震|地球日|水日|环境日|气象日|爱眼|胜利日|公祭|学雷锋|全民国家安全|护士|博物馆日|爱耳|植树|"
    "特?大?(?:洪水|洪灾|暴雨|山洪|泥石流|火灾|事故|爆炸)|(?:事件|专案|惨案|讲话|批示|指示)))"
)
"""A day in bare digits; “119” and its like are telephone numbers."""


@rule(
    "R080",
    "含月日专名",
    level="点",
    basis="GB/T 15834-2011 4.14.3.5；GB/T 15835-2011 5.1.6",
    quotes="read",
    literals=(
        ".",
        "．",
        "·",
        "•",
        "・",
        "一二九",
        "一二八",
        "一二一",
        "一一七",
        "消防",
        "消费者",
        "宪法",
        "禁毒",
        "防灾",
        "地震",
        "日",
        "公祭",
        "学雷锋",
        "全民国家安全",
        *"护士 植树 博物馆 爱耳 洪 暴雨 泥石流 火灾 事故 爆炸 事件 专案 惨案 讲话 批示 指示".split(),
    ),
    fixes=True,
    bad=[
        "举办“12.9”诗歌会。",
        "五·四运动波及县城。",
        "一二九运动爆发。",
        "5.12地震后重建。",
        "3.22世界水日，设展板12块。",
        "三·一八惨案后，学生游行。",
        "“二·七”大罢工影响县境。",
        "315消费者权益日，设展板12块。",
        "参加“512”护士节宣讲。",
    ],
    good=[
        "举办“一二·九”诗歌会。",
        "五四运动波及县城。",
        "“5·12”汶川特大地震。",
        "“12·4”国家宪法日。",
        "增长5.12%。",
        "发生里氏6.3级地震。",
        "三一八惨案后，学生游行。",
        "“119”消防宣传日，设展板12块。",
    ],
)
def dated_name(text: str, ctx: TextContext) -> Iterator[Hit]:
    """含月日的专名：阿拉伯数字间用“·”，汉字只在一、十一、十二月后用“·”。"""
    for found in matches(_POINTED_DAY, _ARABIC_DAY, text):
        month, day = found.group(1) or found.group(3), found.group(2) or found.group(4)
        if 1 <= int(month) <= 12 and 1 <= int(day) <= 31:
            mark = found.group()[-1] == "”"
            exact = f"“{month}·{day}”" if mark else f"{month}·{day}"
            yield Hit(*found.span(), f"月日之间用间隔号，写作“{month}·{day}”。", exact)
    for found in _BARE_DAY.finditer(text):
        month, day = found.groups()
        if 1 <= int(day) <= 31:
            exact = f"{month}·{int(day)}"
            yield Hit(*found.span(), f"月日之间用间隔号，写作“{exact}”。", exact, confidence="hint")
    for found in matches(_HAN_MONTH, _HAN_DAY, text):
        words = found.group()
        exact = _DOTTED_DAYS.get(words) or re.sub("[·•・．.]", "", words)
        yield Hit(*found.span(), f"“{words}”的间隔号用法不合规定，写作“{exact}”。", exact)
