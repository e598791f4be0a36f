"""What a check is told: kind of work, limits, switches, packs, rules not used, authority."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from msgspec.structs import force_setattr

from fangzhi.check.packs import FORMER_NAMES, pack_complaints, switches_of
from fangzhi.check.spelling.models import Spelling
from fangzhi.check.switches import SwitchValue, settle
from fangzhi.facts.records.resolutions import Resolution
from fangzhi.model.finding import READING_RULE, Finding
from fangzhi.model.kinds import is_known, is_yearbook
from fangzhi.model.value import Value


class DocumentSettings(Value, frozen=True):
    """What differs for one document of the folder; "" or empty keeps what the work says."""

    file: str
    kind: str = ""
    upper: str | None = None
    lower: str | None = None
    prior_volume: bool = False
    switches: dict[str, SwitchValue] = {}


class CheckSettings(Value, frozen=True):
    """What one run of the check is told; equal settings give equal findings.

    `upper`/`lower` are the limits (上限/下限) as ISO dates of any precision; `content_year` is the
    year a yearbook records (default: the year before `volume_year`); `disabled` names rules this
    book does not use (本书不查), each with its reason; `authority` is the [authority] table;
    `resolved` are contradictions that people settled, in this work or another (定夺).
    """

    kind: str = ""
    area: str = ""
    upper: str = ""
    lower: str = ""
    volume_year: int = 0
    content_year: int = 0
    switches: dict[str, SwitchValue] = {}
    packs: tuple[str, ...] = ()
    disabled: dict[str, str] = {}
    authority: dict[str, Any] = {}
    documents: tuple[DocumentSettings, ...] = ()
    spelling: Spelling = Spelling()
    resolved: tuple[Resolution, ...] = ()

    def __post_init__(self) -> None:
        """Call packs by their names of today."""
        force_setattr(self, "packs", tuple(FORMER_NAMES.get(pack, pack) for pack in self.packs))

    def for_document(self, name: str) -> Document:
        """Give what holds for one document, by its name in the folder."""
        own = next((d for d in self.documents if d.file in (name, name.rsplit("/", 1)[-1])), None)
        own = own or DocumentSettings(name)
        year = self.content_year or (self.volume_year - 1 if self.volume_year else 0)
        kind = own.kind or self.kind
        lower = self.lower if own.lower is None else own.lower
        if is_yearbook(kind) and lower[:4].isdigit():
            year = int(lower[:4])
        return Document(
            name,
            kind=kind,
            area=self.area,
            upper=self.upper if own.upper is None else own.upper,
            lower=lower,
            content_year=year,
            volume_year=self.volume_year,
            prior_volume=own.prior_volume,
            switches=settle({**switches_of(self.packs), **self.switches, **own.switches})[0],
            authority=self.authority,
            spelling=self.spelling,
        )


class Document(Value, frozen=True, dict=True):
    """The settings as they stand for one document, switches settled."""

    name: str
    kind: str = ""
    area: str = ""
    upper: str = ""
    lower: str = ""
    content_year: int = 0
    volume_year: int = 0
    prior_volume: bool = False
    switches: dict[str, SwitchValue] = {}
    authority: dict[str, Any] = {}
    spelling: Spelling = Spelling()

    @cached_property
    def is_yearbook(self) -> bool:
        """Tell whether the document is part of a yearbook (年鉴)."""
        return is_yearbook(self.kind)


def complaints(settings: CheckSettings) -> tuple[Finding, ...]:
    """Name in findings each unknown kind, switch, pack and rule of the settings, with the fallback."""
    lines: list[str] = []
    kinds = [("", settings.kind), *((d.file, d.kind) for d in settings.documents)]
    for doc, kind in kinds:
        if not is_known(kind):
            where = f"文件“{doc}”的" if doc else ""
            lines.append(f"{where}种类“{kind}”不认识，已按一般志稿查。")
    lines += settle(settings.switches)[1]
    for document in settings.documents:
        lines += [f"文件“{document.file}”：{line}" for line in settle(document.switches)[1]]
    lines += pack_complaints(settings.packs)
    for rule, reason in settings.disabled.items():
        if not reason.strip():
            lines.append(f"“本书不查”的规则 {rule} 没有写理由，请补写。")
    return tuple(Finding(READING_RULE, "式", line, confidence="certain") for line in lines)
