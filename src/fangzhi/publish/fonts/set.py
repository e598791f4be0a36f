"""A set of fonts given by digest: the files, and the characters each of them can print."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from fangzhi.model.value import Value, digest_of, digest_of_bytes, read_json
from fangzhi.publish.fonts.cmap import FontFault, characters_of

HERE = Path(__file__).parent
TEXT = ("Noto Serif SC", "Fangzhi Rare Han")
"""The families that body text is set in; Noto Sans SC is for captions and running heads."""


class FontFile(Value, frozen=True):
    """One font file and what it was made from (a row of `fonts.json`)."""

    file: str
    family: str
    style: str
    digest: str
    size: int
    characters: int = 0
    licence: str = ""
    package: str = ""
    version: str = ""
    source: str = ""
    source_digest: str = ""


class _List(Value, frozen=True):
    fonts: tuple[FontFile, ...]


@dataclass(frozen=True)
class FontSet:
    """Fonts in the order in which they are asked for a character; `digest` names the set."""

    files: tuple[FontFile, ...]
    paths: tuple[Path, ...]

    @property
    def digest(self) -> str:
        """Name the set by the digests of its files."""
        return digest_of(tuple(font.digest for font in self.files))

    @property
    def folder(self) -> Path:
        """Give the folder that holds the fonts and no others."""
        return self.paths[0].parent

    @cached_property
    def held(self) -> frozenset[str]:
        """Give the characters that the text can be printed with: in the serif or the rare font."""
        fonts = zip(self.files, self.paths, strict=True)
        codes = [characters_of(path) for font, path in fonts if font.family in TEXT]
        return frozenset(map(chr, frozenset().union(*codes)))


def open_set(folder: Path) -> FontSet:
    """Open the fonts that `folder/fonts.json` lists; raise FontFault where one is not as listed."""
    listed = read_json((folder / "fonts.json").read_bytes(), _List).fonts
    for font in listed:
        path = folder / font.file
        if not path.is_file() or digest_of_bytes(path.read_bytes()) != font.digest:
            raise FontFault(f"字体文件 {font.file} 缺失或已被改动，请重新安装 fangzhi。")
    return FontSet(listed, tuple(folder / font.file for font in listed))


@cache
def house_fonts() -> FontSet:
    """Give the fonts that travel with the product, checked once a process."""
    return open_set(HERE)
