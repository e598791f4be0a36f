"""The table of readers, and the one way in: guard, child process, reader, checks after reading."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from fangzhi.collect import legacy, plain, tei
from fangzhi.collect.docx import read as docx
from fangzhi.collect.lost_text import lost_text_findings
from fangzhi.collect.markdown import read as markdown
from fangzhi.collect.pages import engine, pdf, scan
from fangzhi.collect.prints import leaves, mandoku
from fangzhi.collect.reading import Reading
from fangzhi.collect.sheets import xls, xlsx
from fangzhi.files.child import Failure, GuardedPool
from fangzhi.files.guard import admit
from fangzhi.files.limits import CHILD_LIMITS, ChildLimits
from fangzhi.files.look.names import relative_name
from fangzhi.files.look.zst import is_zst, unpack_zst
from fangzhi.files.refusal import Refusal, Refused, refuse, visible
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

QUICK: dict[str, Read] = {**READERS, "pdf": pdf.read_text_layer, "image": scan.read_picture}
"""The same readers, recognizing nothing: a scanned page takes seconds, not milliseconds."""

RECOGNITION_LIMITS = ChildLimits(memory=4 * CHILD_LIMITS.memory // 3, seconds=1800.0)
"""What reading scanned pages may use; where it is not enough, the text layer alone stands."""


_HALVES = re.compile("[\\ud800-\\udfff]")


class Opened(msgspec.Struct, frozen=True):
    """What the first look at a file gave; `digest` names a file that must be converted first.

    `recognize`: there are pages that only recognition can read.
    """

    reading: Reading
    media_type: str = ""
    digest: str = ""
    recognize: bool = False


class Again(msgspec.Struct, frozen=True):
    """What the second look is given: a converted file and its type, or a path to recognize."""

    path: Path
    root: Path
    converted: SourceFile | None = None
    target: str = ""


def unread(name: str, message: str) -> Reading:
    """Make the reading of a file that was not read: an empty manuscript and the reason.

    Its manuscript has no `source`: that is how such a reading is told from an empty file.
    """
    finding = Finding(READING_RULE, "硬", message, place=Place(name), confidence="certain")
    return Reading(Manuscript(name=name), (finding,))


def was_read(reading: Reading) -> bool:
    """Say whether a file was read at all."""
    return bool(reading.manuscript.source)


def read_source(source: SourceFile, *, recognize: bool = True) -> Reading:
    """Read an admitted file. Never raises: what goes wrong is a finding that says so."""
    reader = (READERS if recognize else QUICK).get(source.media_type)
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
        what = visible(f"{type(fault).__name__}：{fault}")
        return unread(source.name, f"《{source.name}》读到一半出了错（{what}），没有读入。"
                      "请用原来的软件另存一份再交来，并把这句话反馈给维护人员。")  # fmt: skip


def read_file(path: Path, root: Path, *, recognize: bool = True) -> Reading:
    """Read one file of the folder `root` in a child process; crash and refusal are findings."""
    return next(iter(read_files([path], root, 1, recognize=recognize)))[1]


def read_files(
    paths: Iterable[Path], root: Path, workers: int = 1, *, recognize: bool = True
) -> Iterator[tuple[str, Reading]]:
    """Read files in child processes; give (name, reading) in the order of the paths.

    `recognize` reads scanned pages too, where an engine is installed.
    """
    listed = list(paths)
    with (
        GuardedPool(open_file, Opened, workers, warm=(__name__,)) as pool,
        GuardedPool(read_again, Reading, 1, RECOGNITION_LIMITS, warm=(__name__,)) as second,
    ):
        answers = pool.map((path, root) for path in listed)
        for path, answer in zip(listed, answers, strict=True):
            name = name_of(path, root)
            if isinstance(answer, Failure):
                yield name, unread(name, f"《{name}》{answer.message}")
            elif answer.digest:
                yield name, _converted(path, root, name, answer, second)
            elif answer.recognize and recognize:
                yield name, _recognized(path, root, answer, second)
            else:
                yield name, answer.reading


def open_file(path: Path, root: Path) -> Opened:
    """Let a file in and read it; runs in the child process."""
    source = admit(path, root)
    if isinstance(source, Refusal):
        return Opened(unread(name_of(path, root), source.message))
    if source.media_type in legacy.TARGETS and not _is_plain_workbook(source):
        waiting = Reading(Manuscript(name=source.name), _remarks(source))
        return Opened(waiting, source.media_type, source.digest)
    reading = read_source(source, recognize=False)
    scanned = source.media_type == "image" or pdf.has_blank_pages(reading)
    return Opened(reading, recognize=scanned and was_read(reading) and engine.available())


def read_again(given: Again) -> Reading:
    """Read what LibreOffice made of an old file, or a scanned file; runs in the child process.

    The digest of a converted file stays that of its original.
    """
    if given.converted is None:
        source = admit(given.path, given.root)
        if isinstance(source, Refusal):
            return unread(source.name, source.message)
        return read_source(source)
    source = given.converted
    reading = read_source(msgspec.structs.replace(source, media_type=given.target))
    manuscript = msgspec.structs.replace(reading.manuscript, media_type=source.media_type)
    return msgspec.structs.replace(reading, manuscript=manuscript)


def name_of(path: Path, root: Path) -> str:
    """Give the name of a file: its path relative to the folder handed in, parted by "/".

    Bytes of a name that are no UTF-8 show as codes: such a name can be told, and never opened.
    """
    name = relative_name(path, root)
    return name if name.isprintable() else _HALVES.sub(lambda half: visible(half[0]), name)


def _converted(
    path: Path, root: Path, name: str, opened: Opened, pool: GuardedPool[Reading]
) -> Reading:
    found = legacy.convert(path, name, opened.media_type, opened.digest)
    if isinstance(found, str):
        return unread(name, found)
    given = Again(path, root, found, legacy.TARGETS[opened.media_type])
    answer = next(pool.map([(given,)]))
    if isinstance(answer, Failure):
        return unread(name, f"《{name}》{answer.message}")
    told = (*opened.reading.findings, *answer.findings)
    return msgspec.structs.replace(answer, findings=told)


def _recognized(path: Path, root: Path, opened: Opened, pool: GuardedPool[Reading]) -> Reading:
    """Recognize a scanned file; where that fails, what was read without it stands."""
    answer = next(pool.map([(Again(path, root),)]))
    if not isinstance(answer, Failure):
        return answer
    name = opened.reading.manuscript.name
    words = f"《{name}》的扫描页没有识别成功：{answer.message}"
    finding = Finding(READING_RULE, "体", words, place=Place(name), confidence="certain")
    return msgspec.structs.replace(opened.reading, findings=(*opened.reading.findings, finding))


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
    lost = _placed(source, reading, lost_text_findings(reading.manuscript))
    told = (*_remarks(source), *reading.findings, *lost)
    if not (told or reading.assets or any(line.strip() for line in lines)):
        told = (_blank(source),)
    return msgspec.structs.replace(reading, findings=told)


def _blank(source: SourceFile) -> Finding:
    message = refuse(source.name, "blank").message
    return Finding(READING_RULE, "硬", message, place=Place(source.name), confidence="certain")


def _remarks(source: SourceFile) -> tuple[Finding, ...]:
    return tuple(
        Finding(READING_RULE, "体", words, place=Place(source.name), confidence="certain")
        for words in source.remarks
    )


def _placed(
    source: SourceFile, reading: Reading, findings: tuple[Finding, ...]
) -> tuple[Finding, ...]:
    """Give findings that run over lines of their original at least the address they begin at."""
    if all(finding.place is not None for finding in findings):
        return findings
    origins = {text.id: text.origin for text in texts(reading.manuscript)}
    placed: list[Finding] = []
    for finding in findings:
        if finding.place is None:
            runs = (run for run in origins[finding.block] if run.start <= finding.start < run.end)
            place = Place(source.name, next((run.address for run in runs), None))
            finding = msgspec.structs.replace(finding, place=place)
        placed.append(finding)
    return tuple(placed)
