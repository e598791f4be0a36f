"""What was found in texts and tables, kept by a program that checks again as an editor types.

Kept by what a rule may read: the words, role and marks of the text, the place, the settings; and
what it looked at around. Ids and origins are no part of that: a rule on texts reads neither.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from fangzhi.check.context import AT_AFTER, AT_BEFORE, AT_HEADINGS
from fangzhi.check.pieces import Standing
from fangzhi.check.rule import Hit, Rule
from fangzhi.check.settings import CheckSettings, Document
from fangzhi.model.manuscript import Table

_MOST = 20_000
_NEAR = 50
_MOST_DOCUMENTS = 500
Hits = tuple[Hit, ...]


class Row(NamedTuple):
    """What a rule found, and what it looked at around (bits of `TextContext.looked`)."""

    rule: Rule
    looked: int
    hits: Hits


class Around(NamedTuple):
    """What stands around a text, as far as a rule may look."""

    headings: tuple[str, ...]
    before: tuple[str, ...]
    after: str

    def changed(self, other: Around) -> int:
        """Give what is not the same, as bits of `TextContext.looked`."""
        return (
            (AT_HEADINGS if self.headings != other.headings else 0)
            | (AT_BEFORE if self.before != other.before else 0)
            | (AT_AFTER if self.after != other.after else 0)
        )


class Told(NamedTuple):
    """What was found in a text, what stood around it then, and what rules looked at of that."""

    around: Around
    rows: tuple[Row, ...]
    looked: int


class Memory:
    """What was found in texts and tables, under one set of settings and rules at a time.

    Those not asked for while 20,000 others were are forgotten. Not for several threads at once.
    """

    def __init__(self) -> None:
        self._settings: CheckSettings | None = None
        self._rules: tuple[Rule, ...] = ()
        self._documents: dict[str, Document] = {}
        self._old: dict[Hashable, object] = {}
        self._new: dict[Hashable, object] = {}

    def begin(self, settings: CheckSettings, rules: tuple[Rule, ...]) -> None:
        """Forget everything unless these are the settings and rules of the last check."""
        same = settings is self._settings or settings == self._settings
        if not same or rules != self._rules:
            self._settings, self._rules = settings, rules
            self._documents, self._old, self._new = {}, {}, {}

    def for_document(self, name: str) -> Document:
        """Give the settings of a document, settled once; a check must have begun."""
        assert self._settings is not None
        known = self._documents.get(name)
        if known is None:
            if len(self._documents) >= _MOST_DOCUMENTS:
                self._documents.clear()
            known = self._documents[name] = self._settings.for_document(name)
        return known

    def told(self, standing: Standing, place: str, doc: str) -> Told | None:
        """Give what was found in a text, None where that is not known."""
        known = self._get(_key(standing, place, doc))
        return known if isinstance(known, Told) else None

    def keep(self, standing: Standing, place: str, doc: str, rows: Sequence[Row]) -> None:
        """Remember what was found in a text."""
        looked = 0
        for row in rows:
            looked |= row.looked
        self._put(_key(standing, place, doc), Told(around(standing), tuple(rows), looked))

    def of_table(self, table: Table, doc: str) -> dict[Rule, Hits]:
        """Give what rules found in a table without looking at its document; to be added to."""
        known = self._get((table, doc))
        if isinstance(known, dict):
            return known
        found: dict[Rule, Hits] = {}
        self._put((table, doc), found)
        return found

    def _get(self, key: Hashable) -> object:
        known = self._new.get(key)
        if known is None and (known := self._old.get(key)) is not None:
            self._put(key, known)
        return known

    def _put(self, key: Hashable, value: object) -> None:
        self._new[key] = value
        if len(self._new) >= _MOST:
            self._old, self._new = self._new, {}


def around(standing: Standing) -> Around:
    """Give what stands around a text."""
    before = standing.siblings[max(0, standing.index - _NEAR) : standing.index]
    return Around(standing.headings, tuple(before), standing.after)


def _key(standing: Standing, place: str, doc: str) -> Hashable:
    block = standing.block
    return (
        doc, place, block.text, block.role, block.level, block.label, block.marks, block.lang,
        block.style, block.align,
    )  # fmt: skip
