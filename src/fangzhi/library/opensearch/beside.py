"""Counting beside the data: the words as typed lie with each piece, and a script walks over them.

What the cluster's own index cannot tell (exact forms, any one character, the year told of each
place) is counted where the pieces lie, so that nothing but numbers travels.
"""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fangzhi.library.dates import REACH
from fangzhi.library.stream import Stream
from fangzhi.library.texted import Characters
from fangzhi.zh.fold import fold, forms_of

TURNED = "\uffff"
"""Stands in the words as typed where the double row of a note turns."""
_ZERO_YEAR = 1 << 15
"""Added to a year, so that none is below 0."""
_WALK = """
int behind(String words, int at, List forms, boolean over, String turned) {
  int here = at;
  for (int n = 0; n < forms.size(); ++n) {
    if (n > 0 && over) {
      while (words.startsWith(turned, here)) { here += 1; }
    }
    List known = (List) forms.get(n);
    if (known.isEmpty()) {
      if (here >= words.length() || words.startsWith(turned, here)) { return -1; }
      here += Character.charCount(words.codePointAt(here));
    } else {
      int next = -1;
      for (def form : known) {
        if (words.startsWith((String) form, here)) { next = here + ((String) form).length(); break; }
      }
      if (next < 0) { return -1; }
      here = next;
    }
  }
  return here;
}
"""
_EACH = """
String words = doc['typed'].value.utf8ToString();
long core = doc['core'].value;
for (def first : (List) params.forms.get(0)) {
  int at = words.indexOf((String) first);
  while (at >= 0 && at < core) {
    if (behind(words, at, params.forms, params.over, params.turned) >= 0) {%s}
    at = words.indexOf((String) first, at + 1);
  }
}
"""
_COUNT = f"{_WALK} long count = 0; {_EACH % ' count += 1; '} return count;"
_SOME = f"{_WALK} {_EACH % ' return true; '} return false;"
_YEARS = (
    _WALK
    + _EACH
    % """
      for (long told : doc['years']) {
        if (at >= (told >> 32) && at < ((told >> 16) & 65535)) {
          String year = String.valueOf(told & 65535);
          state.years[year] = state.years.containsKey(year) ? state.years[year] + 1L : 1L;
        }
      }
"""
)
_MERGE = """
Map every = new HashMap();
for (def own : states) {
  if (own == null) { continue; }
  for (def pair : own.entrySet()) {
    def year = pair.getKey();
    every[year] = (every.containsKey(year) ? every[year] : 0L) + pair.getValue();
  }
}
return every;
"""


def fields() -> dict[str, Any]:
    """Give the mappings of what lies beside a piece."""
    number = {"type": "long", "index": False}
    return {"typed": {"type": "binary", "doc_values": True}, "core": number, "years": number}


class Beside:
    """What lies beside the pieces of one text: its words as typed, the years told of its places."""

    def __init__(self, stream: Stream, told: tuple[tuple[int, int, int], ...]) -> None:
        self._text = stream.text
        turns = np.array(stream.turns, dtype=np.int64)
        points = np.frombuffer(
            stream.text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32
        ).astype(np.int64)
        widths = 1 + (points > 0xFFFF)
        widths += np.bincount(turns[turns < len(points)], minlength=len(points))[: len(points)]
        self._turns = turns
        self._ends = np.cumsum(widths)
        self._wide = 1 + (points > 0xFFFF)
        self._years = told_stretches(stream, told)

    def of(self, start: int, end: int, tail: int) -> dict[str, Any]:
        """Give what lies beside the piece from `start` to `end`, with so many characters behind."""
        inner = [start, *self._turns[(self._turns > start) & (self._turns < end + tail)].tolist()]
        ends = [*inner[1:], end + tail]
        words = TURNED.join(self._text[a:b] for a, b in zip(inner, ends, strict=True))
        last = min(end, len(self._text))
        base = self._at(start)
        found: dict[str, Any] = {
            "typed": base64.b64encode(words.encode("utf-8", "replace")).decode("ascii"),
            "core": self._at(last - 1) + 1 - base if last > start else 0,
        }
        years = self._years
        own = years[(years[:, 1] > start) & (years[:, 0] < last)]
        if len(own):
            found["years"] = [
                self._at(max(a, start)) - base << 32
                | self._at(min(b, last) - 1) + 1 - base << 16
                | y
                for a, b, y in own.tolist()
            ]
        return found

    def _at(self, place: int) -> int:
        """Give where a character stands, in units of 16 bits, turns counted."""
        return int(self._ends[place] - self._wide[place]) if place < len(self._ends) else 0


def told_stretches(stream: Stream, told: tuple[tuple[int, int, int], ...]) -> NDArray[np.int64]:
    """Give the stretches of a text of which a year is told, as rows (begin, end, year): to the next
    year, to the end of the leaf or entry, and no farther than REACH behind the year's own words."""
    units = np.array([*(stream.offsets or (0,)), len(stream.text)], dtype=np.int64)
    rows = np.array(told, dtype=np.int64).reshape(-1, 3)
    begins = rows[:, 0]
    following = np.append(begins[1:], len(stream.text))
    leaf = units[np.minimum(np.searchsorted(units, begins, "right"), len(units) - 1)]
    ends = np.minimum(np.minimum(following, leaf), rows[:, 1] + REACH + 1)
    kept = (rows[:, 2] != 0) & (ends > begins)
    found: NDArray[np.int64] = np.stack([begins, ends, rows[:, 2] + _ZERO_YEAR], axis=1)[kept]
    return found


def asked(characters: Characters, *, exact: bool) -> dict[str, Any]:
    """Give what the scripts have to know of words: each character's forms, none for any character."""
    forms: list[list[str]] = []
    for character in characters:
        if character is None:
            forms.append([])
        elif exact:
            forms.append([character])
        else:
            forms.append(list(forms_of(fold(character))))
    return {"forms": forms, "over": not exact, "turned": TURNED}


def count(told: dict[str, Any]) -> dict[str, Any]:
    """Give the script that counts in a piece."""
    return {"source": _COUNT, "params": told}


def some(told: dict[str, Any]) -> dict[str, Any]:
    """Give the filter that keeps pieces in whose core the words begin."""
    return {"script": {"script": {"source": _SOME, "params": told}}}


def years(told: dict[str, Any]) -> dict[str, Any]:
    """Give the aggregation that counts by the year told."""
    return {
        "scripted_metric": {
            "params": told,
            "init_script": "state.years = new HashMap();",
            "map_script": _YEARS,
            "combine_script": "return state.years;",
            "reduce_script": _MERGE,
        }
    }


def read_years(answer: dict[str, int]) -> dict[int, int]:
    """Read what `years` counted."""
    return {int(year) - _ZERO_YEAR: count for year, count in answer.items()}
