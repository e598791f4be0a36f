"""C 一事多条: one meeting or event told at length in several entries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from fangzhi.align.anchors import anchor
from fangzhi.check.context import DocumentContext, WorkContext
from fangzhi.check.example import Example
from fangzhi.check.pieces import standings
from fangzhi.check.quotes import is_quoted_block
from fangzhi.check.rule import Hit, rule
from fangzhi.check.terms import read_terms
from fangzhi.model.book import Book
from fangzhi.model.text import Text

_EVENTS = read_terms("reuse_events.tsv")
_DATE = re.compile(r"(?:([12][0-9]{3})年)?([1-9]|1[0-2])月([1-9]|[12][0-9]|3[01])日")
_NAME = re.compile(r"[\u4e00-\u9fff]+$")
_CUT = re.compile(r".*(?:举行|召开|举办|开展|承办|主办|参加|出席|组织|在|的|于|日|次|届)")
_AT_LENGTH = 60
"""So many characters from the date to the next one, or the end, tell of an event at length."""
_FEWEST = 3


class _Telling(NamedTuple):
    block: Text
    start: int
    end: int
    entry: tuple[str, ...]
    shown: str


def _tellings(
    documents: tuple[DocumentContext, ...],
) -> dict[tuple[str, str, str, str], list[_Telling]]:
    """Give what is told at length of each event, by year, month, day and the tail of its name."""
    found: dict[tuple[str, str, str, str], list[_Telling]] = {}
    for ctx in documents:
        if ctx.document.prior_volume or "大事记" in ctx.document.name + ctx.document.kind:
            continue
        for standing in ctx.once(standings):
            block = standing.block
            if standing.place != "body" or "月" not in block.text or is_quoted_block(block):
                continue
            if any("大事" in head for head in standing.headings):
                continue
            entry = (ctx.document.name, *standing.headings)
            year = str(ctx.document.content_year or "")
            for key, telling in _in_text(block, entry, year):
                found.setdefault(key, []).append(telling)
    return found


def _in_text(
    block: Text, entry: tuple[str, ...], year: str
) -> Iterator[tuple[tuple[str, str, str, str], _Telling]]:
    dates = list(_DATE.finditer(block.text))
    ends = [date.start() for date in dates[1:]] + [len(block.text)]
    for date, end in zip(dates, ends, strict=False):  # without a date there is one end too many
        year = date.group(1) or year
        if end - date.start() < _AT_LENGTH:
            continue
        words = block.text[date.end() : min(end, date.end() + 80)]
        event = next(_EVENTS.find(words), None)
        if event is None:
            continue
        before = _NAME.search(words[: event.start])
        name = _CUT.sub("", before.group() if before else "")[-6:] + event.term.word
        key = (year, date.group(2), date.group(3), name[-4:] if len(name) > 4 else name)
        yield key, _Telling(block, date.start(), date.end() + event.end, entry, name)


_ONE = (
    "3月18日，全县春茶采摘节在云台乡开幕，县长致辞，12家茶企签下购销合同，"
    "客商、茶农和游客共3000人到场，舞台设在茶山脚下，活动持续一天。"
)


@rule(
    "R054",
    "一事多条",
    level="体",
    basis="年鉴编纂规范（一事一条，详略互见）",
    scope="work",
    bad=[
        Example(
            paragraphs=(
                "# 农业",
                _ONE,
                "# 旅游",
                "3月18日，县春茶采摘节在云台乡举行，来自省内外的游客3000人到场，品茶、看戏、逛茶山，当天全乡农家乐坐满，茶农卖出鲜叶，乡里安排了接驳车辆和医疗点。",
                "# 云台乡",
                "3月18日，云台乡承办春茶采摘节，乡里提前一月整修茶山步道，设停车场3处，组织志愿者维持秩序，12家茶企到场签约，群众文艺队演出节目，游客到农家吃饭。",
            )
        ),
        Example(
            paragraphs=(
                "# 县委",
                "6月2日，全县防汛工作会议在县礼堂召开，县委书记讲话，各乡镇主要负责人参加，会议通报汛情，部署水库巡查和物资储备，要求落实到人，夜间加密值守。",
                "# 水利",
                "6月2日，县政府召开全县防汛工作会议，水利局通报汛情和隐患排查情况，提出水库巡查的要求，明确河道、塘堰的责任人，会后各乡镇签收任务书，逐级落实。",
                "# 应急",
                "6月2日，全县防汛工作会议召开，应急局通报物资储备情况，提出转移路线和避险点的要求，各乡镇、各部门负责人参加，会后应急局派人到各乡镇检查落实情况。",
            )
        ),
        Example(
            paragraphs=(
                "# 教育",
                "10月11日，全县中小学生运动会开幕，各校代表队入场，运动员在田径、篮球、跳绳等项目上比赛，教育局组织裁判，比赛进行两天，城关小学总分居首。",
                "# 体育",
                "10月11日，县体育场举行中小学生运动会，场地经过翻修后第一次使用，裁判由体校教师担任，项目有田径、篮球、跳绳，观众坐满看台，比赛进行两天后结束。",
                "# 城关镇",
                "10月11日，中小学生运动会在城关镇举行，镇里安排志愿者引导交通，设立饮水点，城关小学代表队在田径、跳绳项目上成绩居前，总分居首，学校开会表彰。",
            )
        ),
    ],
    good=[
        Example(
            paragraphs=(
                "# 农业",
                _ONE,
                "# 旅游",
                "3月18日，县春茶采摘节举行，详见“农业”。",
                "# 云台乡",
                "3月18日，云台乡承办春茶采摘节。",
            )
        ),
        Example(
            paragraphs=(
                "# 县委",
                "6月2日，全县防汛工作会议在县礼堂召开，县委书记讲话，各乡镇主要负责人参加，会议通报汛情，部署水库巡查和物资储备，要求落实到人，夜间加密值守。",
                "# 水利",
                "7月9日，县政府召开全县防汛工作会议，水利局通报汛情和隐患排查情况，提出水库巡查的要求，明确河道、塘堰的责任人，会后各乡镇签收任务书，逐级落实。",
            )
        ),
        Example(
            paragraphs=(
                "# 教育",
                "10月11日，全县中小学生运动会开幕，各校代表队入场，运动员在田径、篮球、跳绳等项目上比赛，教育局组织裁判，比赛进行两天，城关小学总分居首。",
                "# 文化",
                "10月11日，县川剧团到河口镇演出，演出后在镇文化站召开座谈会，听取老观众的意见，商量下乡演出的场次和剧目，镇里答应修补戏台，冬天以前完工。",
                "# 卫生",
                "10月11日，县医院在门诊楼举行新楼启动仪式，新楼设病床和手术室，设备已经安装，医生分批到省城进修，病人可以在窗口办理住院手续，方便远处来的群众。",
            )
        ),
    ],
)
def one_event_in_many_entries(book: Book, ctx: WorkContext) -> Iterator[Hit]:
    """一次会议、一件事只在一条里详记，别处略记并互见。"""
    for tellings in ctx.once(_tellings).values():
        entries = {telling.entry: telling for telling in reversed(tellings)}
        if len(entries) < _FEWEST:
            continue
        told = sorted(entries.values(), key=tellings.index)
        last = told[-1]
        names = "、".join(f"“{t.entry[-1]}”" for t in told)
        also = tuple(anchor(t.block, t.start, min(t.end, len(t.block.text))) for t in told[:-1])
        yield Hit(last.start, min(last.end, len(last.block.text)),
                  f"“{last.shown}”在{len(told)}个条目里都详记了：{names}。请一处详记，别处从略并注明互见。",
                  block=last.block.id, also=also, confidence="hint")  # fmt: skip
