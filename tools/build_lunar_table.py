"""Rebuild src/fangzhi/zh/data/lunar.tsv from lunar-python (寿星天文历).

Run `python tools/build_lunar_table.py`; tests compare the table with sxtwl, which was written
by others on the same astronomy. Columns: year, day number of the first day, lengths (大 30,
小 29), leap month or 0, and the month numbers where they are not 1–12 in order. In 237 the
court changed its calendar and the source lets the first month begin on the last day of 236; it
is kept so.
"""

from pathlib import Path
from typing import Any

from lunar_python import LunarYear

FIRST, LAST = 1, 2200
TARGET = Path(__file__).parent.parent / "src/fangzhi/zh/data/lunar.tsv"


def year_row(year: int) -> str:
    """One line of the table."""
    found: dict[int, Any] = {}
    for start in (year, year + 1):  # 腊月 of a long year may stand in the next year's list only
        for month in LunarYear(start).getMonths():
            if month.getYear() == year:
                found.setdefault(round(month.getFirstJulianDay()), month)
    days = sorted(found)
    numbers = [found[day].getMonth() for day in days]
    lengths = "".join("大" if found[day].getDayCount() == 30 else "小" for day in days)
    leap = next((-n for n in numbers if n < 0), 0)
    regular = list(range(1, 13))
    if leap:
        regular.insert(leap, -leap)
    odd = "" if numbers == regular else " ".join(map(str, numbers))
    return "\t".join((str(year), str(days[0]), lengths, str(leap), odd))


def main() -> None:
    """Write the table."""
    rows = [year_row(year) for year in range(FIRST, LAST + 1)]
    TARGET.write_text("\n".join(rows) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
