"""Load a folder as a project: settings, manuscripts in order, what could not be read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from fangzhi.collect.readers import was_read
from fangzhi.collect.reading import Reading
from fangzhi.compile.settings import Contribution
from fangzhi.model.agent import Period, Rights
from fangzhi.model.finding import READING_RULE, Finding
from fangzhi.model.finding import Place as FilePlace
from fangzhi.model.manuscript import texts
from fangzhi.project.folder import CACHE_FOLDER, input_files
from fangzhi.project.readings import Progress, Readings, silent
from fangzhi.project.settings import Told, tell
from fangzhi.project.toml import Table, read_settings
from fangzhi.zh.counts import typed_characters


class FileRead(msgspec.Struct, frozen=True):
    """What became of one file: its type, digest and typed characters; `read` False when refused."""

    name: str
    media_type: str
    digest: str
    characters: int
    read: bool


class Project(msgspec.Struct, frozen=True):
    """A folder as loaded: what it was told, contributions, prior volumes, and findings so far."""

    folder: Path
    told: Told
    contributions: tuple[Contribution, ...]
    priors: tuple[Contribution, ...]
    files: tuple[FileRead, ...]
    findings: tuple[Finding, ...]
    assets: Mapping[str, bytes] = {}

    @property
    def everything_read(self) -> bool:
        """Tell whether every input file could be read."""
        return all(file.read for file in self.files)


def load(
    folder: Path,
    *,
    only: Iterable[Path] | None = None,
    progress: Progress = silent,
    keep: bool = True,
) -> Project:
    """Load a folder (or `only` some of its files); faults of the material become findings.

    `keep` lets readings be kept in `.fangzhi/` inside the folder for the next build.
    """
    folder = folder.resolve()
    told = tell(read_settings(folder), folder)
    # a link stays where it lies: the guard says whether what it points to may be read
    chosen = () if only is None else tuple(path.parent.resolve() / path.name for path in only)
    paths = chosen if only is not None else input_files(folder)
    rows = {path: told.document(path.relative_to(folder).as_posix()) for path in paths}
    paths = tuple(path for path in paths if not rows[path].get("skip"))
    kept = folder / CACHE_FOLDER if keep and os.access(folder, os.W_OK) else None
    readings = Readings(folder, kept, recognize=told.recognize)
    contributions: list[Contribution] = []
    priors: list[Contribution] = []
    files: list[FileRead] = []
    findings = [*told.complaints, *_missing(told, folder, only is not None)]
    for path, (name, reading) in zip(paths, readings.read(paths, progress), strict=True):
        findings += (_placed(finding, name) for finding in reading.findings)
        files.append(_file(name, reading))
        if not reading.manuscript.blocks:
            continue
        contribution = _contribution(reading, rows[path])
        is_prior = bool(rows[path].get("prior_volume"))
        (priors if is_prior else contributions).append(contribution)
    if only is None:
        readings.forget_others(paths)
    return Project(
        folder,
        told,
        tuple(contributions),
        tuple(priors),
        tuple(files),
        tuple(findings),
        readings.assets,
    )


def _contribution(reading: Reading, row: Table) -> Contribution:
    manuscript = reading.manuscript
    return Contribution(
        manuscript,
        unit=str(row.get("unit", manuscript.unit)),
        kind=str(row.get("kind", "")),
        node=str(row.get("node", "")),
        period=Period(str(row.get("upper", "")), str(row.get("lower", ""))),
        rights=Rights(
            licence=str(row.get("licence", "")), attribution=str(row.get("attribution", ""))
        ),
    )


def _file(name: str, reading: Reading) -> FileRead:
    manuscript = reading.manuscript
    characters = sum(typed_characters(text.text) for text in texts(manuscript))
    read = was_read(reading)
    return FileRead(name, manuscript.media_type, manuscript.source, characters, read)


def _placed(finding: Finding, name: str) -> Finding:
    if finding.place is not None:
        return finding
    return msgspec.structs.replace(finding, place=FilePlace(name))


def _missing(told: Told, folder: Path, partial: bool) -> list[Finding]:
    """Name the files that [[documents]] lists and the folder does not hold."""
    if partial:
        return []
    present = {path.relative_to(folder).as_posix() for path in input_files(folder)}
    last = {name.rsplit("/", 1)[-1] for name in present}
    return [
        Finding(
            READING_RULE,
            "式",
            f"设置里列了文件“{row['file']}”，文件夹里没有。请补上文件，或改正文件名。",
            place=FilePlace(str(row["file"])),
        )
        for row in told.documents
        if row["file"] not in present and row["file"] not in last
    ]
