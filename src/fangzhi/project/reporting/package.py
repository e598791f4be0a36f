"""上报包: a zip of JSON reports with the digest of each, to carry by hand where no network goes."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence

import msgspec

from fangzhi.files.look.zips import SafeZip
from fangzhi.files.refusal import Refused
from fangzhi.files.zipout import Member, pack
from fangzhi.model.value import FormatError, Value, decode, digest_of_bytes, encode
from fangzhi.project.reporting.values import Office, Report

LIST = "清单.json"
READ_ME = "说明.txt"
_FORMAT = "fangzhi-report"
_WORDS = """本压缩包是地方志工作上报包，由“{office}”制作，内有{count}份报表。
核对：上级单位读入后显示的校验码应当是
{code}
请把校验码另写在盖章的报送单上。包内文件都是文本，不用本软件也能打开查看。
"""


class Listed(Value, frozen=True):
    """One file of the package: name, SHA-256, size."""

    name: str
    digest: str
    size: int


class Contents(Value, frozen=True):
    """清单: who made the package, and every file in it. `mark` is the keyed mark, "" without key."""

    sender: Office
    made: str
    files: tuple[Listed, ...]
    mark: str = ""
    format: str = _FORMAT


class Package(Value, frozen=True):
    """A package as read: sender, day, its reports, and the code to compare with the paper.

    `marked`: a mark made with the key agreed on was there and right.
    """

    sender: Office
    made: str
    reports: tuple[Report, ...]
    code: str
    marked: bool = False


class PackageFault(ValueError):
    """Raised for a package that cannot be taken; says in Chinese why and what to do."""


def pack_reports(sender: Office, made: str, reports: Sequence[Report], key: bytes = b"") -> bytes:
    """Give the package: same reports, same bytes. A city packs its counties' reports unchanged.

    With a key agreed on beforehand, the list bears a mark that only its holders can make.
    """
    members = [
        Member(f"报表/{number:03d}_{_safe(report.office.name)}.json", encode(report))
        for number, report in enumerate(reports, 1)
    ]
    files = tuple(Listed(one.name, digest_of_bytes(one.data), len(one.data)) for one in members)
    contents = Contents(sender, made, files)
    contents = msgspec.structs.replace(contents, mark=_mark(contents, key))
    words = _WORDS.format(office=sender.name, count=len(members), code=_code(contents))
    return pack([Member(READ_ME, words.encode()), Member(LIST, encode(contents)), *members])


def open_package(data: bytes, key: bytes = b"") -> Package:
    """Read a package and check every digest; raise PackageFault for the least difference."""
    try:
        archive = SafeZip(data)
        names = set(archive.names)
        if LIST not in names:
            raise PackageFault("这不是上报包：里面没有清单。请向报送单位要原包。")
        contents = decode(archive.read(LIST), Contents)
        _check_names(names, contents)
        reports = tuple(_report(archive, listed) for listed in contents.files)
    except Refused as fault:
        raise PackageFault(fault.refusal("上报包").message) from fault
    except FormatError as fault:
        raise PackageFault(f"上报包读不出（{fault}）。请报送单位用现在的版本重做一份。") from fault
    if key and not hmac.compare_digest(contents.mark, _mark(contents, key)):
        raise PackageFault("上报包的印记不对：不是约定的单位所做，或清单被改过。请打电话核实。")
    return Package(contents.sender, contents.made, reports, _code(contents), bool(key))


def _report(archive: SafeZip, listed: Listed) -> Report:
    data = archive.read(listed.name)
    if len(data) != listed.size or digest_of_bytes(data) != listed.digest:
        raise PackageFault(
            f"“{listed.name}”与清单上的校验码不符，途中可能被改过或损坏。请重要一份。"
        )
    return decode(data, Report)


def _check_names(names: set[str], contents: Contents) -> None:
    told = {listed.name for listed in contents.files}
    missing = sorted(told - names)
    extra = sorted(names - told - {LIST, READ_ME})
    if missing:
        raise PackageFault(
            f"上报包里少了{len(missing)}个文件（{'、'.join(missing[:3])}）。请重要一份。"
        )
    if extra:
        raise PackageFault(
            f"上报包里有清单上没有的文件（{'、'.join(extra[:3])}）。请向报送单位查问。"
        )


def _code(contents: Contents) -> str:
    """Give the code to read out over the telephone: six groups of four."""
    digits = hashlib.sha256(encode(contents)).hexdigest()[:24].upper()
    return "-".join(digits[at : at + 4] for at in range(0, 24, 4))


def _mark(contents: Contents, key: bytes) -> str:
    if not key:
        return ""
    bare = msgspec.structs.replace(contents, mark="")
    return hmac.new(key, encode(bare), hashlib.sha256).hexdigest()


def _safe(name: str) -> str:
    return "".join(char for char in name if char.isalnum())[:40] or "未题名"
