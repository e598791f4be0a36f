"""O 广告性内容: words that sell, and how to reach an enterprise, inside the text of a book."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache

from fangzhi.check.context import TextContext
from fangzhi.check.rule import Hit, rule
from fangzhi.check.terms import read_terms

_terms = cache(lambda: read_terms("legal_adverts.tsv"))
_TELEPHONE = "(?:0[0-9]{2,3}[-—－ ]?[0-9]{7,8}|400[-—－ ]?[0-9]{3}[-—－ ]?[0-9]{4}|[2-8][0-9]{6,7}|1[3-9][0-9]{9})"
_REACH = re.compile(
    f"(?P<word>(?:订购|订票|订房|订餐|预订|招商|加盟|销售|购买|咨询|客服|联系|服务|业务)(?:热线|电话|方式|专线)|热线电话)[：:为是]?\\s?{_TELEPHONE}"
    "|(?P<web>(?:网址|网店|微信号?|公众号|QQ|邮购地址)(?:[：:为是]\\s?)(?:https?://|www\\.)?[A-Za-z0-9_.-]{4,60})"
)
_PUBLIC = re.compile(
    "办事|政务|民政|举报|投诉|维权|应急|救援|编辑部|编纂|方志|图书馆|档案馆|委员会|人民政府|监督|救助|法律援助|心理"
)
_INVITES = re.compile(
    "欢迎(?:广大|各界|新老|社会各界|海内外|四方|您|各位)?[^，。；]{0,8}?"
    "(?:前来|来电|垂询|光临|惠顾|品尝|选购|订购|洽谈|加盟|入住|光顾)"
    "|(?:广受|深受|备受)(?:广大)?(?:消费者|顾客|客户|食客)(?:的)?(?:欢迎|青睐|好评|喜爱|信赖)"
)
_CHOICE = re.compile(
    "(?:理想|最佳|上好|上乘|首要|不错|绝佳|馈赠|送礼)(?:的)?(?:选择|之选|礼品|去处|佳品|补品|饮品|伴手礼)|"
    "是[^，。；“”]{2,16}(?:的)?(?:首选(?!地)|佳品|珍品|上品|良伴|好帮手|好选择|必选)|"
    "(?:肉质|口感|味道|汤汁|茶汤|果肉)(?:鲜美|醇厚|鲜嫩|爽滑|甘甜|细腻)[，、][^，。；]{2,6}[，、；]|入口即化|香气四溢|滋补养颜|美容养颜|延年益寿"
)
_SPEAKS = re.compile(
    "口号|理念|宗旨|原则|标语|厂训|店训|广告|经营|精神|承诺|坚持|秉承|树立|遵循|奉行"
)


@rule(
    "R236",
    "广告性内容",
    level="体",
    basis="年鉴行文通例：不收广告性文字，企业不留联系方式",
    literals=(*_terms().literals, "欢迎", "消费者", "顾客", "客户", "食客", "选", "佳品", "补品", "饮品", "礼品",
              "去处", "伴手礼", "珍品", "上品", "良伴", "帮手", "肉质", "口感", "味道", "汤", "果肉", "入口",
              "香气", "养颜",
              "延年", "热线", "电话", "方式", "专线", "网址", "网店", "微信", "公众号", "QQ", "邮购"),
    shapes=(*map(re.escape, _terms().literals),
            _INVITES.pattern, _CHOICE.pattern, _REACH.pattern),
    bad=[
        "公司竭诚为各界提供优质服务。",
        "茶厂产品质优价廉。",
        "订房热线：0838-2201234。",
        "网店网址：www.qhtea.example。",
    ],
    good=[
        "全年接听12345热线来电3.2万件。",
        "茶厂年产绿茶120吨，销往12个省。",
        "县图书馆咨询电话：0838-2201234。",
        "合作社坚持诚信为本的经营理念。",
    ],
)  # fmt: skip
def advertisement(text: str, ctx: TextContext) -> Iterator[Hit]:
    """志书、年鉴不作广告：不写推销用语，企业不留电话、网址。"""
    terms = tuple(_terms().find(text))
    for term in terms:
        if not _is_spoken_of(ctx, term.start, term.end):
            yield Hit(
                term.start,
                term.end,
                f"“{term.term.word}”像广告（{term.term.note}），请改为事实或删去。",
                confidence="hint",
            )
    for found in (*_INVITES.finditer(text), *_CHOICE.finditer(text)):
        before = bisect_left(terms, found.end(), key=lambda term: term.start)
        if before and terms[before - 1].end > found.start():
            continue
        if not _is_spoken_of(ctx, *found.span()):
            message = f"“{found.group()}”像广告（推销用语），请改为事实或删去。"
            yield Hit(*found.span(), message, confidence="hint")
    for found in _REACH.finditer(text):
        heads = "".join(ctx.headings[-1:])
        if not _is_of_the_public(ctx, found.start()) and not _PUBLIC.search(heads):
            yield Hit(
                *found.span(),
                "正文里不留企业的电话、网址，请删去。",
                confidence="hint",
            )


def _is_spoken_of(ctx: TextContext, start: int, end: int) -> bool:
    """The sentence, up to 12 characters behind, tells of a principle, a slogan or the like."""
    sentence, last = ctx.sentence_at(start)
    return _first_in(_SPEAKS, ctx.text, sentence, last) <= min(last, end + 12)


def _is_of_the_public(ctx: TextContext, end: int) -> bool:
    """The sentence names a public body before."""
    sentence, last = ctx.sentence_at(end)
    return _first_in(_PUBLIC, ctx.text, sentence, last) <= end


@lru_cache(maxsize=64)
def _first_in(words: re.Pattern[str], text: str, start: int, end: int) -> int:
    """Where the first of the words in a sentence ends; behind the text where none is."""
    found = words.search(text, start, end)
    return found.end() if found is not None else len(text) + 1
