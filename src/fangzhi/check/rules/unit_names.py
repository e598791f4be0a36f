"""G 量和单位: units that are not legal, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from fangzhi.check.context import TextContext
from fangzhi.check.example import Example
from fangzhi.check.rewrite import rewritten
from fangzhi.check.rule import Hit, Told, rule
from fangzhi.check.rules.unit_beside import is_glossed, is_told_of
from fangzhi.check.settings import Document
from fangzhi.zh.units import convert

_NUMBER = (
    "(?<![0-9.．])(?<![0-9][,，·])([0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]{1,12}(?:[.．][0-9]{1,6})?)"
    "([百千万亿]?)"
)
"""A number, its thousands parted by commas or not (11,652亩)."""
_OLD_TIMES = re.compile(
    "民国|[清明宋元唐汉隋]代|[清明宋元唐汉隋][初末]|光绪|宣统|乾隆|康熙|嘉庆|道光|咸丰|同治|旧制|旧时|解放战争"
)
_MU = re.compile(_NUMBER + "(?:余|多)?亩")
_HECTARE = re.compile(_NUMBER + "(?:余|多)?公顷(?![／/])")
_MU_BEFORE = re.compile(
    "(?:亩|平方千米|平方公里|平方米)(?:[（(][^（()）]{0,8}|”?[，、]?(?:[约折]?合计?|折算?|约?相当于|即|计)(?:约|为|成)?)$"
)
_MU_AFTER = re.compile("[^（()），。]{0,2}[（(](?:约|合|折合|相当于)?[0-9.]+[万亿]?亩")


def _value(number: str) -> Decimal:
    return Decimal(number.replace(",", "").replace("．", "."))


def _told_by_switch(*rows: tuple[str, str, str]) -> Told:
    """The words that a rule asks for where a switch is set so: (switch, value, word) each."""

    def told(document: Document) -> tuple[str, ...]:
        return tuple(word for key, value, word in rows if document.switches[key] == value)

    return told


_SCALES = {"": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


_RECKONED = 3
"""So many figures in hectares in a paragraph, and fewer in mu, are meant so."""


@rule(
    "R121",
    "亩",
    level="数",
    basis="图书编校质量差错认定细则48；1984年统一法定计量单位命令（本书开关）",
    literals=("亩",),
    told=_told_by_switch(("mu_primary", "亩", "公顷")),
    bad=[
        "耕地2.6万亩。",
        "植树5000亩。",
        "流转土地320余亩。",
        Example("封山育林240公顷。", settings={"switches": {"mu_primary": "亩"}}),
    ],
    good=[
        "耕地1733.33公顷（2.6万亩）。",
        "每亩补助200元。",
        "档案载“田三百亩”。",
        Example("植树5000亩。", settings={"switches": {"mu_primary": "亩"}}),
        Example("植树5000亩（333.33公顷）。", settings={"switches": {"mu_primary": "亩"}}),
        Example(
            "播种水稻2180公顷、玉米740公顷、大豆620公顷。",
            settings={"switches": {"mu_primary": "亩"}},
        ),
        "民国时期有田3000亩。",
        "梯田总面积4286.7公顷，合6.43万亩。",
        Example("建草场1.2万亩，折800公顷。", settings={"switches": {"mu_primary": "亩"}}),
    ],
)
def mu_without_hectare(text: str, ctx: TextContext) -> Iterator[Hit]:
    """面积以公顷为主，可括注亩（由开关 mu_primary 定）。"""
    wanted = ctx.switch("mu_primary")
    if not (ctx.is_body or ctx.place == "caption"):
        return
    hectares = list(_HECTARE.finditer(text)) if wanted == "亩" else []
    if len(hectares) >= _RECKONED and len(_MU.findall(text)) < len(hectares):
        hectares = []  # the paragraph reckons in hectares throughout: no slip of one figure
    for found in hectares:
        if not is_glossed(text, *found.span(), _MU_BEFORE, _MU_AFTER):
            mu = convert(_value(found.group(1)) * _SCALES[found.group(2)], "公顷", "亩")
            exact = _shown(mu, "亩", rough=found.group()[-3] in "余多")
            yield Hit(*found.span(), f"本书面积以亩为主，宜写“{exact}”，请核原数。", exact)
    if wanted != "公顷":
        return
    for found in _MU.finditer(text):
        if is_glossed(text, *found.span()) or ctx.sentence_has(_OLD_TIMES, found.start()):
            continue
        mu = _value(found.group(1)) * _SCALES[found.group(2)]
        shown = _shown(convert(mu, "亩", "公顷"), "公顷", rough=found.group()[-2] in "余多")
        exact = f"{shown}（{found.group()}）"
        yield Hit(
            *found.span(),
            f"面积以公顷为主，宜写“{exact}”，请核原数。",
            exact,
            (f"{mu:f}亩÷15={shown}",),
        )


_MARKET = {
    "斤": ("千克", 2),
    "市斤": ("千克", 2),
    "两": ("克", 0),
    "担": ("千克", 0),
    "尺": ("米", 3),
    "市尺": ("米", 3),
    "丈": ("米", 0),
    "里": ("千米", 2),
    "华里": ("千米", 2),
    "市里": ("千米", 2),
    "寸": ("厘米", 0),
    "石": ("千克", 0),
}
_TRADITIONAL = re.compile(
    _NUMBER + "(?:余|多)?(市斤|市尺|市里|华里|斤(?!斗|顶)|两(?=[，。、；）重左以]|$)|"
    "担(?!任|当|保|负|架)|尺(?!寸|度)|丈(?!量|夫)|"
    "里(?!程|弄|巷|社|坊|约|面|街|路)|寸(?!步)|石(?=[，。、；）左以]|$))"
)


_HAN_TRADITIONAL = re.compile(
    "(?<![一二三四五六七八九十百千万两零〇第])([二三四五六七八九]?(?:[一二三四五六七八九]?[百千][零〇]?)?"
    "[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九两][百千][一二三四五六七八九]?|[一二三四五六七八九两]?[十百千]?[一二三四五六七八九十两]万(?=[市斤担]))(市斤|斤|担|丈|市尺|"
    "(?<=[余多十百千一二三四五六七八九])里(?=[，。；）外远许之]|$))(?!斗|顶|任|当|保|架|量|夫)"
)
_EACH = re.compile("每(市斤|斤|担|市尺|丈)(?=[^，。；：]{0,8}[0-9])")
_BEFORE_UNITS = re.compile(
    "(?<![0-9])1(?:[0-8][0-9]{2}|9[0-4][0-9])年|[\u4e00-\u9fff]{2}[元一二三四五六七八九十]{1,3}年"
)


@rule(
    "R122",
    "市制",
    level="数",
    basis="图书编校质量差错认定细则48；报纸编校质量评比差错认定细则43",
    literals=("斤", "两", "担", "尺", "丈", "里", "寸", "石"),
    shapes=(_TRADITIONAL.pattern, _HAN_TRADITIONAL.pattern, _EACH.pattern),
    bad=[
        "月均货运8万斤。",
        "水渠长5里。",
        "围墙高12尺。",
        "距县城30华里。",
        "1974年，每户分得口粮二百四十斤。",
        "鲜叶收购价每斤12元。",
    ],
    good=[
        "月均货运40吨。",
        "距县城58千米（116华里）。",
        "古道长76里（38公里）。",
        "老人说：“水程60里。”",
        "民国时期每人30斤。",
        "通车里程120千米。",
        "千斤顶5台。",
        "清光绪六年（1880年），每户纳谷二十四斤。",
        "1936年，每户收茧二百斤。",
        "城墙周长360丈、高1.8丈，合1200米、6米。",
        "股银一万两，实收6000余两。",
        Example("1978年产茧5184担。", settings={"switches": {"market_units": "亩、担"}}),
    ],
)
def market_unit(text: str, ctx: TextContext) -> Iterator[Hit]:
    """不用斤、两、尺、丈、里等市制，换算成法定单位；照用的旧制由开关 market_units 定。"""
    if not (ctx.is_body or ctx.place == "caption"):
        return
    kept = str(ctx.switch("market_units"))
    for found in _TRADITIONAL.finditer(text):
        if found.group(3) in kept:
            continue
        unit = found.group(3)
        if is_glossed(text, *found.span()) or ctx.sentence_has(_OLD_TIMES, found.start()):
            continue
        if is_told_of(text, *found.span(), unit):
            continue
        legal, divisor = _MARKET[unit]
        legal = _of_choice(legal, ctx)
        exact = ""
        if divisor:
            value = _value(found.group(1)) * _SCALES[found.group(2)] / divisor
            exact = _shown(value, legal, rough="余" in found.group() or "多" in found.group())
        hint = f"，{found.group()}合{exact}" if exact else f"，宜换算成{legal}"
        yield Hit(*found.span(), f"“{unit}”是市制单位{hint}。", exact)
    for found in _HAN_TRADITIONAL.finditer(text):
        at = found.start()
        old = ctx.sentence_has(_OLD_TIMES, at) or ctx.sentence_has(_BEFORE_UNITS, at)
        if not (old or found.group(2) in kept or is_glossed(text, *found.span())):
            legal = _of_choice(_MARKET[found.group(2)][0], ctx)
            yield Hit(*found.span(), f"“{found.group(2)}”是市制单位，宜换算成{legal}。")
    for found in _EACH.finditer(text):
        at = found.start()
        old = ctx.sentence_has(_OLD_TIMES, at) or ctx.sentence_has(_BEFORE_UNITS, at)
        if not (old or found.group(1) in kept or is_glossed(text, *found.span())):
            legal = _of_choice(_MARKET[found.group(1)][0], ctx)
            yield Hit(*found.span(1), f"“{found.group(1)}”是市制单位，宜换算成{legal}。")


def _of_choice(unit: str, ctx: TextContext) -> str:
    """Give the name that the office chose for a kilometre or a kilogram."""
    for key, legal, other in _CHOICES:
        if unit == legal and ctx.switch(key) == other:
            return other
    return unit


def _shown(value: Decimal, unit: str, rough: bool = False) -> str:
    """Write an amount short: 2 decimals, 万 for large ones, whole and with 约 where it is rough."""
    if unit in ("千克", "公斤") and value >= 1000:
        value, unit = value / 1000, "吨"
    if value >= 100_000 or (value >= 10_000 and value % 10_000 == 0):
        value, unit = value / 10_000, f"万{unit}"
    step = Decimal("1") if rough and value >= 10 else Decimal("0.1" if rough else "0.01")
    return f"{'约' if rough else ''}{value.quantize(step).normalize():f}{unit}"


_OLD_METRIC = {
    "公尺": "米",
    "公分": "厘米",
    "公升": "升",
    "公吨": "吨",
    "公方": "立方米",
    "公厘": "毫米",
    "公寸": "分米",
}
_NO_NAME = {"公担": "100千克", "公两": "100克", "公钱": "10克"}
"""Units that have no legal name of their own: what one of them is."""
_ABOLISHED = re.compile(
    "(?:(?<=[0-9百千万亿几多余每半])|(?<=平方)|(?<=立方)|(?<=[以按论用](?=..[为计算收付定出]))|(?<=单位为)|(?<=元/))("
    + "|".join((*_OLD_METRIC, *_NO_NAME))
    + ")"
)


@rule(
    "R123",
    "公尺、公分等旧译名",
    level="数",
    basis="图书编校质量差错认定细则48",
    literals=(*_OLD_METRIC, *_NO_NAME),
    fixes=True,
    bad=[
        "积压30公担。",
        "坝高38公尺。",
        "雪厚12公分。",
        "容量500公升。",
        "挖土30万公方。",
        "水费按公方计收。",
    ],
    good=["坝高38米。", "雪厚12厘米。", "办公升级改造。"],
)
def abolished_metric(text: str, ctx: TextContext) -> Iterator[Hit]:
    """公尺、公分、公升、公吨、公方写米、厘米、升、吨、立方米。"""
    for found in _ABOLISHED.finditer(text):
        unit = found.group()
        if unit in _NO_NAME:
            message = f"“{unit}”是废止的单位，1{unit}为{_NO_NAME[unit]}，请换算。"
            yield Hit(*found.span(), message)
        else:
            exact = _OLD_METRIC[unit]
            yield Hit(*found.span(), f"“{unit}”是废止的名称，写作“{exact}”。", exact)


_ONE_CHARACTER = {
    "浬": "海里",
    "哩": "英里",
    "呎": "英尺",
    "吋": "英寸",
    "唡": "盎司",
    "瓩": "千瓦",
    "嗧": "加仑",
    "粴": "厘米",
    "糎": "厘米",
    "粍": "毫米",
    "竏": "千升",
    "竓": "毫升",
    "瓱": "毫克",
}
_FUSED = re.compile("(?<=[0-9一二三四五六七八九十百千万几数每半])[" + "".join(_ONE_CHARACTER) + "]")


@rule(
    "R124",
    "计量单位旧字",
    level="字",
    basis="报纸编校质量评比差错认定细则44；出版物汉字使用管理规定",
    fixes=True,
    literals=tuple(_ONE_CHARACTER),
    bad=["装机500瓩。", "航程120浬。", "电视机14吋。"],
    good=["装机500千瓦。", "航程120海里。", "他说：“好哩。”"],
)
def fused_unit_character(text: str, ctx: TextContext) -> Iterator[Hit]:
    """浬、哩、呎、吋、瓩等旧字写海里、英里、英尺、英寸、千瓦。"""
    message = "“{words}”是淘汰的单位用字，写作“{exact}”。"
    return rewritten(text, _FUSED, lambda found: _ONE_CHARACTER[found[0]], message)


_CHOICES = (("length_unit", "千米", "公里"), ("mass_unit", "千克", "公斤"))
_FORMS = {form: (key, legal, other) for key, legal, other in _CHOICES for form in (legal, other)}
_CHOSEN = re.compile(
    "(?<!平方)(?<!立方)公里(?!有理)|公斤|(?<!平方)(?<!立方)"
    "(?<=[0-9０-９万亿余多每半个几十百/／（(])(?:千米|(?<![毫微纳]克[/／])千克)(?!当量)"
)


@rule(
    "R125",
    "公里、公斤",
    level="体",
    basis="图书编校质量差错认定细则48（本书开关）",
    literals=("公里", "公斤"),
    told=_told_by_switch(*((key, other, legal) for key, legal, other in _CHOICES)),
    fixes=True,
    bad=[
        "产茶3200公斤。",
        "公路长12公里。",
        "每公斤80元。",
        Example("渠长18千米。", settings={"switches": {"length_unit": "公里"}}),
        Example("亩产118千克。", settings={"switches": {"mass_unit": "公斤"}}),
    ],
    good=[
        "产茶3200千克。",
        "面积12平方千米。",
        Example("产茶3200公斤。", settings={"switches": {"mass_unit": "公斤"}}),
    ],
)
def unit_of_choice(text: str, ctx: TextContext) -> Iterator[Hit]:
    """全书统一用千米、千克或公里、公斤（由开关 length_unit、mass_unit 定）。"""
    for found in _CHOSEN.finditer(text):
        key, legal, other = _FORMS[found.group()]
        wanted = other if found.group() == legal else legal
        if ctx.switch(key) == wanted and not text.startswith(("/时", "／时"), found.end()):
            yield Hit(*found.span(), f"本书统一用“{wanted}”。", wanted)


_SPLIT = re.compile("(摄氏|华氏)(零[上下])?([0-9]+(?:\\.[0-9]+)?|[一二三四五六七八九十]{1,4})度")


@rule(
    "R126",
    "拆开单位",
    level="数",
    basis="阜阳市志书行文规则；GB 3100",
    literals=("摄氏", "华氏"),
    fixes=True,
    bad=["气温摄氏20度。", "最低摄氏零下5度。", "水温摄氏38.5度。"],
    good=["气温20摄氏度。", "最低零下5摄氏度。", "采用摄氏温标。"],
)
def split_unit(text: str, ctx: TextContext) -> Iterator[Hit]:
    """“摄氏度”是一个单位，不拆开。"""
    return rewritten(text, _SPLIT, _whole_degree, "摄氏度、华氏度不拆开，“{words}”写作“{exact}”。")


def _whole_degree(found: re.Match[str]) -> str:
    scale, sign, number = found.groups()
    return f"{sign or ''}{number}{scale}度"


_SQUARE = re.compile("平方(?:公里|千米)")


@rule(
    "R130",
    "平方公里",
    level="体",
    basis="阜阳市志书行文规则（本书开关）",
    literals=("平方公里",),
    told=_told_by_switch(("length_unit", "公里", "平方千米")),
    fixes=True,
    bad=[
        "面积300平方公里。",
        "每平方公里120人。",
        "全县1486平方公里。",
        Example("镇域62平方千米。", settings={"switches": {"length_unit": "公里"}}),
    ],
    good=[
        "面积300平方千米。",
        "公路线形。",
        Example("面积300平方公里。", settings={"switches": {"length_unit": "公里"}}),
    ],
)
def square_kilometre(text: str, ctx: TextContext) -> Iterator[Hit]:
    """全书统一用平方千米或平方公里（由开关 length_unit 定）。"""
    wanted = ctx.switch("length_unit")
    if wanted in ("千米", "公里"):
        for found in _SQUARE.finditer(text):
            if not found.group().endswith(str(wanted)):
                yield Hit(*found.span(), f"本书统一用“平方{wanted}”。", f"平方{wanted}")
