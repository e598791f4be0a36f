"""One clause: is something to be done in it, and in which words?"""

from __future__ import annotations

import re
from typing import NamedTuple

from fangzhi.project.meetings.clauses import Span
from fangzhi.project.meetings.objects import ends_in_activity, ends_in_work
from fangzhi.project.meetings.words import any_of, at_start, listed

_CUE = re.compile(
    r"^(?:会议|大家|与会人员|会上)?[^，。：]{0,12}?(?:强调|要求|决定|明确|议定|指出|提出|同意|原则同意|确定|认为|部署|商定)(?:了)?(?:[，：:]|$)"
)
_PREP = re.compile(rf"^{any_of('preposition')}")
_TAKES = re.compile(r"^(?:将|把)(?P<what>.{2,60})$")
_ABOUT = re.compile(r"^(?:对|就)(?P<what>.{2,40}?)(?:进行|作|开展|予以|加以)(?P<deed>.+)$")
_SEEN = r"(?:审定|审议|审查|审核|批准|复审|终审|审阅|研究|备案|审批)"
_ONWARD = re.compile(
    rf"^(?:再|并)?(?:报请|报|提交|送|呈报|提请|交|报送)[^《》，]{{2,16}}?{_SEEN}(?:后.{{2,6}})?$"
)
_HANDED = re.compile(
    rf"^(?P<what>[^《》，]{{2,16}}?[稿本案料书志目纲])(?P<verb>(?:报|送|提交|交|呈报)[^，]{{2,16}}?{_SEEN})$"
)
_NOT = re.compile(r"^(?:不得|不能|不准|严禁|禁止|不要|避免|防止|切忌|杜绝)")
_DONE = re.compile(
    r"(?:已经?|业已)(?!有|知)|(?<![为除])了(?=.|$)|近年来|以来|截至|累计|荣获|先后|圆满完成|顺利(?:完成|出版)"
)


class Deed(NamedTuple):
    """A deed in a clause: its verb as given, what follows, and where both stand.

    `rest` follows the verb where the object stands before it (将…列入财政预算).
    `kind` is how the verb was known: concrete, operator, or title (《…》出版 with no verb ahead).
    """

    kind: str
    verb: str
    object: Span
    words: Span
    purpose: str = ""
    rest: str = ""


def is_done(words: str) -> bool:
    """Tell whether a clause speaks of what was done already."""
    return bool(_DONE.search(words))


def is_study(words: str) -> bool:
    """Tell whether a clause is about learning, understanding and attitude."""
    bare = _bare(Span(words, 0)).text
    return bool(at_start("study").match(bare))


def is_goal(words: str) -> bool:
    """Tell whether a clause names an aim and no deed."""
    return bool(at_start("goal").match(_bare(Span(words, 0)).text))


def deed_of(span: Span) -> Deed | None:
    """Find the deed of a clause whose parties and dates are taken off; None where there is none."""
    bare = _bare(without_cue(span))
    if bare.text.startswith("将") and at_start("concrete", "operator", "adverb").match(
        bare.text, 1
    ):
        bare = _bare(bare.cut(1))  # 将开展…: soon, not 将…列入…
    if len(bare.text) < 2 or _NOT.match(bare.text):
        return None
    return _handed(bare) or _plain(bare) or _taken(bare) or _after_phrase(bare) or _title(bare)


def deed_with(ahead: Span, rest: Span) -> Deed | None:
    """Find the deed where words stand before its date or body: 族谱 | 整理, 确保 | 出版, 根据… | 修改."""
    if ahead.text in listed("operator"):
        return Deed("operator", ahead.text, rest, rest) if len(rest.text) > 1 else None
    if _PREP.match(ahead.text):
        found = deed_of(rest)
        return found._replace(purpose=ahead.text) if found else None
    verb = at_start("concrete").match(_bare(rest).text)
    if verb and len(_bare(rest).text) - verb.end() < 2:
        return Deed("title", verb[0], ahead, rest)
    return deed_of(rest)


def bare_verb(rest: Span) -> str:
    """Give the verb of a clause that is nothing but a verb (10月出版), "" for any other."""
    text = _bare(rest).text
    verb = at_start("concrete").match(text)
    return verb[0] if verb and verb.end() == len(text) else ""


def is_onward(span: Span) -> bool:
    """Tell whether a clause only says where the thing goes next: 报市政府审定, 提交下次会议审议."""
    return bool(_ONWARD.match(_bare(span).text))


