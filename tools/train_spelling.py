"""Make the data of tier b (`src/fangzhi/check/spelling/data`): words, shapes, idioms, counts.

Run by hand when the sources change: `python tools/train_spelling.py PART LAWS WORDS`, with LAWS a
folder of laws (*.md), WORDS the dict.txt of jieba 0.42.1 (MIT). PART is words, shapes, idioms or
counts; the trees that weigh them are made by `train_spelling_trees.py`. Needs numpy and Pillow.
Equal sources give equal bytes.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import zstandard
from ahocorasick_rs import AhoCorasick
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from fangzhi.check.spelling.confusion import SAME_SOUND, Confusions
from fangzhi.check.spelling.counts import RUN
from fangzhi.check.spelling.training import train
from fangzhi.check.spelling.words import Words, frequencies
from fangzhi.check.terms import read_terms

DATA = Path(__file__).parents[1] / "src/fangzhi/check/spelling/data"
FONT = Path(__file__).parents[1] / "src/fangzhi/publish/fonts/NotoSansSC-Regular.otf"
LEAST = (1, 1, 1, 2)
"""N-grams of laws read less often fall out: the file stays under 6 MB."""


def law_lines(laws: Path) -> Iterator[str]:
    """Give the lines of laws, in order of their files."""
    for path in sorted(laws.rglob("*.md")):
        yield from (x for line in path.open(encoding="utf-8") if len(x := line.strip()) > 1)


def counts(laws: Path) -> None:
    """Count the n-grams of the laws."""
    made, told = train(law_lines(laws), LEAST)
    (DATA / "laws.counts").write_bytes(made.to_bytes())
    print(told)


def shapes() -> None:
    """Compare the pictures of the characters of GB 2312; keep each one's nearest eight."""
    chars = [
        bytes((a, b)).decode("gb2312", "ignore")
        for a in range(0xB0, 0xF8)
        for b in range(0xA1, 0xFF)
    ]
    chars = [char for char in chars if char]
    font = ImageFont.truetype(str(FONT), 48)
    rows = []
    for char in chars:
        image = Image.new("L", (56, 60), 0)
        ImageDraw.Draw(image).text((4, -6), char, fill=255, font=font)
        small = image.filter(ImageFilter.GaussianBlur(2)).resize((28, 30))
        row = np.asarray(small, dtype=np.float32).ravel()
        rows.append((row - row.mean()) / np.linalg.norm(row - row.mean()))
    likeness = np.stack(rows) @ np.stack(rows).T
    np.fill_diagonal(likeness, 0)
    lines = []
    for at, char in enumerate(chars):
        near = [j for j in np.argsort(-likeness[at], kind="stable")[:8] if likeness[at, j] > 0.68]
        lines.append(f"{char}\t{''.join(chars[j] for j in near)}\n")
    (DATA / "shapes.tsv").write_text("".join(sorted(lines)), encoding="utf-8")


def words(laws: Path, source: Path) -> None:
    """Choose the words: in use, and not themselves a slip for a much commoner word."""
    phrases = _phrases()
    known: dict[str, int] = {}
    for line in source.open(encoding="utf-8"):
        word, told, _ = line.split()
        if RUN.fullmatch(word) and len(word) <= 6 and int(told) >= (3 if len(word) > 1 else 1):
            known[word] = int(told)
    longer = [word for word in known if len(word) > 1]
    finder, read = AhoCorasick(longer), Counter[str]()
    for line in law_lines(laws):
        read.update(longer[n] for n, _, _ in finder.find_matches_as_indexes(line, overlapping=True))
    slips = read_terms("words_wrong.tsv")
    table = AhoCorasick(list(slips.literals))
    near, confusions = _one_apart(known), Confusions(Words(known))
    for word in longer:
        count, seen = known[word], read[word]
        if word in phrases:
            continue
        is_slip = seen < 5 and bool(table.find_matches_as_indexes(word))
        if count <= 20 and seen < 3 and len(word) <= 4:
            is_slip = is_slip or _shadows(word, count, near, confusions)
        if is_slip or (count <= 3 and not seen and len(word) > 3):
            del known[word]
    for word in sorted(phrases):
        if 2 <= len(word) <= 6 and RUN.fullmatch(word) and word not in slips.literals:
            known.setdefault(word, 2)
    data = "\n".join(f"{word}\t{n}" for word, n in sorted(known.items())).encode()
    (DATA / "words.zst").write_bytes(zstandard.ZstdCompressor(level=19).compress(data))
    print(len(known))


