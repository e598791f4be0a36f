"""Who is named for a task and by when, as the text says it; nothing is supplied."""

from __future__ import annotations

import re

from fangzhi.project.meetings.clauses import Span
from fangzhi.project.meetings.plan import Party, Role
from fangzhi.project.meetings.words import any_of, at_end, listed

_MONTH = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})月"
_DAY = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})[日号]"
_YEAR = r"(?:(?:\d{4}|[〇零一二三四五六七八九]{4})年|今年|明年|本年|当年|次年)"
_TIME = (
    rf"(?:{_YEAR}?{_MONTH}(?:{_DAY}|底|末|初|中旬|上旬|下旬|份)?|本月(?:底|内|{_DAY})?|下月(?:底|{_DAY})?"
    rf"|{_YEAR}?(?:[一二三四1-4]季度|第[一二三四]季度|上半年|下半年|年底|年末|年内|年初)|{_YEAR}|\d{{1,2}}[日号]"
    r"|(?:春节|国庆节?|五一|元旦|中秋节?|汛期|两会|开学|下次会议|月底|周[一二三四五六日]|本周[五内]?|下周[一二三四五]?))"
)
DEADLINE = re.compile(
    rf"(?:[于在至到]|截至|不迟于|最迟)?(?P<when>{_TIME}(?:以?前|之前|底前|内|以内|前后)"
    rf"|{_YEAR}?(?:年底|年内|年末)|会后(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})个?(?:工作)?[日天周]内"
    r"|(?:\d{1,3}|[一二三四五六七八九十两半]{1,3})个?(?:工作日|月|周|天|年)(?:之|以)?内"
    rf"|{_TIME}(?=(?:全面)?(?:完成|出版|付印|印发|报送|上报|开馆|提交|交稿|召开|定稿|出版发行)))"
)
_LABELS: dict[str, Role | None] = {
    "牵头单位": "牵头", "牵头部门": "牵头", "牵头": "牵头", "责任单位": "责任", "责任部门": "责任", "责任人": "责任",
    "责任科室": "责任", "责任处室": "责任", "承办单位": "责任", "配合单位": "配合",
    "协办单位": "配合", "协作单位": "配合",
    "完成时限": None, "完成时间": None, "时限": None, "时间要求": None, "落实单位": "责任",
}  # fmt: skip
_LABEL = re.compile(rf"({'|'.join(_LABELS)})\s*[:：为]\s*([^；;。）)\n]+?)(?=[；;。）)\n，]|$)")
_BRACKETS = re.compile(r"[（(]([^（）()]*(?:[（(][^（）()]*[)）][^（）()]*)*)[)）]")
_BY = re.compile(
    r"^[（(]?\s*(?:由)?(?P<who>[^（）()：:]{2,30}?)(?P<word>牵头|负责|承办|配合)\s*[)）]?$"
)
_NAME = r"[^，。；：:]{2,45}?"
_ONWARD = any_of("concrete", "adverb", "operator", "together") + r"|[于在与同将把对\d]|根据|按照"
_BEFORE = rf"[于在](?:{_TIME})|(?:{_TIME})(?:以?前|内)|根据|按照|结合|对照"
_DOES = any_of("concrete") + "|会同|协同|联合"
_UNIT = re.compile(r"(?:[局办处科股室部委会社院馆组队站所]|中心|公司|学校|专班|老师|同志|各单位)$")
"""How a body ends that may stand before its verb with nothing between: no place, no common noun."""
_FORMS: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(rf"^(?:由|请|责成|委托|继续由)?(?P<who>{_NAME})(?P<word>牵头)"), "牵头"),
    (re.compile(rf"^(?:由|请|责成|委托|继续由)?(?P<who>{_NAME})(?P<word>具体负责|负责|承办|主办|承担)"), "负责"),
    (re.compile(rf"^(?:由|请)?(?P<who>{_NAME})(?P<word>配合|协助|协办|予以配合)(?=$)"), "配合"),
    (re.compile(rf"^(?P<word>由|请|责成|委托|继续由)(?P<who>{_NAME})(?={_ONWARD})"), "责任"),
    (re.compile(rf"^(?P<who>{_NAME})(?P<word>务必要|务必|要|须|需|应|应当|必须)(?!求)"), "责任"),
    (re.compile(rf"^(?P<who>{_NAME})(?P<word>)(?={_BEFORE})"), "责任"),
    (re.compile(rf"^(?P<who>{_NAME})(?P<word>)(?={_DOES})"), "责任"),
)  # fmt: skip
_WITH = re.compile(
    r"(?P<word>会同|协同|联合|商|与|同|协助|配合)(?P<who>[^，。；：]{2,40}?)"
    rf"(?={any_of('concrete', 'operator', 'adverb')}|于|在|$|，)"
)
_SPLIT = re.compile(r"、|以及|[和与及](?![^（(]*[)）])")
_ROLES: dict[str, Role] = {"牵头": "牵头", "负责": "负责", "承办": "负责", "配合": "配合",
                           "会同": "会同", "协同": "协同", "联合": "联合", "商": "会同",
                           "与": "会同", "同": "会同", "协助": "协助"}  # fmt: skip


_PASSIVE = re.compile(
    rf"^(?P<what>[^，。；：]{{2,30}}?)由(?P<who>{_NAME})(?P<word>牵头|负责|承担)?(?={any_of('concrete')}|$)"
)


