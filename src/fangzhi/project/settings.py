"""Turn a settings file's tables into what compile and check are told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from fangzhi.check.rule import all_rules
from fangzhi.check.settings import CheckSettings, DocumentSettings
from fangzhi.check.spelling.models import BUILT_IN, MODEL_NAME, Spelling, spelling_of
from fangzhi.compile.kinds import WorkKind, closest_kind, find_kind
from fangzhi.compile.settings import OutlineItem, WorkSettings
from fangzhi.facts.records.resolutions import Resolution, read_jsonl
from fangzhi.model.agent import Period
from fangzhi.model.finding import Finding
from fangzhi.model.value import FormatError, mint_id, shaped
from fangzhi.model.work import Imprint
from fangzhi.project.folder import CACHE_FOLDER, RESOLUTIONS
from fangzhi.project.terms import read_terms
from fangzhi.project.toml import Settings, Table, complaint, near

_FLAGS = ("skip", "prior_volume")
_TEXTS = ("kind", "upper", "lower", "unit", "node", "licence", "attribution")


class Told(msgspec.Struct, frozen=True):
    """What the settings file says, ready for the stages, with what was wrong in it."""

    work: WorkSettings
    check: CheckSettings
    recognize: bool = True
    documents: tuple[Table, ...] = ()
    experience: tuple[str, ...] = ()
    """Further 审定.jsonl of this office, as the folder's settings name them."""
    resolutions: tuple[str, ...] = ()
    """Files of settled contradictions that the works of this office share."""
    complaints: tuple[Finding, ...] = ()

    def document(self, name: str) -> Table:
        """Give the [[documents]] row of a file, empty when there is none."""
        last = name.rsplit("/", 1)[-1]
        return next((row for row in self.documents if row.get("file") in (name, last)), {})


def tell(settings: Settings, folder: Path) -> Told:
    """Read the tables; what cannot be used falls back and is named in a complaint."""
    found = list(settings.complaints)

    def say(words: str) -> None:
        found.append(complaint(settings.name, words))

    work = settings.work
    title = _text(work, "title", say) or folder.resolve().name
    kind = _kind(_text(work, "kind", say), say if settings.name else (lambda words: None))
    documents = tuple(_documents(settings.documents, say))
    told = WorkSettings(
        id=_text(work, "id") or mint_id("work", title, _text(work, "kind")),
        title=title,
        kind=kind,
        area=_text(work, "area", say),
        period=Period(_text(work, "upper", say), _text(work, "lower", say)),
        volume_year=_number(work, "volume_year", say),
        imprint=_converted(settings.imprint, Imprint, Imprint(), "[imprint]", say),
        lang=_text(work, "lang") or ("zh-Hant" if kind.family == "旧志" else "zh-Hans"),
        outline=_converted(list(settings.outline), tuple[OutlineItem, ...], (), "[[outline]]", say),
        subjects=_words(settings.index, "subjects", say),
        persons=(*_words(settings.index, "persons", say), *_office_persons(settings.authority)),
        merge_chronology=_flag(work, "merge_chronology", say),
    )
    recognize = _flag(work, "ocr", say)
    settings = _with_terms(settings, folder, say)
    check = _check_settings(settings, kind, documents, say)
    check = msgspec.structs.replace(check, spelling=_spelling(settings.spelling, folder, say))
    experience = _words(settings.rules, "experience", say)
    shared = _words(settings.rules, "resolutions", say)
    check = msgspec.structs.replace(check, resolved=_resolved(folder, shared, say))
    return Told(told, check, recognize, documents, experience, shared, tuple(found))


def _with_terms(settings: Settings, folder: Path, say: Any) -> Settings:
    """Add the rows of the word table file ([rules] terms) to the office's words, and its pack."""
    name = _text(settings.rules, "terms")
    if not name:
        return settings
    words = settings.authority.get("words", ())
    rows = [*(words if isinstance(words, list) else ()), *read_terms(folder, name, say)]
    packs = _words(settings.rules, "packs", lambda said: None)
    return msgspec.structs.replace(
        settings,
        authority={**settings.authority, "words": rows},
        rules={**settings.rules, "packs": list(dict.fromkeys([*packs, "office"]))},
    )


