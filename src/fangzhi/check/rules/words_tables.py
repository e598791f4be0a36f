"""H 用字: words that a table knows to be miswritten; the tables are data (`data/words_*.tsv`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import TextContext
from fangzhi.check.rule import Hit, rule
from fangzhi.check.terms import Terms, read_terms
from fangzhi.model.finding import Level

_WRONG = read_terms("words_wrong.tsv")
_VARIANTS = read_terms("words_variant_forms.tsv")
_OLD_SHAPES = read_terms("words_old_shapes.tsv")
_BY_RULE = {
    rule_id: Terms(tuple(t for t in _OLD_SHAPES.terms if t.note == rule_id))
    for rule_id in ("R135", "R136", "R141", "R142")
}
_OLD_KINDS = ("旧志",)
_ADVISED = ("其它", "欢渡")  # outside the table of 2001: advice, not an error


def _misspelled(text: str, ctx: TextContext, terms: Terms, why: str) -> Iterator[Hit]:
    if ctx.document.kind in _OLD_KINDS:
        return
    for found in terms.find(text):
        word, right = found.term.word, found.term.right
        yield Hit(found.start, found.end, f"“{word}”{why}“{right}”，请核对。", right)


@rule(
    "R133",
    "常见别字",
    level="字",
    basis="图书编校质量差错认定细则6",
    fixes=True,
    literals=_WRONG.literals,
    bad=["县农业局布署春耕生产。", "由县档案馆编篡成册。", "村民筹资兴建渡假村一处。",
         "各项措施融汇贯通。", "水库大坝按装观测仪器。"],
    good=["县农业局部署春耕生产。", "由县档案馆编纂成册。", "全体党员、干部队伍集中学习。",
          "该厂生产土布，署名“双喜”牌。", "碑文作“布署既定”，今存。"],
)  # fmt: skip
def miswritten_word(text: str, ctx: TextContext) -> Iterator[Hit]:
    """不写别字。"""
    yield from _misspelled(text, ctx, _WRONG, "疑为别字，通常写作")


@rule(
    "R135",
    "象/像 迭/叠 复/覆",
    level="字",
    basis="图书编校质量差错认定细则8；现代汉语通用字规范",
    fixes=True,
    literals=_BY_RULE["R135"].literals,
    bad=["寺内存石雕佛象3尊。", "两峰重迭如门。", "植被复盖率46%。", "街心立有铜象一座。"],
    good=["寺内存石雕佛像3尊。", "两峰重叠如门。", "植被覆盖率46%。", "野象群出没，大象伤人1起。",
          "对象牙雕刻实行登记。"],
)  # fmt: skip
def merged_characters(text: str, ctx: TextContext) -> Iterator[Hit]:
    """“象/像”“迭/叠”“复/覆”按现行规范分用。"""
    yield from _misspelled(text, ctx, _BY_RULE["R135"], "用字不合现行规范，宜写作")


@rule(
    "R136",
    "二简字遗留",
    level="字",
    basis="图书编校质量差错认定细则7；第二次汉字简化方案（草案）1986年废止",
    fixes=True,
    literals=_BY_RULE["R136"].literals,
    bad=["农机站供应另件。", "开展予防接种。", "职工兰球队获第二名。", "付食商店3家。",
         "时任付县长分管水利。"],
    good=["农机站供应零件。", "开展预防接种。", "拨付食堂补助2万元。", "依法授予防火先进单位。",
          "兰球山海拔840米。"],
)  # fmt: skip
def abolished_short_form(text: str, ctx: TextContext) -> Iterator[Hit]:
    """不用已废止的二简字和由它而来的同音替代字。"""
    for hit in _misspelled(text, ctx, _BY_RULE["R136"], "疑为废止的简化写法，宜写作"):
        if not text.startswith(("兰球山", "兰天公司"), hit.start):
            yield hit


@rule(
    "R137",
    "异形词",
    level="字",
    basis="第一批异形词整理表（GF 1001-2001）；图书编校质量差错认定细则13",
    literals=_VARIANTS.literals,
    bad=["工商联组织会员参预扶贫。", "向外地定货120台。", "年末盈余改记赢余科目。", "街边设车箱式书亭。"],
    good=["工商联组织会员参与扶贫。", "向外地订货120台。", "规定货物存放期限。",
          "会上放映录像8部。", "称“定货会”者，沿用旧名。", "社员按股分红。", "县城建局制定户外招牌标准。",
          "实行统考与专项招录相结合。"],
)  # fmt: skip
def unrecommended_form(text: str, ctx: TextContext) -> Iterator[Hit]:
    """第一批异形词整理表中的词用推荐词形。"""
    if ctx.document.kind in _OLD_KINDS:
        return
    for found in _VARIANTS.find(text):
        word, right = found.term.word, found.term.right
        message = f"“{word}”与“{right}”是异形词，推荐写“{right}”，请核对。"
        level: Level = "字" if word not in _ADVISED else "体"
        yield Hit(found.start, found.end, message, right, level=level, confidence="hint")


@rule(
    "R141",
    "帐/账",
    level="字",
    basis="报纸常见用字差错；现代汉语词典",
    fixes=True,
    literals=_BY_RULE["R141"].literals,
    bad=["供销社设立专门帐目。", "农户开立帐户210个。", "年底由会计结帐。"],
    good=["供销社设立专门账目。", "牧民搭起帐房6顶。", "停课期间，帐房小学照常开课。", "营帐内外灯火通明。",
          "展出《记帐簿》原件。", "发放帐篷120顶。"],
)  # fmt: skip
def ledger_as_tent(text: str, ctx: TextContext) -> Iterator[Hit]:
    """与钱物记录有关的用“账”，与布幕有关的用“帐”。"""
    for hit in _misspelled(text, ctx, _BY_RULE["R141"], "用字有别，宜写作"):
        if text[hit.start : hit.end] != "帐房" or not _TENTS.search(text):
            yield hit


_TENTS = re.compile(
    "牧|草[原场]|毡|毛?毯|帐篷|[牦犏]牛|藏|蒙古|[搭扎支住搬]了?帐房|(?<!账)帐房(?:小学|学校|寺|医院|卫生|供销|商店|图书|夜校|宾馆|[0-9一二三四五六七八九十两]+顶)"
)
"""Where herders live 帐房 are tents."""


@rule(
    "R142",
    "做/作 座/坐",
    level="字",
    basis="现代汉语词典；报纸常见用字差错",
    fixes=True,
    literals=_BY_RULE["R142"].literals,
    bad=["文庙座落于城东。", "把河滩当做晒场。", "会议召开坐谈会3次。", "祠堂座北朝南。"],
    good=["文庙坐落于城东。", "把河滩当作晒场。", "做好事、做实事。", "一座落成不久的桥。",
          "学做一手好菜。"],
)  # fmt: skip
def doing_as_making(text: str, ctx: TextContext) -> Iterator[Hit]:
    """“做”与“作”、“座”与“坐”按习惯分用。"""
    yield from _misspelled(text, ctx, _BY_RULE["R142"], "用字有别，宜写作")
