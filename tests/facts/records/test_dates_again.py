"""What happens once is not told with two years: the second telling may only point back."""

from __future__ import annotations

import pytest

from fangzhi.facts.records.dates_again import dates_again
from fangzhi.facts.records.gather import Source, gather
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text


def _clashes(works: str) -> list[tuple[str, str]]:
    sources = [
        Source(
            Manuscript(
                tuple(Text(f"{n}-{k}", line) for k, line in enumerate(work.split("|"))),
                name=f"{n}.docx",
            )
        )
        for n, work in enumerate(works.split("@"))
    ]
    found = dates_again(gather(sources).texts, ())
    return [
        (c.doubtful.group, c.doubtful.block.text[c.doubtful.start : c.doubtful.end]) for c in found
    ]


@pytest.mark.parametrize(
    ("works", "expected"),
    [
        (
            "双河小学创办于1939年，2002年有学生834人。|该校自1942年创办以来，未曾迁移。",
            ("成立", "1942年"),
        ),
        (
            "罗世康烈士，双河乡人，1935年11月牺牲。|1984年立墓碑，碑文记其1936年牺牲的经过。",
            ("逝世", "1936年"),
        ),
        (
            "何启明，1908年生于何家湾。妻张氏，1910年生。@何启明，男，1917年出生，教师。",
            ("出生", "1917年"),
        ),
        (
            "黄敬之，双河镇人。1939年加入中国共产党。|黄敬之自述，他于1949年入党。",
            ("入党", "1949年"),
        ),
        (
            "县文化馆1952年成立，1977年改称现名。|县人民文化馆1974年更名为县文化馆。",
            ("更名", "1974年"),
        ),
        (
            "清溪大桥1967年建成。|清溪大桥在镇东，1966年破土。1969年建成时为最长的桥。",
            ("竣工", "1969年"),
        ),
    ],
)
def test_a_second_year_of_what_happens_once_is_doubted(
    works: str, expected: tuple[str, str]
) -> None:
    assert _clashes(works) == [expected]


@pytest.mark.parametrize(
    "works",
    [
        "双河小学创办于1939年。|该校自1939年创办以来，未曾迁移。",
        "双河小学创办于1939年，1951年停办。|双河小学1953年重新创办。",
        "青石小学创办于1939年。|双河小学创办于1942年。",
        "清溪大桥1967年建成，沙坪大桥1975年建成。|清溪大桥1969年通车。",
        "罗世康1935年牺牲。|1984年立墓碑，碑文记其1935年11月牺牲的经过。",
        "县氮肥厂1966年动工，1968年投产。|1972年县氮肥厂二期工程投产。",
        "双河中学1958年迁至李家坝。|双河中学1970年迁至文昌宫。",
        "何启明，1908年生。妻张氏，1910年出生。",
    ],
)
def test_other_things_and_other_doings_are_left_alone(works: str) -> None:
    assert _clashes(works) == []