def _phrases() -> frozenset[str]:
    from pypinyin.phrases_dict import phrases_dict

    return frozenset(phrases_dict)


def _one_apart(known: dict[str, int]) -> dict[str, list[tuple[str, int]]]:
    near: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for word, count in known.items():
        if 2 <= len(word) <= 4 and count >= 60:
            for i, char in enumerate(word):
                near[f"{word[:i]}_{word[i + 1 :]}"].append((char, count))
    return near


def _shadows(
    word: str, count: int, near: dict[str, list[tuple[str, int]]], confusions: Confusions
) -> bool:
    """Tell whether a word is one like-sounding character off a word thirty times as common."""
    return any(
        confusions.of(char).get(other) == SAME_SOUND and other_count >= 30 * count
        for i, char in enumerate(word)
        for other, other_count in near.get(f"{word[:i]}_{word[i + 1 :]}", ())
    )


LOOSE = ("有约在先", "敩学相长")
"""Phrases that ordinary words come too near to (违约在先, 学学相长)."""


def idioms() -> None:
    """Choose phrases of four characters that are more than two common words side by side."""
    known = frequencies()
    chosen = [
        word
        for word in _phrases()
        if len(word) == 4 and RUN.fullmatch(word) and known.get(word, 0) >= 3
        and word not in LOOSE
        and not (known.get(word[:2], 0) >= 300 and known.get(word[2:], 0) >= 300)
        and not (set(word) & set("第一二三四五六七八九十") and known[word] < 4)
    ]  # fmt: skip
    head = "# 四字成语与熟语（供近形比对；读自 pypinyin 的词语表，经筛选）\n"
    (DATA / "idioms.txt").write_text(head + "\n".join(sorted(chosen)) + "\n", encoding="utf-8")


def sentences(prose: Path) -> list[str]:
    """Give the sentences of the paragraphs of a file of questions and answers (cmrc2018)."""
    told = json.loads(prose.read_text(encoding="utf-8"))["data"]
    parts = [p["context"] for document in told for p in document["paragraphs"]]
    return [s for p in parts for s in re.split("(?<=[。；！？])", p) if 8 <= len(s) <= 120]


def slip(sentence: str, chance: random.Random, language: Any) -> tuple[int, str, str] | None:
    """Give where a slip is set, the right words and the wrong ones: by sound mostly, by shape."""
    places = [i for i, char in enumerate(sentence) if RUN.match(char)]
    at, use = chance.choice(places), language.words.frequency
    if chance.random() < 0.3 and at + 1 in places:
        right = sentence[at : at + 2]
        alike = [
            w
            for w in language.alike(language.sound_of(right))
            if w[0] != right[0] and w[1] != right[1]
        ]
        if alike and chance.random() < 0.8:
            return at, right, chance.choices(alike, [use[w] ** 0.5 for w in alike])[0]
        choices = [sorted(language.confusions.same_sound(char)) for char in right]
        if not all(choices):
            return None
        return at, right, "".join(_common(some, use, chance) for some in choices)
    near = language.confusions.of(sentence[at])
    by_sound = chance.random() < 0.85
    some = sorted(c for c, how in near.items() if (how in (0.0, -1.0)) == by_sound)
    return (at, sentence[at], _common(some, use, chance)) if some else None


def _common(some: list[str], use: dict[str, int], chance: random.Random) -> str:
    return chance.choices(some, [(use.get(c, 0) + 50) ** 0.5 for c in some])[0]


def main() -> None:
    """Make the part that is named."""
    part, laws, source = sys.argv[1], *map(Path, sys.argv[2:4])
    parts: dict[str, Callable[[], None]] = {
        "words": lambda: words(laws, source),
        "shapes": shapes,
        "idioms": idioms,
        "counts": lambda: counts(laws),
    }
    parts[part]()


if __name__ == "__main__":
    main()
