"""C 体例: what happens beyond the county's borders, things told without their beginning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from fangzhi.check.context import DocumentContext, TextContext, WorkContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.limits_years import Paragraph, is_chronicle, limit_year, prose
from fangzhi.check.rules.style_exempt import is_own_prose
from fangzhi.model.book import Book

_HERE = {"kind": "县志", "area": "江口县"}
_DATE = "(?:[（(]?(?:(?:19|20)[0-9]{2}年)?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?:末|底|初|春|夏|秋|冬)?[）)]?[，,]?)?"
_ELSEWHERE = re.compile(
    f"[ 　]{{0,4}}{_DATE}(?:邻近的|相邻的|邻县)?([\u4e00-\u9fff]{{2,4}}?[县旗])"
    "(?:人民政府|委|政府|[\u4e00-\u9fff]{0,6}?局)?"
    "(?:召开|举办|建成|完成|实现|启动|发生|开工|新建|投资|推行|有(?=[0-9])|粮食|工业|成立|设立|境内)"
)
_GENERAL = re.compile(
    "^(?:[全各该本我外邻两出赴来到在由与同和及为各某等新老每据是从往其他有关兄弟国家贫困试点先进重点原旧]|.*[州市省盟])"
)
_OWN_GROUND = re.compile(
    "本[县市区镇乡村]|全[县市区镇乡村]|[县市区境]内|县境|与本|支援|对口|帮扶|协作|移民|迁入|接壤|毗邻"
)
_PAST = re.compile(
    "建置|沿革|历史|人物|地名|移民|宗族|姓氏|协作|交流|对口|帮扶|区域|毗邻|革命|战|军|水系|河流|山脉|附录|自然"
)


@rule(
    "R049",
    "越地域",
    level="体",
    basis="川志发〔2008〕15号《编写细则》（地域范围）；大事记编写要求",
    literals=("县", "旗"),
    probe="\\A[^。]{2,40}?[县旗]",
    bad=[
        Example(
            f"{head}，覆盖12个乡镇，受益群众2.6万人。工程由省水电设计院设计，历时3年，耗资1860万元。",
            settings=_HERE,
        )
        for head in (
            "1996年，石泉县建成东干渠36千米",
            "2001年10月，永安县完成城网改造",
            "白沙县新建水厂4座",
        )
    ],
    good=[
        Example("1996年，江口县建成东干渠36千米，覆盖12个乡镇，受益群众2.6万人。", settings=_HERE),
        Example("1996年，石泉县建成东干渠，渠尾入县境，灌溉本县农田400公顷。", settings=_HERE),
        "1996年，石泉县建成东干渠36千米，覆盖12个乡镇，受益群众2.6万人。",
        Example("全县建成干渠36千米，覆盖12个乡镇，受益群众2.6万人。", settings=_HERE),
    ],
)
def beyond_the_border(text: str, ctx: TextContext) -> Iterator[Hit]:
    """只记本行政区域的事；专记邻县之事的提示。"""
    area = ctx.document.area
    if not area or area[-1] not in "县旗" or not ctx.is_body or not is_own_prose(ctx):
        return
    found = _ELSEWHERE.match(text)
    if not found or len(text) < 40 or any(_PAST.search(h) for h in ctx.headings):
        return
    name = found.group(1)
    if name in _own_names(ctx.document.authority, area) or _GENERAL.match(name):
        return
    own = area[:-1] in text or _OWN_GROUND.search(text)
    towns = ctx.document.authority.get("towns", [])
    if own or any(isinstance(town, str) and town in text for town in towns):
        return
    message = f"此段记“{name}”的事，没有提到“{area}”，志书只记本行政区域的事，请核对。"
    yield Hit(*found.span(1), message, confidence="hint")


def _own_names(authority: dict[str, Any], area: str) -> set[str]:
    """Give the county's own names of all times."""
    names = {area, area[:-1]}
    for row in authority.get("place", []):
        before = row.get("before", []) if isinstance(row, dict) else []
        names |= {str(old.get("name", "")) for old in before if isinstance(old, dict)}
    return names


