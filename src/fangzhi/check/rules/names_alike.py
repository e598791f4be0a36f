"""Whether two characters are likely to be written for each other: sound, shape, variant."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

from fangzhi.zh.fold import fold

_NEAR = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("l", "n"), ("hu", "f"))


@cache
def _shapes() -> frozenset[frozenset[str]]:
    path = files("fangzhi.check.rules") / "data" / "names_alike.tsv"
    rows = [r for r in path.read_text(encoding="utf-8").splitlines() if r and r[0] != "#"]
    return frozenset(frozenset((a, b)) for row in rows for a in row for b in row if a != b)


@lru_cache(maxsize=8192)
def _sounds(character: str) -> frozenset[str]:
    from pypinyin import Style, pinyin  # here: loading its dictionary takes a while

    readings = pinyin(character, style=Style.NORMAL, heteronym=True)
    return frozenset(_flat(sound) for sound in readings[0])


def _flat(sound: str) -> str:
    for double, single in _NEAR:
        if sound.startswith(double):
            sound = single + sound[len(double) :]
            break
    return sound[:-1] if sound.endswith("ng") else sound


def is_alike(a: str, b: str) -> bool:
    """Tell whether two characters sound alike (tones, zh/z, n/l, in/ing aside) or look alike."""
    if fold(a) == fold(b) or frozenset((a, b)) in _shapes():
        return True
    return bool(_sounds(a) & _sounds(b))
