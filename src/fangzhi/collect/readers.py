"""The table of readers, and the one way in: guard, child process, reader, checks after reading."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from fangzhi.collect import legacy, plain, tei
from fangzhi.collect.docx import read as docx
from fangzhi.collect.markdown import read as markdown
from fangzhi.collect.pages import pdf, scan
from fangzhi.collect.prints import leaves, mandoku
from fangzhi.collect.reading import Reading
from fangzhi.collect.sheets import xls, xlsx
from fangzhi.files.child import Failure, GuardedPool
from fangzhi.files.guard import admit
from fangzhi.files.look.zst import is_zst, unpack_zst
from fangzhi.files.refusal import Refusal, Refused, refuse
from fangzhi.files.secrecy import secrecy_mark
from fangzhi.files.source import SourceFile
from fangzhi.model.finding import READING_RULE, Finding, Place
from fangzhi.model.manuscript import Manuscript, texts

Read = Callable[[SourceFile], Reading]

READERS: dict[str, Read] = {
    "docx": docx.read,
    "xlsx": xlsx.read,
    "xls": xls.read,
    "et": xls.read,
    "pdf": pdf.read,
    "txt": plain.read,
    "md": markdown.read,
    "mandoku": mandoku.read,
    "jsonl": leaves.read,
    "image": scan.read,
    "tei": tei.read,
}
"""One reader for each media type that needs no outside program; `legacy.TARGETS` has the rest."""


class Opened(msgspec.Struct, frozen=True):
    """What the first look at a file gave: a reading, or the digest of a file to convert first."""

    reading: Reading
    convert: str = ""
    digest: str = ""


def unread(name: str, message: str) -> Reading:
    """Make the reading of a file that was not read: an empty manuscript and the reason.

    Its manuscript has no `source`: that is how such a reading is told from an empty file.
    """
    finding = Finding(READING_RULE, "硬", message, place=Place(name), confidence="certain")
    return Reading(Manuscript(name=name), (finding,))


def was_read(reading: Reading) -> bool:
    """Say whether a file was read at all."""
    return bool(reading.manuscript.source)


def read_source(source: SourceFile) -> Reading:
    """Read an admitted file. Never raises: what goes wrong is a finding that says so."""
    reader = READERS.get(source.media_type)
    if reader is None:
        return unread(source.name, f"《{source.name}》的类型（{source.media_type}）没有读取程序。"
                      "请另存为 .docx 或 .xlsx 再交来。")  # fmt: skip
    try:
        return _after(source, reader(_unpacked(source)))
    except Refused as fault:
        return unread(source.name, fault.refusal(source.name).message)
    except MemoryError:
        raise
    except Exception as fault:
        what = f"{type(fault).__name__}：{fault}"[:200]
        return unread(source.name, f"《{source.name}》读到一半出了错（{what}），没有读入。"
                      "请用原来的软件另存一份再交来，并把这句话反馈给维护人员。")  # fmt: skip


def read_file(path: Path, root: Path) -> Reading:
    """Read one file of the folder `root` in a child process; crash and refusal are findings."""
    return next(iter(read_files([path], root, 1)))[1]


def read_files(
    paths: Iterable[Path], root: Path, workers: int = 1
) -> Iterator[tuple[str, Reading]]:
    """Read files in child processes; give (name, reading) in the order of the paths."""
    listed = list(paths)
    with (
        GuardedPool(open_file, Opened, workers, warm=(__name__,)) as pool,
        GuardedPool(read_converted, Reading, 1, warm=(__name__,)) as second,
    ):
        answers = pool.map((path, root) for path in listed)
        for path, answer in zip(listed, answers, strict=True):
            name = name_of(path, root)
            if isinstance(answer, Failure):
                yield name, unread(name, f"《{name}》{answer.message}")
            elif answer.convert:
                yield name, _converted(path, name, answer, second)
            else:
                yield name, answer.reading


def open_file(path: Path, root: Path) -> Opened:
    """Let a file in and read it; runs in the child process."""
    source = admit(path, root)
    if isinstance(source, Refusal):
        return Opened(unread(source.name, source.message))
    if source.media_type in legacy.TARGETS and not _is_plain_workbook(source):
        return Opened(unread(source.name, ""), source.media_type, source.digest)
    return Opened(read_source(source))


def read_converted(source: SourceFile, target: str) -> Reading:
    """Read what LibreOffice made of an old file; the digest stays that of the original."""
    reading = read_source(msgspec.structs.replace(source, media_type=target))
    manuscript = msgspec.structs.replace(reading.manuscript, media_type=source.media_type)
    return msgspec.structs.replace(reading, manuscript=manuscript)


def name_of(path: Path, root: Path) -> str:
    """Give the name of a file: its path relative to the folder handed in, parted by "/"."""
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.name


def _converted(path: Path, name: str, opened: Opened, pool: GuardedPool[Reading]) -> Reading:
    found = legacy.convert(path, name, opened.convert, opened.digest)
    if isinstance(found, str):
        return unread(name, found)
    answer = next(pool.map([(found, legacy.TARGETS[opened.convert])]))
    if isinstance(answer, Failure):
        return unread(name, f"《{name}》{answer.message}")
    return answer


def _is_plain_workbook(source: SourceFile) -> bool:
    """Many .et files are BIFF workbooks, which need no conversion."""
    return source.media_type == "et" and xls.can_read(source.data)


def _unpacked(source: SourceFile) -> SourceFile:
    if source.media_type == "jsonl" or not is_zst(source.data):
        return source
    return msgspec.structs.replace(source, data=unpack_zst(source.data))


def _after(source: SourceFile, reading: Reading) -> Reading:
    """Look again, now at every text: a secrecy marking, lost text, what the guard remarked."""
    lines: list[str] = []
    headers: list[str] = []
    for text in texts(reading.manuscript):
        (headers if text.role in ("header", "footer") else lines).append(text.text)
    mark = secrecy_mark(lines, headers)
    if mark is not None:
        return unread(source.name, refuse(source.name, "secret", mark=mark).message)
    remarks = tuple(
        Finding(READING_RULE, "体", words, place=Place(source.name), confidence="certain")
        for words in source.remarks
    )
    return msgspec.structs.replace(reading, findings=(*remarks, *reading.findings))
