"""C 断限: figures that stop before the lower limit, series of years with a hole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice, pairwise

from fangzhi.check.context import DocumentContext, TextContext
from fangzhi.check.example import Example
from fangzhi.check.rule import DIGITS, Hit, rule
from fangzhi.check.rules.limits_years import is_chronicle, limit_year
from fangzhi.facts.calendar.lengths import number
from fangzhi.model.manuscript import Manuscript, Table, tables, texts_in
from fangzhi.model.text import Text

_TO_2005 = {"kind": "县志", "upper": "1986", "lower": "2005"}
_STOPS = re.compile(
    "(?:统计|资料|数据|记载|记录|档案|数字|材料|台账|报表|表)[^，。；]{0,6}"
    "(?:止于|截至|止到|截止到?|只到|仅到|至)(?:于)?((?:19|20)[0-9]{2})年(?:底|末)?"
    "(?:止|为止)?(?=[，。；）]|缺|无|$)"
)
_ENDED = re.compile(
    "撤销|停办|停产|停业|停刊|停运|取消|废止|终止|并入|合并|改制|关闭|注销|拆除|关停|停采|封矿|倒闭|破产|歇业|解散|免征|起不再"
)


@rule(
    "R047",
    "下限不到底",
    level="体",
    basis="志书编纂通例（资料贯通断限）",
    literals=("止于", "截至", "止到", "截止", "只到", "仅到", "至"),
    needs=(("统计", "资料", "数据", "记载", "记录", "档案", "数字", "材料", "台账", "报表", "表"),),
    probe="(?:止于|截至|止到|截止到?|只到|仅到|至)于?(?:19|20)[0-9]{2}年",
    bad=[
        Example("渔业统计数据止于2003年。", settings=_TO_2005),
        Example("电信资料仅到2002年，未能续补。", settings=_TO_2005),
        Example("各乡电站台账截至2001年底，后缺。", settings=_TO_2005),
    ],
    good=[
        Example("渔业统计数据止于2005年。", settings=_TO_2005),
        Example("缫丝厂统计止于1998年，当年停产。", settings=_TO_2005),
        Example("渔业统计止于2003年。", settings={"kind": "年鉴", "content_year": 2005}),
    ],
)
def stopped_figures(text: str, ctx: TextContext) -> Iterator[Hit]:
    """数据记到下限，缺的补上或说明原因。"""
    limit = limit_year(ctx.document.lower)
    if not limit or not is_chronicle(ctx.document) or not ctx.is_body:
        return
    for found in _STOPS.finditer(text):
        year = int(found.group(1))
        start, end = ctx.sentence_at(found.start())
        if year < limit and not _ENDED.search(text[start:end]):
            message = f"本志下限为{limit}年，此处资料止于{year}年，请补至{limit}年或说明原因。"
            yield Hit(*found.span(), message)


_IS_YEAR = re.compile("((?:18|19|20)[0-9]{2})年?(?:末|底)?")
_CHOSEN = re.compile(
    "主要年份|部分年份|选年|若干年|重点年份|代表年份|有关年份|选列|选录|历次|历届|各届|普查|换届|届|历任|灾|获|荣|奖|"
    "大事|调整|变更|沿革|建成|名录|情况调查|典型"
)
_NAMED_RANGE = re.compile("((?:18|19|20)[0-9]{2})年?[—～~－-]{1,2}((?:18|19|20)[0-9]{2})年")
_LABEL = re.compile("^\\s*续?表\\s?[0-9—－.-]*\\s*")


_IS_SCHOOL_YEAR = re.compile("((?:19|20)[0-9]{2})[—～~－-]{1,2}((?:19|20)[0-9]{2})(?:学年)?度?")
_IS_OF_REPUBLIC = re.compile("民国([一二三四五六七八九十]{1,3}|[0-9]{1,2})年")
_REPUBLIC = 1911


def _year_of(words: str) -> int:
    """The year that a cell is: 1991, 1991年末, 1991—1992学年, 民国二十四年; 0 for anything else."""
    match = _IS_YEAR.fullmatch(words)
    if match is not None:
        return int(match.group(1))
    school = _IS_SCHOOL_YEAR.fullmatch(words)
    if school is not None and int(school.group(2)) == int(school.group(1)) + 1:
        return int(school.group(1))
    republic = _IS_OF_REPUBLIC.fullmatch(words)
    return _REPUBLIC + number(republic.group(1)) if republic is not None else 0


class _Series:
    """The years of a table with the cells they stand in, in the order of the table."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.title = table.title.text if table.title is not None else table.label
        rows: dict[int, list[tuple[int, Text]]] = {}
        columns: dict[int, list[tuple[int, Text]]] = {}
        for cell in table.cells:
            year = _year_of(cell.text.text.strip())
            if year:
                one = year, cell.text
                rows.setdefault(cell.row, []).append(one)
                columns.setdefault(cell.column, []).append(one)
        lines = [*rows.values(), *columns.values()]
        self.years = max(lines, key=len, default=[])

    @property
    def is_series(self) -> bool:
        """Tell whether the years rise strictly, as in a table by years."""
        numbers = [year for year, _ in self.years]
        return len(numbers) >= 4 and all(b > a for a, b in pairwise(numbers))