def _plain(bare: Span) -> Deed | None:
    """A verb stands first: 编纂…, 加快…编纂."""
    text = bare.text
    study, goal = at_start("study").match(text), at_start("goal").match(text)
    concrete, operator = at_start("concrete").match(text), at_start("operator").match(text)
    longest = max((m.end() for m in (concrete, operator) if m), default=0)
    for other in (study, goal):
        if other and other.end() >= longest:
            return None
    if concrete and concrete.end() >= (operator.end() if operator else 0):
        verb, rest = concrete[0], _skipped(bare.cut(concrete.end()))
        if operator and operator.end() == concrete.end():
            return _operated(bare, verb, rest)
        return Deed("concrete", verb, rest, bare) if _is_object(rest.text) else None
    if operator:
        return _operated(bare, operator[0], _skipped(bare.cut(operator.end())))
    return None


def _operated(bare: Span, verb: str, rest: Span) -> Deed | None:
    """An operator needs a deed or a work after it: 加快…编纂, 谋划编纂《…》."""
    text = re.sub(r"等$", "", rest.text)
    inner = at_start("concrete").match(text)
    told = ends_in_activity(text) or ends_in_work(text) or "《" in text
    if inner and len(text) > inner.end() + 1:
        told = True
    return Deed("operator", verb, rest, bare) if told and len(text) > 1 else None


def _taken(bare: Span) -> Deed | None:
    """将/把 … 报送, 对 … 进行核对: the object stands before the verb."""
    about = _ABOUT.match(bare.text)
    if about:
        verb = at_start("concrete", "operator").match(about["deed"])
        if verb:
            return Deed("concrete", verb[0], bare.cut(about.start("what"), about.end("what")), bare)
    taken = _TAKES.match(bare.text)
    if taken is None:
        return None
    found = [m for m in re.finditer(any_of("concrete"), taken["what"]) if m.start() >= 2]
    if not found:
        return None
    verb = found[0]
    base = taken.start("what")
    thing = bare.cut(base, base + verb.start())
    return Deed("title", verb[0], thing, bare, rest=taken["what"][verb.end() :])


def _after_phrase(bare: Span) -> Deed | None:
    """根据专家意见修改…: the verb stands behind a phrase."""
    if not _PREP.match(bare.text):
        return None
    best: Deed | None = None
    for end in re.finditer(any_of("phrase_end"), bare.text):
        rest = _bare(bare.cut(end.end()))
        found = _plain(rest) or _taken(rest)
        if found is not None:
            best = found._replace(purpose=bare.text[: end.end()], words=bare)
            break
    return best


def _title(bare: Span) -> Deed | None:
    """《大熊猫图志》（英文版）出版: a title and a deed, under the verb of the clause before."""
    if not bare.text.startswith("《"):
        return None
    found = re.search(
        rf"》(?:[（(][^（）()]*[)）])?(?P<deed>{any_of('concrete')})(?:工作)?$", bare.text
    )
    if found is None:
        return None
    return Deed("title", found["deed"], bare.cut(0, found.start("deed")), bare)


def _handed(bare: Span) -> Deed | None:
    """修改后的志稿报市方志办复审: the thing, where it goes, what is done there."""
    found = _HANDED.match(bare.text)
    if found is None or at_start("goal", "study").match(bare.text) or bare.text[0] in "将把":
        return None
    if at_start("concrete", "operator").match(bare.text) and "的" not in found["what"]:
        return None
    return Deed("title", bare.text[found.start("verb") :], bare.cut(0, found.start("verb")), bare)


def without_cue(span: Span) -> Span:
    """Take 会议强调， and the like off the head."""
    found = _CUE.match(span.text)
    return span.cut(found.end()) if found else span


def _bare(span: Span) -> Span:
    """Take adverbs and joining words off the head."""
    while True:
        found = at_start("adverb").match(span.text)
        if found is None or len(span.text) <= found.end():
            return span
        longer = at_start("concrete", "operator", "study", "goal").match(span.text)
        if longer and longer.end() >= found.end() and not _leads(span.cut(longer.end())):
            return span
        span = span.cut(found.end())


def _leads(rest: Span) -> bool:
    """统一编印: the deed is what follows, and 统一 only says how."""
    return bool(at_start("concrete", "operator").match(rest.text))


def _skipped(rest: Span) -> Span:
    found = re.match(r"好|出(?!版)|完(?!善|成)", rest.text)
    return rest.cut(found.end()) if found else rest


def _is_object(words: str) -> bool:
    """Something must be left that can be an object."""
    return len(re.sub(r"[等的了、\s]", "", words)) >= 2