_FOUNDED = re.compile(
    "(?:^|[，。；、（])([\u4e00-\u9fff]{2,12}(?:厂|校|中学|小学|医院|卫生院|公司|馆|场|站|局|社|所|院|水库|电站|银行|剧团|桥|渠|塘|堰|闸|堤|灌区|农场|林场|苗圃|园|码头|市场|影院|书院|矿|窑|坊|铁路|公路|报|合作社|医校))"
    "(?:于)?(?:(?:1[89]|20)[0-9]{2}年)?(?:始建于|创建于|创办于|成立于|建于|始于|创立于|设立于)((?:1[89]|20)[0-9]{2})年"
)
_NUMBERED = re.compile(
    "^\\s*(?:第[一二三四五六七八九十百0-9]+[编篇章节目]|[（(]?[一二三四五六七八九十0-9]+[）)、.．])\\s*"
)
_FAR = 5


@rule(
    "R051",
    "事物无发端",
    level="体",
    basis="川志发〔2008〕15号《编写细则》（首设专志从发端写起）",
    scope="work",
    bad=[
        Example(
            paragraphs=(
                "# 第一节 概况", f"{name}始建于{year}年，占地{n}公顷。", f"# 第二节 {name}",
                f"{late}年，{name}有职工{n}26人。{late + 3}年，添置设备{n}2台。",
                f"{late + 6}年，实行承包，上缴利润{n}6万元。",
            ),
            settings={"kind": "工业志", "lower": "2015"},
        )
        for name, year, late, n in (
            ("城关造纸厂", 1958, 1990, 4), ("县农具厂", 1952, 1988, 2), ("东门酿造厂", 1937, 1986, 3),
        )
    ],
    good=[
        Example(
            paragraphs=(
                "# 第一节 概况", "城关造纸厂始建于1958年。", "# 第二节 城关造纸厂",
                "1958年建厂，有职工42人。1990年，职工426人。1996年停产。",
            ),
            settings={"kind": "工业志", "lower": "2015"},
        ),
        Example(
            paragraphs=(
                "# 第一节 概况", "城关造纸厂始建于1958年。", "# 第二节 城关造纸厂",
                "1990年，职工426人。1993年，添置设备2台。1996年停产。",
            ),
            settings={"kind": "县志", "upper": "1986", "lower": "2005"},
        ),
        Example(paragraphs=("# 造纸", "1990年，职工426人。"), settings={"kind": "工业志"}),
    ],
)  # fmt: skip
def no_beginning(book: Book, ctx: WorkContext) -> Iterator[Hit]:
    """没有上限的专志，事物从发端写起。"""
    founded: dict[str, tuple[int, Paragraph]] = {}
    documents = [doc for doc in ctx.documents if is_chronicle(doc.document)]
    for doc in documents:
        for paragraph in prose(doc):
            for found in _FOUNDED.finditer(paragraph.text) if paragraph.years else ():
                name = found.group(1).removeprefix("该")
                founded.setdefault(name, (int(found.group(2)), paragraph))
    if not founded:
        return
    for doc in documents:
        for heading, own in _sections(doc).items():
            name = _NUMBERED.sub("", heading).strip()
            year, said = founded.get(name, (0, None))
            years = [y for p in own for y in p.years]
            if said is None or len(years) < 3 or limit_year(doc.document.upper) > year:
                continue
            first = min(years, key=lambda y: y.year)
            told = any("建" in p.text[:30] and str(year) in p.text for p in own)
            if first.year >= year + _FAR and not told:
                place = next(p for p in own if first in p.years)
                message = (
                    f"“{name}”始建于{year}年，本节从{first.year}年写起，宜从发端写起，请核对。"
                )
                yield Hit(
                    first.start, first.end, message, block=place.block, confidence="hint",
                    evidence=(said.text[:60],),
                )  # fmt: skip


def _sections(doc: DocumentContext) -> dict[str, list[Paragraph]]:
    """Give the paragraphs right under each heading."""
    found: dict[str, list[Paragraph]] = {}
    for paragraph in prose(doc):
        if paragraph.headings:
            found.setdefault(paragraph.headings[-1], []).append(paragraph)
    return found