def _check_settings(
    settings: Settings, kind: WorkKind, documents: tuple[Table, ...], say: Any
) -> CheckSettings:
    work, rules = settings.work, settings.rules
    rows = []
    for row in documents:
        known = {key: row[key] for key in DocumentSettings.__struct_fields__ if key in row}
        for key in ("upper", "lower"):
            known |= {key: str(row[key])} if key in row else {}
        fallback = DocumentSettings(str(row["file"]))
        rows.append(_converted(known, DocumentSettings, fallback, f"“{row['file']}”", say))
    off = rules.get("off", {})
    if not isinstance(off, dict):
        say('[rules] 的 off 要写成 off = { R037 = "理由" }，没有采用。')
        off = {}
    return CheckSettings(
        kind=kind.name,
        area=_text(work, "area"),
        upper=_text(work, "upper"),
        lower=_text(work, "lower"),
        volume_year=_number(work, "volume_year", lambda words: None),
        content_year=_number(work, "content_year", say),
        switches=_converted(
            {key: _joined(one) for key, one in settings.switches.items()},
            dict[str, str | int | bool],
            {},
            "[switches]",
            say,
        ),
        packs=_words(rules, "packs", say),
        disabled={
            **(_not_for_old_prints() if kind.family == "旧志" else {}),
            **{str(rule): str(reason) for rule, reason in off.items()},
        },
        authority=settings.authority,
        documents=tuple(rows),
    )


def _joined(value: Any) -> Any:
    """Several words of a switch as one text: ["亩", "担"] as 亩、担."""
    words = isinstance(value, list) and all(isinstance(one, str) for one in value)
    return "、".join(value) if words else value


def _resolved(folder: Path, shared: tuple[str, ...], say: Any) -> tuple[Resolution, ...]:
    """Read the settled contradictions, those of this work last: the last word counts."""
    found: list[Resolution] = []
    for name in (*shared, RESOLUTIONS):
        path = folder / name
        if not path.is_file():
            if name in shared:
                say(f"[rules] resolutions 写的“{name}”还没有；第一次定夺时会写出来。")
            continue
        try:
            found += read_jsonl(path.read_bytes())
        except (FormatError, UnicodeDecodeError, OSError) as fault:
            say(f"“{name}”读不出，里面已定夺的矛盾暂未采用（{fault}）。")
    return tuple(found)


def _spelling(table: Table, folder: Path, say: Any) -> Spelling:
    """Name the spelling models: as written, else the counts that `fangzhi train` left here."""
    model, onnx = _text(table, "model"), _text(table, "onnx")
    own = folder / CACHE_FOLDER / MODEL_NAME
    if not model and own.is_file():
        model = str(own)
    elif model and model != BUILT_IN:
        model = str(folder / model)
    told, faults = spelling_of(model, str(folder / onnx) if onnx else "")
    for fault in faults:
        say(fault)
    return told


def _not_for_old_prints() -> dict[str, str]:
    """An old chronicle is quoted as it stands: only its dates are checked (L, but not R184)."""
    reason = "旧志照录原文，只核纪年，不查行文"
    return {rule.id: reason for rule in all_rules() if rule.family != "L" or rule.id == "R184"}


def _kind(name: str, say: Any) -> WorkKind:
    kind = find_kind(name)
    if kind is None:
        kind = closest_kind(name)
        if name:
            say(f"不认识的种类“{name}”，已按“{kind.name}”编排。可用的种类见 fangzhi init --help。")
        else:
            say(f"没有写 kind（种类），已按“{kind.name}”编排。")
    return kind


