"""收件: the files that lie there, zips opened as WeChat delivers them; nothing is moved or changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from fangzhi.files.limits import LIMITS
from fangzhi.files.look.zips import SafeZip
from fangzhi.files.ooxml import CONTENT_TYPES
from fangzhi.files.refusal import REASONS, Refused
from fangzhi.project.calling.incoming.returned import Returned, read_returned
from fangzhi.project.folder import INBOX_FOLDER, natural_key
from fangzhi.publish.legal import file_name

INBOX = INBOX_FOLDER
ORIGINALS = "原件"
ANSWERS = "回执"
BOARD = "收稿一览.xlsx"
REMINDERS = "催稿文本.txt"
_OURS = (ORIGINALS, ANSWERS)
_JUNK = ("thumbs.db", "desktop.ini", ".ds_store", BOARD.lower(), REMINDERS.lower())
_SECRET = REASONS["secret"][1].split("。")[1]


class Arrival(msgspec.Struct, frozen=True):
    """A file as it lies: its path, the folder to read it in, its name, the zip or folder it came in."""

    path: Path
    root: Path
    name: str
    bundle: str = ""


class Arrived(msgspec.Struct, frozen=True):
    """A file as read. `secret`: it bears a secrecy marking, and no copy of it may be kept."""

    arrival: Arrival
    returned: Returned

    @property
    def is_secret(self) -> bool:
        """Tell whether the file must not enter at all."""
        return any(_SECRET in words for words in self.returned.why)


def arrivals(inbox: Path, room: Path) -> tuple[tuple[Arrival, ...], tuple[str, ...]]:
    """Give the files of an inbox in natural order, members of zips unpacked into `room` (a folder
    that the caller removes), and a sentence for every zip that could not be opened."""
    found: list[Arrival] = []
    faults: list[str] = []
    for path in _files(inbox):
        name = path.relative_to(inbox).as_posix()
        folder = name.rsplit("/", 1)[0] if "/" in name else ""
        if not _is_zip(path):
            found.append(Arrival(path, inbox, name, folder))
            continue
        try:
            found += _unpacked(path, name, room)
        except Refused as fault:
            faults.append(fault.refusal(name).message)
            found.append(Arrival(path, inbox, name, folder))
    return tuple(found), tuple(faults)


def read_arrivals(
    found: Sequence[Arrival], workers: int = 1, *, assets: bool = False
) -> tuple[Arrived, ...]:
    """Read arrivals in child processes; each keeps the name it came with. `assets` keeps pictures."""
    by_root: dict[Path, list[Arrival]] = {}
    for one in found:
        by_root.setdefault(one.root, []).append(one)
    read: dict[Path, Returned] = {}
    for root, listed in by_root.items():
        paths = [one.path for one in listed]
        returned_ones = read_returned(paths, root, workers, assets=assets)
        for one, returned in zip(listed, returned_ones, strict=True):
            manuscript = msgspec.structs.replace(returned.manuscript, name=one.name)
            read[one.path] = msgspec.structs.replace(returned, name=one.name, manuscript=manuscript)
    return tuple(Arrived(one, read[one.path]) for one in found)


def _files(inbox: Path) -> Iterator[Path]:
    found = []
    for path in inbox.rglob("*"):
        parts = path.relative_to(inbox).parts
        if parts[0] in _OURS or any(part.startswith((".", "~$")) for part in parts):
            continue
        if path.name.lower() not in _JUNK and path.is_file() and not path.is_symlink():
            found.append(path)
    yield from sorted(found, key=lambda path: natural_key(path.relative_to(inbox).as_posix()))


def _is_zip(path: Path) -> bool:
    with suppress(OSError), path.open("rb") as stream:
        if stream.read(4) != b"PK\x03\x04" or path.stat().st_size > LIMITS.file_bytes:
            return False
        with suppress(Refused):
            return CONTENT_TYPES not in SafeZip(path.read_bytes()).names
        # a broken office file is told so by its reader; by its name we know an archive
        return path.suffix.lower() == ".zip"
    return False


def _unpacked(path: Path, name: str, room: Path) -> Iterator[Arrival]:
    archive = SafeZip(path.read_bytes())
    for member in archive.names:
        told = _decoded(member)
        last = told.rsplit("/", 1)[-1]
        if "__MACOSX" in told or last.lower() in _JUNK or last.startswith((".", "~$")):
            continue
        folder = room / f"{sum(1 for _ in room.iterdir()):06d}"
        folder.mkdir()
        place = folder / file_name(last)
        place.write_bytes(archive.read(member))
        yield Arrival(place, room, f"{name}/{told}", name)


def _decoded(member: str) -> str:
    """Give the name of a member as its writer saw it: Windows zips hold GBK and do not say so."""
    try:
        raw = member.encode("cp437")
    except UnicodeEncodeError:
        return member
    for code in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return raw.decode(code)
    return member