def _series(manuscript: Manuscript) -> tuple[_Series, ...]:
    """Give the tables of a document with their titles, for `ctx.once`."""
    before: dict[str, str] = {}
    last = ""
    for block in manuscript.blocks:
        if isinstance(block, Table):
            before[block.id] = last
            last = ""
        elif isinstance(block, Text) and block.text.strip():
            last = block.text if len(block.text) <= 60 else ""
    found = tuple(_Series(table) for table in tables(manuscript))
    for one in found:
        one.title = one.title or before.get(one.table.id, "")
    return found


_YEARS_TABLE = (
    ("年份", "产量（吨）"),
    ("2000", "12"),
    ("2001", "13"),
    ("2002", "15"),
    ("2003", "14"),
)
_HOLED = (("年份", "渡船（艘）"), ("1991", "12"), ("1992", "13"), ("1993", "15"), ("1996", "14"),
          ("1997", "11"))  # fmt: skip


@rule(
    "R047",
    "下限不到底",
    level="体",
    basis="志书编纂通例（资料贯通断限）",
    scope="manuscript",
    bad=[
        Example(table=_YEARS_TABLE, table_title="全县茶叶产量", settings=_TO_2005),
        Example(
            table=(("项目", "1999年", "2000年", "2001年", "2002年"), ("渡船", "8", "9", "9", "7")),
            table_title="渡口情况",
            settings=_TO_2005,
        ),
        Example(
            table=(("年份", "学校"), ("1998", "8"), ("1999", "9"), ("2000", "9"), ("2001", "7"),
                   ("2002", "7"), ("2003", "7")),
            settings=_TO_2005,
        ),
    ],
    good=[
        Example(
            table=(*_YEARS_TABLE, ("2004", "16"), ("2005", "18")),
            table_title="全县茶叶产量",
            settings=_TO_2005,
        ),
        Example(table=_YEARS_TABLE, table_title="全县部分年份茶叶产量", settings=_TO_2005),
        Example(table=_YEARS_TABLE, table_title="2000—2003年茶叶产量", settings=_TO_2005),
        Example(table=_YEARS_TABLE, settings={"kind": "年鉴", "lower": "2005"}),
    ],
)  # fmt: skip
def chapter_stops_early(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """章的记事和逐年的表到下限为止，缺的补上或说明原因。"""
    limit = limit_year(ctx.document.lower)
    if not limit or not is_chronicle(ctx.document):
        return
    for one in ctx.once(_series):
        if not one.is_series or _CHOSEN.search(one.title) or _NAMED_RANGE.search(one.title):
            continue
        last, text = one.years[-1]
        steps = {b - a for (a, _), (b, _) in pairwise(one.years)}
        if steps == {1} and limit - 6 <= last < limit:
            message = (
                f"本志下限为{limit}年，此表逐年数列到{last}年为止，请补至{limit}年或说明原因。"
            )
            yield Hit(0, len(text.text), message, block=text.id, confidence="hint")
    yield from _chapters_short_of(limit, manuscript)


_CHAPTER = re.compile("^\\s*第[一二三四五六七八九十百0-9]+章")
_OF_THE_PAST = re.compile(
    "人物|沿革|历史|大事记|革命|建置|古|民国|清代|战争|战事|兵事|附录|附记|文物|艺文"
)
_ANY_YEAR = re.compile("(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")


def _chapters_short_of(limit: int, manuscript: Manuscript) -> Iterator[Hit]:
    """Give the chapters that tell recent years one after another and stop short of the limit."""
    heads: list[Text] = []
    years: list[set[int]] = []
    ended: list[bool] = []
    for block in manuscript.blocks:
        if isinstance(block, Text) and block.role == "heading" and _CHAPTER.match(block.text):
            heads.append(block)
            years.append(set())
            ended.append(False)
        elif heads:
            for text in texts_in(block):
                years[-1].update(int(year) for year in _ANY_YEAR.findall(text.text))
                ended[-1] = ended[-1] or _ENDED.search(text.text) is not None
    for head, known, over in zip(heads, years, ended, strict=True):
        recent = {year for year in known if limit - 15 <= year <= limit}
        last = max(known, default=0)
        if over or _OF_THE_PAST.search(head.text) or len(recent) < 4:
            continue
        if limit - 8 <= last <= limit - 2:
            message = f"本志下限为{limit}年，本章记事到{last}年为止，请补至{limit}年或说明原因。"
            yield Hit(0, len(head.text), message, block=head.id, confidence="hint")


_LISTED = re.compile(
    "(?<![0-9])(?:(?:1[89]|20)[0-9]{2}年?、){2,}(?:1[89]|20)[0-9]{2}年(?!代|级|届|版)"
)
_VALUES = re.compile("[0-9.]+[万亿]?[\u4e00-\u9fff%]{1,4}[、和]")
_ITEMIZED = re.compile(
    "(?<![0-9])(?:(?:1[89]|20)[0-9]{2}年[0-9.]{1,9}[万亿]?[\u4e00-\u9fff%]{1,4}、){2,}(?:1[89]|20)[0-9]{2}年[0-9.]{1,9}[万亿]?[\u4e00-\u9fff%]"
)
_SPREAD = re.compile(
    "(?<![0-9])(?:(?:1[89]|20)[0-9]{2}年(?:(?!累计|共|比|至|—|增|减)[\u4e00-\u9fff]){0,8}?[0-9.]{1,9}[万亿]?(?:[\u4e00-\u9fff]{1,4}|[%‰])[，；、]){3,}"
    "(?:1[89]|20)[0-9]{2}年[为有达]?[0-9.]{1,9}[万亿]?[\u4e00-\u9fff%‰]"
)
"""The same with commas or semicolons between, each year with its value."""
_UNITS = tuple("人 台 吨 户 个 元 亩 头 所 顷 米 次 名 件 辆 只 % 斤 克 家 座 处 公里 千米".split())
_MARKED_YEAR = re.compile("((?:1[89]|20)[0-9]{2})年")
_ONE_YEAR = re.compile("(?:1[89]|20)[0-9]{2}")
_IN_TURN = re.compile("分别|依次")
_FAR = 400
"""How far behind its years a list of values may end."""
_EVENTS = re.compile(
    "获|荣|评为|被评|授予|先后|地震|洪|水灾|旱|灾|普查|换届|大会|修订|再版|再次|三次|两次|多次|分期|试点|扩建|改建|维修|"
    "检查|验收|调整|评选|届|换发|出版|重修|重建|疫|暴发"
)

_RARE = re.compile(
    "地震|洪|水灾|旱|灾|普查|换届|大会|修订|再版|先后|[两三]次|多次|分期|试点|届|换发|出版|重修|疫|暴发"
)
"""What does not come every year, even where a number is given for each of them."""
_MOST = 40


@rule(
    "R052",
    "断线",
    level="体",
    basis="志书编纂通例（资料不断线）",
    literals=("分别", "依次", *(f"{unit}{mark}" for unit in _UNITS for mark in "、，；")),
    needs=(("年",), ("、", "，", "；"), DIGITS),
    bad=[
        "1988年、1989年、1992年分别造林360公顷、420公顷、280公顷。",
        "2001年、2002年、2003年、2006年，粮食总产量依次为18.2万吨、18.6万吨、18.4万吨、19.1万吨。",
        "1993年、1996年、1997年分别录取新生126人、148人、162人。",
        "1996年、1997年、2000年，录取新生246人、271人、388人。",
        "校点学生1982年26人、1983年31人、1985年28人、1986年24人。",
        "客运量1995年62万人次，1996年66万人次，1997年71万人次，2000年83万人次。",
        "2016年、2017年、2019年、2020年分别评选护路先进8名、9名、12名、12名。",
    ],
    good=[
        "1988年、1989年、1990年分别造林360公顷、420公顷、280公顷。",
        "1982年、1990年、2000年人口普查，全县人口分别为21万人、23万人、24万人。",
        "1991年、1992年、1995年先后3次被评为先进单位。",
        "1980年、1985年、1990年分别产茶12吨、18吨、26吨。",
    ],
)
def holed_list(text: str, ctx: TextContext) -> Iterator[Hit]:
    """逐年数据不断线，缺的年份补上或说明。"""
    if not ctx.is_body:
        return
    told = 0
    for found in chain(_LISTED.finditer(text), _ITEMIZED.finditer(text), _SPREAD.finditer(text)):
        if found.re is _SPREAD and found.start() < told:
            continue
        told = max(told, found.end()) if found.re is _ITEMIZED else told
        marked = _ONE_YEAR if found.re is _LISTED else _MARKED_YEAR
        years = [int(year) for year in marked.findall(found.group())]
        in_order = found.re is not _LISTED or ctx.sentence_has(_IN_TURN, found.start())
        if not in_order:
            in_order = _values_behind(text, found, ctx) == len(years) - 1
        each = found.re is _LISTED and _values_behind(text, found, ctx) == len(years) - 1
        if not in_order or ctx.sentence_has(_RARE if each else _EVENTS, found.start()):
            continue
        missing = _hole(years)
        if missing:
            message = f"“{found.group()}”中缺{missing}的数据，请补上或说明。"
            yield Hit(*found.span(), message, confidence="hint")


def _values_behind(text: str, found: re.Match[str], ctx: TextContext) -> int:
    """Count the values that the sentence lists behind the years, all but the last."""
    _, end = ctx.sentence_at(found.start())
    return sum(
        1 for _ in islice(_VALUES.finditer(text, found.end(), min(end, found.end() + _FAR)), _MOST)
    )


def _hole(years: list[int]) -> str:
    """Name the years missing in a run that otherwise goes year by year, "" where none is."""
    steps = [b - a for a, b in pairwise(years)]
    wide = [i for i, step in enumerate(steps) if step != 1]
    if len(wide) != 1 or not 2 <= steps[wide[0]] <= 4:
        return ""
    first, last = years[wide[0]] + 1, years[wide[0] + 1] - 1
    return f"{first}年" if first == last else f"{first}—{last}年"


@rule(
    "R052",
    "断线",
    level="体",
    basis="志书编纂通例（资料不断线）",
    scope="manuscript",
    bad=[
        Example(table=_HOLED, table_title="渡船"),
        Example(
            table=(("指标", "2001", "2002", "2004", "2005"), ("户数", "12", "13", "15", "16")),
        ),
        Example(
            table=(("年份", "邮路"), ("1985年", "8"), ("1986年", "9"), ("1987年", "9"),
                   ("1989年", "7"), ("1990年", "7")),
            table_title="邮路",
        ),
    ],
    good=[
        Example(table=_YEARS_TABLE, table_title="产量"),
        Example(table=_HOLED, table_title="部分年份渡船"),
        Example(
            table=(("年份", "人口"), ("1953", "8"), ("1964", "9"), ("1982", "9"), ("1990", "7"),
                   ("2000", "7")),
        ),
        Example(
            table=(("年份", "产值"), ("1980", "8"), ("1985", "9"), ("1990", "9"), ("1991", "7"),
                   ("1992", "7")),
        ),
    ],
)  # fmt: skip
def holed_table(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """逐年的表不断线，缺的年份补上或说明。"""
    for one in ctx.once(_series):
        numbers = [year for year, _ in one.years]
        if not one.is_series or _CHOSEN.search(one.title):
            continue
        steps = [b - a for a, b in pairwise(numbers)]
        missing = _hole(numbers)
        wide = next((i for i, step in enumerate(steps) if step != 1), 0)
        if missing and wide > 0:
            text = one.years[wide + 1][1]
            message = f"此表逐年列数，缺{missing}，请补上或说明。"
            yield Hit(0, len(text.text), message, block=text.id, confidence="hint")
