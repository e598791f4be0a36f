"""What a rule is, how it is registered, and what it yields."""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Literal, TypeVar

from fangzhi.check.example import Example
from fangzhi.check.settings import Document
from fangzhi.model.finding import Level
from fangzhi.model.place import Anchor
from fangzhi.model.value import Value

Scope = Literal["text", "table", "manuscript", "work"]
Quotes = Literal["skip", "read"]
Confidence = Literal["certain", "likely", "hint"]
Told = Callable[[Any], Iterable[str]]
"""Literals that a document's settings (check/settings.Document) hold for a rule."""
Sweep = Callable[[Sequence[str], Document], Iterable[int]]
DIGITS = tuple("0123456789")
"""As `literals`: the rule can only speak where there is an ASCII digit."""
HAN_DIGITS = tuple("一二三四五六七八九十百千两〇")
"""As `literals`: the rule can only speak where there is a Chinese numeral."""


class Hit(Value, frozen=True):
    """Words a rule doubts: `start`..`end` in the text, or in block `block` for wider scopes.

    `suggestion` replaces exactly those words ("" where a program must not suggest); `evidence`
    shows what was compared, a line each; `also` are the other places of a contradiction; `block`
    "" with `start == end == 0` in a wider scope speaks of the whole document. `doc` names the
    document that a work-scope hit without a block speaks of.
    """

    start: int
    end: int
    message: str
    suggestion: str = ""
    evidence: tuple[str, ...] = ()
    level: Level | None = None
    confidence: Confidence = "likely"
    block: str = ""
    also: tuple[Anchor, ...] = ()
    doc: str = ""


@dataclass(frozen=True, eq=False)
class Rule:
    """A registered rule: id and Chinese name of the catalogue, what it looks at, its examples."""

    id: str
    title: str
    level: Level
    basis: str
    scope: Scope
    find: Callable[..., Iterable[Hit]]
    bad: tuple[Example, ...]
    good: tuple[Example, ...]
    literals: tuple[str, ...] | None = None
    packs: tuple[str, ...] = ()
    quotes: Quotes = "skip"
    fixes: bool = False
    always_in: tuple[str, ...] = ()
    needs: tuple[tuple[str, ...], ...] = ()
    probe: str = ""
    shapes: tuple[str, ...] = ()
    told: Told | None = None
    sweep: Sweep | None = None

    @property
    def name(self) -> str:
        """The fault it finds, as the function is named."""
        return str(getattr(self.find, "__name__", ""))

    @property
    def promise(self) -> str:
        """What the rule asks for, in Chinese (the function's docstring)."""
        return (self.find.__doc__ or "").strip()

    @property
    def family(self) -> str:
        """The letter of the catalogue's group, "A".."P"; "U" and "W" for rules of packs."""
        number = int(self.id[1:])
        if self.id[0] != "R":
            return self.id[0]
        return next(letter for last, letter in FAMILIES if number <= last)


FAMILIES = (
    (24, "A"), (44, "B"), (56, "C"), (69, "D"), (86, "E"), (120, "F"), (132, "G"), (148, "H"),
    (158, "I"), (166, "J"), (178, "K"), (197, "L"), (219, "M"), (225, "N"), (236, "O"), (999, "P"),
)  # fmt: skip
_REGISTRY: dict[tuple[str, Scope], Rule] = {}
F = TypeVar("F", bound=Callable[..., Iterable[Hit]])
Examples = Sequence[str | Example]


def rule(
    id: str,
    title: str,
    *,
    level: Level,
    basis: str,
    bad: Examples,
    good: Examples,
    literals: Sequence[str] | None = None,
    scope: Scope = "text",
    packs: Sequence[str] = (),
    quotes: Quotes = "skip",
    fixes: bool = False,
    always_in: Sequence[str] = (),
    needs: Sequence[Sequence[str]] = (),
    probe: str = "",
    shapes: Sequence[str] = (),
    told: Told | None = None,
    sweep: Sweep | None = None,
) -> Callable[[F], F]:
    """Register a generator of hits as a rule; the id is the catalogue's and never reused.

    `find(text, ctx)` for scope "text" (str, TextContext), `find(table, ctx)` for "table" (Table,
    DocumentContext), `find(manuscript, ctx)` for "manuscript" (Manuscript, DocumentContext),
    `find(book, ctx)` for "work" (Book, WorkContext). A rule on texts reads neither the id nor the
    origin of a text: what it found is kept for other editions of a file. `literals`: the rule runs only on texts that
    hold one of them (None: on all) and one of each group of `needs`; text scope only.
    `probe`: a quick pattern that matches in every text the rule finds anything in; it spares work
    and never changes what is found. `quotes="skip"`: hits inside quoted words are dropped.
    `sweep` (texts, Document) gives instead of literals the numbers of the texts to look at; it
    reads of the document the kind and the spelling, for many documents may be swept at once.
    `shapes`: patterns of which one matches in every text the rule finds anything in; read only by
    the accelerated gate, so they may be slow. `told`: further literals, out of a document's
    settings; needs `literals`, and none of both means the rule has nothing to say.
    `always_in`: places (TextContext.place) where it runs whatever literals the text holds.
    `fixes`: the suggestion may be put in by a program. An id may be registered once for each
    scope (a share is wrong in prose and in a table). ValueError: id and scope taken.
    """

    def register(find: F) -> F:
        known = _REGISTRY.get((id, scope))
        if known is not None and known.find.__module__ != find.__module__:
            raise ValueError(f"rule {id} is registered twice: {known.name}, {find.__name__}")
        examples = [
            tuple(x if isinstance(x, Example) else Example(x) for x in given)
            for given in (bad, good)
        ]
        _REGISTRY[id, scope] = Rule(
            id, title, level, basis, scope, find, examples[0], examples[1],
            tuple(literals) if literals is not None else None, tuple(packs), quotes, fixes,
            tuple(always_in), tuple(tuple(group) for group in needs), probe,
            tuple(shapes), told, sweep,
        )  # fmt: skip
        return find

    return register


@cache
def all_rules() -> tuple[Rule, ...]:
    """Give every rule of `fangzhi.check.rules`, by id."""
    package: Any = importlib.import_module("fangzhi.check.rules")
    for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda m: m.name):
        importlib.import_module(f"{package.__name__}.{module.name}")
    return tuple(_REGISTRY[key] for key in sorted(_REGISTRY))


_STOOD_ON = ("align", "authority", "check", "facts", "zh")


@cache
def rules_digest() -> str:
    """Name the rules as they are: changes when any code or list they stand on changes."""
    digest = hashlib.sha256()
    for package in _STOOD_ON:
        for name, data in _parts(files("fangzhi") / package, package):
            digest.update(f"{name}\0".encode() + data)
    return digest.hexdigest()[:32]


def _parts(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    for part in sorted(folder.iterdir(), key=lambda part: part.name):
        if part.is_dir() and part.name != "__pycache__":
            yield from _parts(part, f"{name}/{part.name}")
        elif part.is_file() and not part.name.endswith(".pyc"):
            yield f"{name}/{part.name}", part.read_bytes()
