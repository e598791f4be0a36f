"""Rebuild src/fangzhi/zh/data/fold.tsv, the character table behind `zh.fold.fold`.

Run `python tools/build_fold.py UCD`, UCD being a folder with the Unicode character database as
Debian's package `unicode-data` installs it (/usr/share/unicode). A character folds to, in this order:
our own hand table, OpenCC's simplified form, the unified form of a compatibility character or
radical, and, for characters outside the 8,105 of 通用规范汉字表, the one standard character that
Unihan's variant fields agree on. Columns: character, folded, source.
"""

import bz2
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import opencc

DATA = Path(__file__).parent.parent / "src/fangzhi/zh/data"
IDEOGRAPHS = ((0x3400, 0x9FFF), (0x20000, 0x2A6DF), (0x2A700, 0x2EBEF), (0x30000, 0x323AF))
COMPATIBLE = ((0x2F00, 0x2FD5), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F))
FIELDS = ("kSemanticVariant", "kZVariant", "kSimplifiedVariant")


def unihan(ucd: Path, name: str) -> Iterator[tuple[str, str, str]]:
    """Character, field and value of each line of one Unihan file."""
    text = bz2.decompress((ucd / f"Unihan_{name}.txt.bz2").read_bytes()).decode("utf-8")
    for line in text.splitlines():
        if line.startswith("U+"):
            point, field, value = line.split("\t")
            yield chr(int(point[2:], 16)), field, value


def agreed_variants(ucd: Path, simplify: dict[str, str]) -> dict[str, str]:
    """Non-standard character → the single standard character its variant fields name."""
    standard = {c for c, field, _ in unihan(ucd, "OtherMappings") if field == "kTGH"}
    named: dict[str, set[str]] = {}
    for c, field, value in unihan(ucd, "Variants"):
        if field in FIELDS and c not in standard:
            points = re.findall(r"U\+([0-9A-F]+)", value)
            forms = {simplify.get(v, v) for v in (chr(int(p, 16)) for p in points)}
            named.setdefault(c, set()).update(forms & standard)
    return {c: forms.pop() for c, forms in named.items() if len(forms) == 1}


def compatible(ucd: Path) -> dict[str, str]:
    """Compatibility ideographs and radicals → unified ideographs."""
    table = {}
    for first, last in COMPATIBLE:
        for point in range(first, last + 1):
            unified = unicodedata.normalize("NFKC", chr(point))
            if unified != chr(point):
                table[chr(point)] = unified
    lines = (ucd / "EquivalentUnifiedIdeograph.txt").read_text(encoding="utf-8")
    for first, last, unified in re.findall(
        r"^([0-9A-F]{4})(?:\.\.([0-9A-F]{4}))? *; ([0-9A-F]{4,5})", lines, re.M
    ):
        for point in range(int(first, 16), int(last or first, 16) + 1):
            if chr(point) < "\u3000":
                table.setdefault(chr(point), chr(int(unified, 16)))
    return table


def simplified() -> dict[str, str]:
    """Traditional → simplified, one character at a time, after OpenCC."""
    converter = opencc.OpenCC("t2s")
    points = [p for first, last in IDEOGRAPHS for p in range(first, last + 1)]
    pairs = zip(points, converter.convert("\n".join(map(chr, points))).split("\n"), strict=True)
    return {chr(p): s for p, s in pairs if s != chr(p) and len(s) == 1}


def hand_table() -> dict[str, str]:
    """Our own pairs: each line a standard character, a tab and the variants folded to it; a line
    with a third column (对校) is not for folding."""
    rows = (DATA / "variants.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (row.split("\t") for row in rows if row and not row.startswith("#"))
    return {form: told[0] for told in pairs if len(told) == 2 for form in told[1]}


def main(ucd: Path) -> None:
    """Write the table, every chain followed to its end."""
    simple = simplified()
    layers = {
        "unihan": agreed_variants(ucd, simple),
        "unified": compatible(ucd),
        "opencc": simple,
        "hand": hand_table(),
    }
    table = {c: (t, source) for source, layer in layers.items() for c, t in layer.items()}
    rows = []
    for c, (target, source) in sorted(table.items()):
        seen = {c}
        while target in table and target not in seen:
            seen.add(target)
            target = table[target][0]
        if target != c:
            rows.append(f"{c}\t{target}\t{source}")
    (DATA / "fold.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