class Told:
    """What one clause says beside the deed: parties and deadline; `rest` is what remains of it.

    `bare`: the body stands before its verb with no word that makes it a charge (要, 负责, 由).
    `ahead` are words that stand before the date or the body, and may be the object or a phrase.
    """

    def __init__(self, span: Span) -> None:
        self.parties: list[Party] = []
        self.deadline = ""
        self.ahead: Span | None = None
        self.bare = False
        self.rest = self._without_brackets(span)
        self._passive()
        self._subject()
        self._deadline()
        self._with()
        self._subject()

    def _without_brackets(self, span: Span) -> Span:
        """Read （责任单位：…；完成时限：…） and （某科负责）, and leave them out."""
        text = span.text
        for found in _BRACKETS.finditer(text):
            labels = _LABEL.findall(found[1])
            by = _BY.match(found[0])
            if labels:
                self._labels(labels)
            elif by and is_party(by["who"]):
                self._add(_ROLES[by["word"]], by["who"], by["word"])
            else:
                continue
            if not text[found.end() :].strip():
                return span.cut(0, found.start())
        labels = _LABEL.findall(text)
        if labels and _LABEL.match(text):
            self._labels(labels)
            return span.cut(len(text))
        return span

    def _labels(self, labels: list[tuple[str, str]]) -> None:
        for label, value in labels:
            role = _LABELS[label]
            if role is None:
                self.deadline = self.deadline or value.strip()
            else:
                self._add(role, value, label)

    def _subject(self) -> None:
        text = self.rest.text
        for pattern, role in _FORMS:
            found = pattern.match(text)
            if found is None:
                continue
            who = found["who"].strip()
            if not is_party(who):
                continue
            if pattern is _FORMS[-1][0]:
                if _is_deed(who) or not _UNIT.search(who):
                    continue
                self.bare = True
            self._add(role, who, found["word"])
            self.rest = self.rest.cut(found.end())
            return

    def _deadline(self) -> None:
        found = DEADLINE.search(self.rest.text)
        if found is None or self.deadline:
            return
        self.deadline = found["when"]
        before, after = self.rest.text[: found.start()], self.rest.text[found.end() :]
        if not before.strip() or len(before) <= 1:
            self.rest = self.rest.cut(found.end())
        elif not after.strip():
            self.rest = self.rest.cut(0, found.start())
        elif self.ahead is None:
            self.ahead = self.rest.cut(0, found.start())
            self.rest = self.rest.cut(found.end())

    def _passive(self) -> None:
        """族谱由赵老师整理: the thing, who, and the deed."""
        found = _PASSIVE.match(self.rest.text)
        if found and is_party(found["who"]) and not is_party(found["what"]):
            word = found["word"] or "由"
            self._add(_ROLES.get(word, "责任"), found["who"], word)
            self.ahead = self.rest.cut(0, found.end("what"))
            self.rest = self.rest.cut(found.end())

    def _with(self) -> None:
        found = _WITH.match(self.rest.text)
        if found and is_party(found["who"]):
            # 配合某局做好…: we help them; 某局配合 is the other way round
            role: Role = "协助" if found["word"] == "配合" else _ROLES[found["word"]]
            self._add(role, found["who"], found["word"])
            self.rest = self.rest.cut(found.end())

    def _add(self, role: Role, who: str, word: str) -> None:
        for name in names_of(who):
            party = Party(role, name, word)
            if party not in self.parties:
                self.parties.append(party)


_BEGINS = re.compile(
    "|".join(
        w
        for name in ("goal", "study", "preposition", "together")
        for w in listed(name)
        if len(w) > 1
    )
)


def _is_deed(words: str) -> bool:
    """组织专家 is a deed; 编辑部 is none, though it begins like one."""
    verb = re.match(any_of("concrete", "operator", "adverb"), words)
    return verb is not None and len(words) - verb.end() >= 2


def names_of(who: str) -> list[str]:
    """Part a list of bodies into names, each as given; 等部门 stays with the last."""
    parts = [part.strip() for part in _SPLIT.split(who) if part.strip()]
    bodies = [re.sub(r"等(?:有关)?(?:部门|单位|人|同志)?$", "", part) for part in parts]
    if all(
        at_end("body").search(one) or _PERSON.fullmatch(one) or one.endswith("）") for one in bodies
    ):
        return parts
    return [who.strip()]


def is_party(words: str) -> bool:
    """Tell whether words name a body or person: by how they end, and that they hold no deed."""
    who = re.sub(r"等(?:有关)?(?:部门|单位|人|同志)?$", "", words.strip())
    who = re.sub(r"[（(][^（）()]*[)）]$", "", who)
    if not 1 < len(who) <= 40 or DEADLINE.search(who):
        return False
    parts = [part for part in _SPLIT.split(who) if part.strip()]
    if any(re.match(any_of("concrete", "operator", "goal", "study") + ".{2}", part)
           and not at_end("body").search(part) for part in parts):  # fmt: skip
        return False
    if any(_BEGINS.match(part) for part in parts):
        return False
    if re.match(r"(?:会议|下一步|同时|并|对|将|把|根据|按照|我们|通过|结合|围绕|为|是)", who):
        return False
    if all(at_end("body").search(part) or _PERSON.fullmatch(part) for part in parts):
        return True
    # a 和 may stand within one name: 党史和地方志研究室
    return "、" not in who and bool(at_end("body").search(who)) and len(who) <= 20


_PERSON = re.compile(
    r"(?:会计|主任|支书|文书|主编|编辑|干部)?[小老][\u4e00-\u9fff]|(?:小|老)?[\u4e00-\u9fff]某{1,2}|[\u4e00-\u9fff]{1,2}(?:老师|师傅|叔|婶)"
)
