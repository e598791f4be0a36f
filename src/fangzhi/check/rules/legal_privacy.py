"""O 个人隐私: numbers, addresses and illnesses of persons that a public book leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from fangzhi.check.context import TextContext
from fangzhi.check.rule import DIGITS, Hit, rule
from fangzhi.zh.surnames import COMMON

_IDENTITY = re.compile("(?<![0-9A-Za-z])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])")
_OLD_IDENTITY = re.compile("(?:身份证|证件)(?:号码|号)?[：:为是]?\\s?([1-9][0-9]{14})(?![0-9])")
_TOLD_IDENTITY = re.compile("身份证(?:号码|号)?[：:为是]?\\s?([1-9][0-9]{16}[0-9Xx])(?![0-9])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_MOBILE = re.compile(
    "(?<![0-9A-Za-z.\\-])(?:(?:\\+|00)?86[- ]?)?(1[3-9][0-9])[- ]?([0-9]{4})[- ]?([0-9]{4})(?![0-9A-Za-z.%])"
)
_OFFICE_LINE = re.compile(
    "(?:热线|订购|订票|预订|预约|咨询|客服|服务|监督|举报|投诉|值班|办公|报警|招商|联系我们|救援|公司|电视台|宾馆|酒店|农家乐|旅行社)[^，。；]{0,8}$"
)
_QUANTITY = re.compile(
    "\\s?(?:元|吨|人|千克|公斤|立方米|平方米|公里|千米|度|千瓦|册|卷|亩|件|头|只|台|株|字节)"
)
_HOME_LINE = re.compile(
    "(?:家庭|住宅|宅|私人|家中)电话(?:号码)?[：:为是]?\\s?((?:0[0-9]{2,3}[-—－ ]?)?[0-9]{7,8})(?![0-9])"
)
_HOME = re.compile(
    "(?:家住|现住|住址|家庭(?:住址|地址)|住所|居住在|居住于|住在|住|通讯地址|户籍地址)(?:[：:为是于在])?\\s?"
    "(?P<place>[^，。；：（）\n]{0,40}?[0-9一二三四五六七八九十A-Za-z]{1,4}(?:号楼|栋|幢|单元|号院|号|座|楼)"
    "[^，。；：（）\n]{0,16}?[0-9一二三四五六七八九十]{1,5}(?:室|房|号房))"
)
_CARD = re.compile(
    "(?:银行卡|卡号|账号|帐号|账户|存折)(?:号码?)?[：:为是]?\\s?([0-9]{4}(?:[ -]?[0-9]{4}){3}[ -]?[0-9]{0,3})"
    "(?![0-9])"
)
_ILLNESS = (
    "艾滋病|HIV|性病|梅毒|淋病|尖锐湿疣|精神分裂症|精神病|躁狂症|抑郁症|"
    "乙肝|乙型肝炎|麻风病|吸毒成瘾|不孕不育|不孕症"
)
_SICK = re.compile(
    f"(?P<who>[{COMMON}][\u4e00-\u9fff]{{1,2}}(?:（[^（）]{{0,16}}）)?[，,]?"
    f"(?:[男女][，,]?)?(?:[0-9]{{1,3}}岁[，,]?)?)"
    f"(?:系|为|是|因|曾|于[^，。；]{{0,12}})?"
    "(?:患有?|罹患|感染|确诊(?:为|患)?|诊断为|被查出(?:患)?)(?:了|有)?"
    f"(?P<what>{_ILLNESS})"
)
_SICK_NAMED = re.compile(
    "(?:患者|病人|村民|居民|学生|职工|教师|工人|对象|[，。；：、]|^)(?P<name>[\u4e00-\u9fff]{2,3})[，,（][男女][，,）](?:[0-9]{1,3}岁[，,）])?"
    f"(?:系|为|是|因|曾|于[^，。；]{{0,12}})?(?:患有?|罹患|感染|确诊(?:为|患)?|诊断为|被查出(?:患)?)(?:了|有)?(?:{_ILLNESS})"
)
_BOUND = re.compile("[^\u4e00-\u9fff]|[女子妻夫弟兄妹姐民员长师生亲]")
_NOT_A_PERSON = re.compile(
    "某|患者|病人|人员|居民|群众|学生|村民|儿童|青年|老人|老年|孕妇|产妇|职工|妇女|人群|者|[人名例家户县市区镇乡村]"
)


@rule(
    "R234",
    "个人隐私",
    level="政",
    basis="《地方志工作条例》第十一条；个人信息保护法",
    literals=(*DIGITS, "艾滋病", "性病", "梅毒", "精神", "抑郁症", "乙肝", "麻风病", "吸毒"),
    quotes="read",
    probe="[0-9]{7}|[0-9]{3}[- ][0-9]{4}|室|房|患|感染|确诊|诊断|查出",
    bad=[
        "张明远，身份证号11010519491231002X。",
        "罗德全（联系电话13800138000）。",
        "陈玉兰家住和平路12号3单元501室。",
        "家庭电话：0838-2201234。",
        "李桂芳，女，42岁，患艾滋病。",
    ],
    good=[
        "县政府办公室电话0838-2201234。",
        "订购热线：13800138000。",
        "张明远，身份证号从略。",
        "办公地点在和平路12号3号楼501室。",
        "全县报告艾滋病病例12例。",
        "课题编号11010519491231002。",
    ],
)  # fmt: skip
def private_matter(text: str, ctx: TextContext) -> Iterator[Hit]:
    """不公开个人的身份证号、手机号、住址门牌和病历。"""
    taken: list[tuple[int, int]] = []
    for found in _IDENTITY.finditer(text):
        if is_identity_number(found.group()):
            taken.append(found.span())
            yield _private(*found.span(), "身份证号", "合校验码，确是身份证号的写法")
    for found in _TOLD_IDENTITY.finditer(text):
        if found.span(1) not in taken and _is_day(found[1][6:14]):
            yield _private(*found.span(1), "身份证号", "校验码不合，号码可能录错")
    for found in _OLD_IDENTITY.finditer(text):
        if _is_day("19" + found.group(1)[6:12]):
            yield _private(*found.span(1), "身份证号")
    for found in _MOBILE.finditer(text):
        before = text[max(0, found.start() - 16) : found.start()]
        if not _OFFICE_LINE.search(before) and not _QUANTITY.match(text, found.end()):
            yield _private(*found.span(), "手机号")
    for found in _HOME_LINE.finditer(text):
        yield _private(*found.span(1), "住宅电话")
    for found in _HOME.finditer(text):
        yield _private(*found.span("place"), "住址门牌")
    for found in _CARD.finditer(text):
        yield _private(*found.span(1), "银行账号")
    yield from _illnesses(text)


def _illnesses(text: str) -> Iterator[Hit]:
    for found in _SICK.finditer(text):
        who = re.match("[\u4e00-\u9fff]{2,3}", found["who"])
        name = who.group() if who else ""
        if (
            2 <= len(name) <= 3
            and not _NOT_A_PERSON.search(name)
            and (found.start() == 0 or _BOUND.search(text[found.start() - 1]))
        ):
            yield _private(*found.span(), "个人病情")

    for found in _SICK_NAMED.finditer(text):
        known = _SICK.search(text, found.start(), found.end())
        if known is None and not _NOT_A_PERSON.search(found["name"]):
            yield _private(found.start("name"), found.end(), "个人病情")


def _private(start: int, end: int, what: str, evidence: str = "") -> Hit:
    return Hit(
        start,
        end,
        f"这里有{what}，属个人隐私，请删去或隐去。",
        evidence=(evidence,) if evidence else (),
    )


def is_identity_number(number: str) -> bool:
    """Tell whether 18 characters are an identity number: birthday and check digit (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _is_day(number[6:14]) and "10X98765432"[total % 11] == number[17].upper()


def _is_day(digits: str) -> bool:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return 1850 <= day.year <= 2100