def _documents(rows: Iterable[Any], say: Any) -> Iterator[Table]:
    """Give the rows that name a file, with the keys that can be used; the others are named."""
    nameless = False
    for row in rows:
        name = row.get("file") if isinstance(row, dict) else None
        if not isinstance(name, str):
            nameless = True
            continue
        said = partial(_said_of, name, say)
        usable = dict(row)
        for key in _FLAGS:
            if key in row and not isinstance(row[key], bool):
                said(f"{key} 要写成 true 或 false（不加引号），没有采用“{row[key]}”。")
                del usable[key]
        usable |= {key: _text(row, key, said) for key in _TEXTS if key in row}
        yield usable
    if nameless:
        say('有 [[documents]] 没有写 file = "文件名"，没有采用。')


def _said_of(name: str, say: Any, words: str) -> None:
    say(f"“{name}”的 {words}")


def _text(table: Table, key: str, say: Any = None) -> str:
    """Give a value as text; TOML's own years and dates are text too, lists and tables are not."""
    value = table.get(key, "")
    if isinstance(value, bool) or not isinstance(value, str | int | float | date):
        if say is not None:
            say(f"{key} 要写成文字（加英文引号），没有采用“{value}”。")
        return ""
    return str(value).strip()


def _number(table: Table, key: str, say: Any) -> int:
    value = table.get(key, 0)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    say(f"{key} 要写成数字（如 2025），没有采用“{value}”。")
    return 0


def _flag(table: Table, key: str, say: Any) -> bool:
    value = table.get(key, True)
    if isinstance(value, bool):
        return value
    say(f"{key} 要写成 true 或 false（不加引号），没有采用“{value}”。")
    return True


def _words(table: Table, key: str, say: Any) -> tuple[str, ...]:
    words: tuple[str, ...] = _converted(table.get(key, []), tuple[str, ...], (), key, say)
    return words


def _converted(value: Any, kind: Any, fallback: Any, where: str, say: Any) -> Any:
    """Shape a table; a row or key of it that cannot be used is named and left out alone."""
    try:
        return shaped(value, kind)
    except msgspec.ValidationError:
        pass
    if get_origin(kind) is tuple and isinstance(value, list):
        item = get_args(kind)[0]
        rows = [
            _converted(row, item, None, f"{where}第{n}项", say) for n, row in enumerate(value, 1)
        ]
        return tuple(row for row in rows if row is not None)
    if get_origin(kind) is dict and isinstance(value, dict):
        item = get_args(kind)[1]
        found = {
            key: _converted(one, item, None, f"{where}的“{key}”", say) for key, one in value.items()
        }
        return {key: one for key, one in found.items() if one is not None}
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and isinstance(value, dict):
        return _struct(value, kind, fallback, where, say)
    say(f"{where}的写法不对，没有采用，其余照用。{_WANTED.get(kind, '')}")
    return fallback


def _struct(table: Table, kind: type[msgspec.Struct], fallback: Any, where: str, say: Any) -> Any:
    """Make a value of the keys that can be used; without a key that it must have, the fallback."""
    fields = get_type_hints(kind)
    found = {}
    for key, one in table.items():
        if key in fields:
            found[key] = _converted(one, fields[key], None, f"{where}的“{key}”", say)
        elif kind.__struct_config__.forbid_unknown_fields:
            say(f"{where}里不认识“{key}”{near(key, fields)}，没有采用。")
    try:
        return kind(**{key: one for key, one in found.items() if one is not None})
    except TypeError:
        fixed = [f.name for f in msgspec.structs.fields(kind) if f.required]
        missing = "、".join(name for name in fixed if found.get(name) is None)
        say(f"{where}没有写（或写得不能用）{missing}，这一项没有采用，请补写。")
        return fallback


_WANTED = {
    str: "要写成文字（加英文引号）。",
    int: "要写成整数。",
    bool: "要写成 true 或 false（不加引号）。",
    str | int | bool: "要写成一个文字、整数或 true、false，不能是一串。",
}


def _office_persons(authority: Table) -> tuple[str, ...]:
    posts = authority.get("post", [])
    names = [row.get("person") for row in posts if isinstance(row, dict)]
    return tuple(dict.fromkeys(name for name in names if isinstance(name, str) and name))
