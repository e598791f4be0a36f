"""演练: a copy of a folder with known errors sown into it, and what the levels of review found."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
from lxml import etree

from fangzhi.check.drill import Found, Sown, noticed_by, review, sow
from fangzhi.check.wordplaces import atoms, paragraphs_at, text_of, w
from fangzhi.files.atomic import write_bytes
from fangzhi.files.ooxml import Package, open_package
from fangzhi.files.refusal import Refused
from fangzhi.files.zipout import Member, pack
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.value import Value, read_json
from fangzhi.project.checking import check_project
from fangzhi.project.folder import input_files
from fangzhi.project.load import Project, load
from fangzhi.project.toml import NAMES

KEY = "演练答案.jsonl"
"""The sown errors, kept beside the copy and never in it."""
MACHINE = "机检"


class Level(Value, frozen=True):
    """What one level of review came to, by kind of error: (found, sown)."""

    name: str
    found: int
    corrected: int
    by_kind: dict[str, tuple[int, int]]
    missed: tuple[str, ...]


def plant(project: Project, out: Path, seed: str, count: int) -> tuple[Sown, ...]:
    """Copy a folder to `out` with up to `count` errors in its .docx, .txt and .md files.

    The key is written beside the copy. ValueError where nothing can be sown, where `out` holds
    something already, and where it lies in the folder itself: copy and key would be read as
    manuscripts.
    """
    if out.resolve().is_relative_to(project.folder.resolve()):
        raise ValueError(f"“{out}”在来稿文件夹里面，副本和答案会被当成来稿。请另给一个地方。")
    if out.exists() and any(out.iterdir()):
        raise ValueError(f"“{out}”里已有文件，请另给一个空文件夹。")
    manuscripts = [c.manuscript for c in project.contributions]
    wanted = sow([m for m in manuscripts if _can_hold(m)], seed, count)
    if not wanted:
        raise ValueError(
            f"“{project.folder.name}”里没有能布错的稿子（.docx、.txt、.md），副本没有写。"
        )
    sown: list[Sown] = []
    for path in input_files(project.folder):
        name = path.relative_to(project.folder).as_posix()
        data = path.read_bytes()
        mine = [one for one in wanted if one.place.doc == name]
        if mine:
            data, done = _spoiled(path.suffix.lower(), data, mine)
            sown += done
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        write_bytes(out / name, data)
    for name in NAMES:
        if (project.folder / name).is_file():
            shutil.copyfile(project.folder / name, out / name)
    sown.sort(key=lambda one: one.id)
    write_bytes(out.parent / f"{out.name}·{KEY}", write_key(sown))
    return tuple(sown)


def score(sown: Sequence[Sown], planted: Path, returned: Mapping[str, Path]) -> tuple[Level, ...]:
    """Tell what the machine finds in the copy, and what each level's returned folder shows."""
    project = load(planted, keep=False)
    places = [f.place for f in check_project(project, keep=False).findings
              if f.place is not None and f.by_rule]  # fmt: skip
    found = [noticed_by(MACHINE, sown, places)]
    for name, folder in returned.items():
        copies = load(folder, keep=False).contributions
        found.append(review(name, sown, [c.manuscript for c in copies]))
    return tuple(_level(one, sown) for one in found)


def write_key(sown: Sequence[Sown]) -> bytes:
    """Give the key, an error a line."""
    return b"".join(msgspec.json.encode(one) + b"\n" for one in sown)


def read_key(data: bytes) -> tuple[Sown, ...]:
    """Read a key; ValueError for what is none."""
    try:
        return tuple(read_json(line, Sown) for line in data.splitlines() if line)
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError) as fault:
        raise ValueError(f"演练答案读不出：{fault}") from fault


def _level(found: Found, sown: Sequence[Sown]) -> Level:
    whole, seen = (
        Counter(one.kind for one in sown),
        Counter(one.kind for one in sown if one.id in found.seen),
    )
    return Level(
        found.level,
        len(found.seen),
        len(found.corrected),
        {kind: (seen[kind], number) for kind, number in whole.items()},
        tuple(one.id for one in sown if one.id not in found.seen),
    )


def _can_hold(manuscript: Manuscript) -> bool:
    return manuscript.name.lower().endswith((".docx", ".txt", ".md"))


def _spoiled(suffix: str, data: bytes, wanted: Sequence[Sown]) -> tuple[bytes, list[Sown]]:
    """Put errors into a file; give those that could be put in exactly."""
    return _in_word(data, wanted) if suffix == ".docx" else _in_text(data, wanted)


def _in_text(data: bytes, wanted: Sequence[Sown]) -> tuple[bytes, list[Sown]]:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return data, []
    done = []
    for one in wanted:
        around = one.before + one.right + one.after
        if text.count(around) == 1:
            text = text.replace(around, one.before + one.wrong + one.after)
            done.append(one)
    return text.encode("utf-8"), done


def _in_word(data: bytes, wanted: Sequence[Sown]) -> tuple[bytes, list[Sown]]:
    try:
        package = open_package(data)
        main = package.main_part()
        document = package.xml(main)
    except Refused:
        return data, []
    body = document.find(w("body"))
    done = [one for one in wanted if body is not None and _replaced(body, one)]
    if not done:
        return data, []
    root = etree.tostring(document, xml_declaration=True, encoding="UTF-8", standalone=True)
    return _with(package, main, root), done


def _with(package: Package, part: str, data: bytes) -> bytes:
    return pack(Member(n, data if n == part else package.read(n)) for n in package.names)


def _replaced(body: etree._Element, one: Sown) -> bool:
    """Put one error in where its words stand whole in one piece of text."""
    found = atoms(paragraphs_at(body, one.place.block or ""))
    start = one.place.start or 0
    end = start + len(one.right)
    if text_of(found)[start:end] != one.right:
        return False
    for atom in found:
        if atom.start <= start and end <= atom.end and atom.element.tag == w("t"):
            at = start - atom.start
            atom.element.text = atom.text[:at] + one.wrong + atom.text[at + len(one.right) :]
            atom.element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            return True
    return False
