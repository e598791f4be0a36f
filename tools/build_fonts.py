"""Cut the fonts that travel with the product from Debian's font packages.

Run once when a font package changes: `python tools/build_fonts.py OUT [--hanazono DIR ...]`.
Same packages and fonttools, same bytes; `fonts.json` records what each file was made from.
Needs fonttools, which the product itself does not.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

NOTO = Path("/usr/share/fonts/opentype/noto")
HANAZONO = Path("usr/share/fonts/truetype/hanazono")
BABELSTONE = Path("usr/share/fonts/truetype/babelstone/BabelStoneHan.ttf")
FEATURES = ["kern", "liga", "ccmp", "calt", "mark", "mkmk", "tnum", "pnum", "lnum", "onum",
            "palt", "halt", "chws", "fwid", "hwid", "pwid"]  # fmt: skip
KOREAN = ((0x1100, 0x11FF), (0x3130, 0x318F), (0xA960, 0xA97F), (0xAC00, 0xD7FF), (0xFFA0, 0xFFDC))
FIXED_DATE = 3786912000  # 2024-01-01 in seconds since 1904, so that the clock leaves no trace


@dataclass(frozen=True)
class Cut:
    """One file to make: which face of which package, under which name."""

    out: str
    family: str
    style: str
    source: Path
    package: str
    licence: str


NOTO_CUTS = (
    Cut("NotoSerifSC-Regular.otf", "Noto Serif SC", "Regular", NOTO / "NotoSerifCJK-Regular.ttc",
        "fonts-noto-cjk", "OFL-1.1"),
    Cut("NotoSerifSC-Bold.otf", "Noto Serif SC", "Bold", NOTO / "NotoSerifCJK-Bold.ttc",
        "fonts-noto-cjk", "OFL-1.1"),
    Cut("NotoSansSC-Regular.otf", "Noto Sans SC", "Regular", NOTO / "NotoSansCJK-Regular.ttc",
        "fonts-noto-cjk", "OFL-1.1"),
)  # fmt: skip
RARE = Cut("FangzhiRareHan-Regular.ttf", "Fangzhi Rare Han", "Regular",
           HANAZONO / "HanaMinB.ttf", "fonts-hanazono", "OFL-1.1")  # fmt: skip


def simplified_face(path: Path) -> int:
    """Give the number of the SC face in a collection."""
    for number, font in enumerate(TTCollection(path).fonts):
        if str(font["name"].getDebugName(1)).endswith(" SC"):
            return number
    raise SystemExit(f"no SC face in {path}")


def options(face: int) -> subset.Options:
    """Give the options of every cut: horizontal setting only, no hints, no clock."""
    chosen = subset.Options()
    chosen.font_number = face
    chosen.layout_features = FEATURES
    chosen.hinting = False
    chosen.name_IDs = ["*"]
    chosen.notdef_outline = True
    chosen.recalc_timestamp = False
    chosen.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "FFTM"]
    return chosen


def rename(font: TTFont, cut: Cut, note: str) -> None:
    """Name the font as what it now is; a changed font must not bear a reserved name."""
    table = font["name"]
    keep = {number: table.getDebugName(number) for number in (0, 13, 14)}
    postscript = cut.family.replace(" ", "") + "-" + cut.style
    names = {1: cut.family, 2: cut.style, 3: f"{postscript};{note}",
             4: f"{cut.family} {cut.style}", 5: "Version 1.000", 6: postscript,
             16: cut.family, 17: cut.style} | {k: v for k, v in keep.items() if v}  # fmt: skip
    table.names = []
    for number, words in sorted(names.items()):
        table.setName(words, number, 3, 1, 0x409)
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [postscript]
        cff.topDictIndex[0].FamilyName = cut.family
        cff.topDictIndex[0].FullName = names[4]
    font["head"].modified = font["head"].created = FIXED_DATE


def make(cut: Cut, face: int, wanted: set[int], out: Path, note: str) -> int:
    """Write one cut; give how many characters it holds."""
    chosen = options(face)
    font = subset.load_font(str(cut.source), chosen)
    cutter = subset.Subsetter(chosen)
    cutter.populate(unicodes=sorted(wanted))
    cutter.subset(font)
    rename(font, cut, note)
    subset.save_font(font, str(out / cut.out), chosen)
    return len(font.getBestCmap())


def version_of(package: str, folder: Path | None) -> str:
    """Give the version of a Debian package, installed or unpacked under `folder`."""
    if folder is not None:
        return folder.name.split("_")[1]
    asked = ["dpkg-query", "-W", "-f=${Version}", package]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout


def digest(path: Path) -> str:
    """Give the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def row(cut: Cut, source: Path, version: str, characters: int, out: Path) -> dict[str, object]:
    """Say what one file is and what it was made from."""
    made = out / cut.out
    return {"file": cut.out, "family": cut.family, "style": cut.style, "characters": characters,
            "size": made.stat().st_size, "digest": digest(made), "licence": cut.licence,
            "package": cut.package, "version": version, "source": source.name,
            "source_digest": digest(source)}  # fmt: skip


def rare_characters(noto: set[int], hanazono: TTFont, babelstone: TTFont, extra: str) -> set[int]:
    """Choose the rare characters: those another rare-Han font judged worth drawing, and `extra`.

    All 58,000 that Hanazono draws would take 30 MB.
    """
    drawn = set(hanazono.getBestCmap()) - noto
    chosen = {code for code in babelstone.getBestCmap() if code >= 0x20000}
    return drawn & (chosen | {ord(character) for character in extra})


def main() -> None:
    """Make all files and `fonts.json`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--hanazono", type=Path, required=True,
                        help="fonts-hanazono unpacked, folder named PACKAGE_VERSION")  # fmt: skip
    parser.add_argument("--babelstone", type=Path, required=True,
                        help="fonts-babelstone-han unpacked (only its list of characters)")  # fmt: skip
    parser.add_argument("--extra", type=Path, help="text whose rare characters are wanted too")
    wanted = parser.parse_args()
    wanted.out.mkdir(parents=True, exist_ok=True)
    rows = []
    for cut in NOTO_CUTS:
        face = simplified_face(cut.source)
        held = set(TTCollection(cut.source).fonts[face].getBestCmap())
        kept = {code for code in held if not any(a <= code <= b for a, b in KOREAN)}
        version = version_of(cut.package, None)
        rows.append(row(cut, cut.source, version, make(cut, face, kept, wanted.out, version),
                        wanted.out))  # fmt: skip
    serif = NOTO_CUTS[0].source
    noto = set(TTCollection(serif).fonts[simplified_face(serif)].getBestCmap())
    source = wanted.hanazono / RARE.source
    extra = wanted.extra.read_text(encoding="utf-8") if wanted.extra else ""
    rare = rare_characters(noto, TTFont(source), TTFont(wanted.babelstone / BABELSTONE), extra)
    cut = Cut(RARE.out, RARE.family, RARE.style, source, RARE.package, RARE.licence)
    version = version_of(cut.package, wanted.hanazono)
    rows.append(row(cut, source, version, make(cut, -1, rare, wanted.out, version), wanted.out))
    text = json.dumps({"fonts": rows}, ensure_ascii=False, indent=1) + "\n"
    (wanted.out / "fonts.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
