"""The frames: growth, share, mean, sum, difference, each with all choices of what is given and where."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from tests.check.frames.making import Figures, Frame, rounded

GROWTH = frozenset({"R171", "R172", "R176"})
SHARE = frozenset({"R170", "R169"})
MEAN = frozenset({"R175"})
SUM = frozenset({"R167", "R168", "R176"})

_THINGS = (
    ("茶叶产量", "吨"),
    ("粮食播种面积", "亩"),
    ("财政收入", "万元"),
    ("在校学生", "人"),
    ("汽车", "辆"),
)


def _figure(random_: random.Random, low: int = 1200, high: int = 98000) -> Decimal:
    return Decimal(random_.randrange(low, high))


def grown(random_: random.Random) -> Figures:
    base = _figure(random_)
    by = Decimal(random_.randrange(40, 600)) / 1000
    now = (base * (1 + by)).quantize(Decimal(1))
    thing, unit = random_.choice(_THINGS)
    year = random_.randrange(1988, 2020)
    return {
        "a": str(base), "b": str(now), "d": str(now - base), "n": thing, "u": unit,
        "y": str(year), "z": str(year - 1), "x": rounded((now - base) / base * 100, 2),
    }  # fmt: skip


def shrunk(random_: random.Random) -> Figures:
    made = grown(random_)
    base, now = Decimal(made["b"]), Decimal(made["a"])
    return {**made, "a": str(base), "b": str(now), "x": rounded((base - now) / base * 100, 2)}


def growth_frames() -> Iterator[Frame]:
    """Base and present, base and change, present and change, in every usual order."""
    given = (
        "{n}{b}{u}，比上年的{a}{u}", "{n}{b}{u}，较{z}年{a}{u}", "{n}{b}{u}，上年为{a}{u}，",
        "{z}年{n}{a}{u}，{y}年{b}{u}，", "{n}由{z}年的{a}{u}{m}至{y}年的{b}{u}，",
        "{n}从{a}{u}{m}到{b}{u}，", "{n}比{z}年的{a}{u}{m}{d}{u}，", "{n}较上年{a}{u}{m}{d}{u}，",
        "{n}{b}{u}，比上年{m}{d}{u}，", "{n}{b}{u}，{m}{d}{u}，", "{n}比上年{m}{d}{u}，达到{b}{u}，",
        "{n}达{b}{u}，比{z}年净{m}{d}{u}，", "{z}年{n}为{a}{u}。{y}年为{b}{u}，比{z}年",
        "{z}年，{n}{a}{u}。{y}年，{n}{b}{u}，", "{n}{b}{u}，较{z}年的{a}{u}{m}{d}{u}，",
        "{n}{b}{u}，比{z}年{a}{u}，{m}{d}{u}、", "{n}{b}{u}，上年{a}{u}，{m}{d}{u}，",
        "{n}{b}{u}，上年同期为{a}{u}，同比", "{n}{b}{u}（上年{a}{u}），", "{n}{b}{u}（{z}年为{a}{u}），比{z}年",
        "{n}{b}{u}，与{z}年的{a}{u}相比，", "{y}年{n}{b}{u}，{z}年{a}{u}，", "{n}完成{b}{u}，同比{m}{d}{u}，",
        "{n}实现{b}{u}，比上年多出{d}{u}，", "{z}年末{n}{a}{u}，至{y}年末{m}到{b}{u}，",
        "{n}，{z}年{a}{u}，{y}年{b}{u}，{y}年比{z}年", "{z}年{n}为{a}{u}，{y}年{m}为{b}{u}，",
        "{z}年{n}{a}{u}，{y}年{m}{d}{u}，", "{n}上年{a}{u}，本年{b}{u}，",
    )  # fmt: skip
    for words, (up, verb) in product(given, ((True, "增长"), (True, "增幅"), (False, "下降"))):
        move = "增加" if up else "减少"
        if "多出" in words and not up:
            continue
        if "{m}至" in words or "{m}到" in words:
            move = "增" if up else "减"
        claim = f"{verb}{{x}}%。" if verb != "增幅" else "增幅{x}%。"
        text = words.replace("{m}", move)
        if text.endswith("，") or verb != "增幅":
            yield Frame(GROWTH, text + claim, grown if up else shrunk)


def part(random_: random.Random) -> Figures:
    whole = _figure(random_, 4000)
    own = (whole * Decimal(random_.randrange(60, 880)) / 1000).quantize(Decimal(1))
    rest = whole - own
    whole_name, part_name, other, unit = random_.choice((
        ("耕地", "水田", "旱地", "亩"), ("总人口", "农业人口", "非农业人口", "人"),
        ("财政支出", "教育支出", "其他支出", "万元"), ("党员", "女党员", "男党员", "名"),
        ("贷款余额", "农业贷款", "工商贷款", "万元"), ("造林", "经济林", "用材林", "亩"),
    ))  # fmt: skip
    return {
        "w": str(whole), "p": str(own), "r": str(rest), "W": whole_name, "P": part_name,
        "R": other, "u": unit, "x": rounded(own / whole * 100, 2),
    }  # fmt: skip


def share_frames() -> Iterator[Frame]:
    """The whole before or behind, near or in the sentence before; the part beside or named again."""
    for words in (
        "全县有{W}{w}{u}，其中{P}{p}{u}，占{x}%。", "{W}{w}{u}，其中{P}{p}{u}，占{W}的{x}%。",
        "{W}{w}{u}。{P}{p}{u}，占{x}%。", "{P}{p}{u}，占全县{W}{w}{u}的{x}%。",
        "{P}{p}{u}，占{W}（{w}{u}）的{x}%。", "{W}{w}{u}，{P}{p}{u}，占{x}%；{R}{r}{u}。",
        "{W}{w}{u}，其中{R}{r}{u}、{P}{p}{u}，{P}占{x}%。", "{P}{p}{u}、{R}{r}{u}，前者占{W}的{x}%。",
        "{W}{w}{u}。其中，{P}{p}{u}，比重为{x}%。", "{W}共{w}{u}，{P}占{x}%，为{p}{u}。",
        "全县{W}{w}{u}，{P}{p}{u}，占总数的{x}%。", "{P}{p}{u}，{R}{r}{u}，{P}占{W}的{x}%。",
        "{W}{w}{u}，{x}%为{P}，计{p}{u}。", "{W}{w}{u}，有{P}{p}{u}，{P}比重{x}%。",
        "在{W}{w}{u}中，{P}{p}{u}，占{x}%。", "{W}{w}{u}，以{P}为主，计{p}{u}，占{x}%。",
    ):  # fmt: skip
        yield Frame(SHARE, words, part)


def averaged(random_: random.Random) -> Figures:
    count = _figure(random_, 210, 9800)
    each = Decimal(random_.randrange(1200, 9800)) / 100
    total = (count * each).quantize(Decimal(1))
    name, unit, many, by, per = random_.choice((
        ("分红", "元", "户", "户均", "每户"), ("总产粮食", "公斤", "亩", "亩产", "每亩"),
        ("发放补助", "元", "人", "人均", "每人"), ("收茶", "公斤", "户", "户均", "每户"),
        ("投工", "个", "人", "人均", "每人"),
    ))  # fmt: skip
    return {
        "t": str(total), "c": str(count), "n": name, "u": unit, "k": many, "m": by, "e": per,
        "x": rounded(total / count, 2),
    }  # fmt: skip


def mean_frames() -> Iterator[Frame]:
    """Total and count, either first, near or in the sentence before."""
    for words in (
        "{c}{k}{n}{t}{u}，{m}{x}{u}。", "{n}{t}{u}，按{c}{k}计，{m}{x}{u}。",
        "全村{c}{k}，{n}{t}{u}，{m}{x}{u}。", "全村{c}{k}。{n}{t}{u}，{m}{x}{u}。",
        "{n}{t}{u}，分给{c}{k}，{e}{x}{u}。", "{n}{t}{u}，受益{c}{k}，平均{e}{x}{u}。",
        "共{c}{k}，{m}{x}{u}，计{n}{t}{u}。", "{n}{t}{u}（{c}{k}），{m}{x}{u}。",
        "{c}{k}，{n}{t}{u}，{e}平均{x}{u}。", "{n}{t}{u}，涉及{c}{k}，{m}{x}{u}。",
    ):  # fmt: skip
        yield Frame(MEAN, words, averaged)


def summed(random_: random.Random) -> Figures:
    parts = [_figure(random_, 120, 9800) for _ in range(4)]
    names, unit = random_.choice((
        (("水田", "旱地", "园地", "林地"), "亩"), (("东村", "西村", "南村", "北村"), "人"),
        (("工资", "办公费", "差旅费", "修缮费"), "元"), (("杨树", "柳树", "槐树", "榆树"), "株"),
    ))  # fmt: skip
    made = {f"p{k}": str(p) for k, p in enumerate(parts)} | {
        f"n{k}": n for k, n in enumerate(names)
    }
    whole = sum(parts)
    return {**made, "u": unit, "w": str(whole), "x": str(whole)}


def rested(random_: random.Random) -> Figures:
    made = summed(random_)
    return {**made, "x": made["p3"]}


def sum_frames() -> Iterator[Frame]:
    """Parts and total, either first; the total or the last part is the figure in doubt."""
    listed = "{n0}{p0}{u}、{n1}{p1}{u}、{n2}{p2}{u}"
    whole = (
        listed + "、{n3}{p3}{u}，合计{x}{u}。", "共{x}{u}，其中" + listed + "、{n3}{p3}{u}。",
        "计{x}{u}：" + listed + "、{n3}{p3}{u}。", listed + "，{n3}{p3}{u}，共{x}{u}。",
        "总数{x}{u}，分为" + listed + "、{n3}{p3}{u}。",
        "{n0}{p0}{u}，{n1}{p1}{u}，{n2}{p2}{u}，{n3}{p3}{u}，四项共计{x}{u}。",
        "总计{x}{u}。其中，{n0}{p0}{u}；{n1}{p1}{u}；{n2}{p2}{u}；{n3}{p3}{u}。",
    )  # fmt: skip
    for words in whole:
        yield Frame(SUM, words, summed)
    for words in (
        "共{w}{u}，其中" + listed + "，其余{n3}{x}{u}。", "共{w}{u}，" + listed + "，余为{n3}{x}{u}。",
        "计{w}{u}，除" + listed + "外，另有{n3}{x}{u}。", "共{w}{u}，" + listed + "，{n3}{x}{u}。",
    ):  # fmt: skip
        yield Frame(SUM, words, rested)


def all_frames() -> list[Frame]:
    """Give every frame."""
    return [*growth_frames(), *share_frames(), *mean_frames(), *sum_frames()]
