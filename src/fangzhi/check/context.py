"""What a rule may ask about the text before it; all of it found once and only when asked for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, TypeVar

from fangzhi.check.quotes import Span, is_quoted_block, spans_of
from fangzhi.check.settings import CheckSettings, Document
from fangzhi.check.switches import SwitchValue
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text

S = TypeVar("S")
T = TypeVar("T")
_NEAR = 50
AT_HEADINGS, AT_BEFORE, AT_AFTER = 1, 2, 4
"""What a rule may look at around a text, as bits of `TextContext.looked`."""
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]?[”’」』）]*")


class _Memo:
    def __init__(self) -> None:
        self._known: dict[Any, Any] = {}

    def once(self, find: Callable[[Any], T], argument: Any) -> T:
        if find not in self._known:
            self._known[find] = find(argument)
        known: T = self._known[find]
        return known

    def once_from(
        self, find: Callable[[Any, S], T], argument: Any, source: Callable[[Any], S]
    ) -> T:
        if find not in self._known:
            self._known[find] = find(argument, self.once(source, argument))
        known: T = self._known[find]
        return known


class DocumentContext:
    """One document: its settings, its manuscript as handed in, and what rules found in it once.

    `looked` tells whether the manuscript was asked for, by a rule that may judge without it.
    """

    def __init__(self, document: Document, manuscript: Manuscript) -> None:
        self.document = document
        self.looked = False
        self._manuscript = manuscript
        self._memo = _Memo()

    @property
    def manuscript(self) -> Manuscript:
        """The manuscript as handed in."""
        self.looked = True
        return self._manuscript

    def switch(self, key: str) -> SwitchValue:
        """Give the settled value of a switch."""
        return self.document.switches[key]

    def once(self, find: Callable[[Manuscript], T]) -> T:
        """Give `find(manuscript)`, computed once for all rules."""
        return self._memo.once(find, self.manuscript)

    def once_here(self, find: Callable[[DocumentContext], T]) -> T:
        """Give `find(self)`, computed once for all rules."""
        self.looked = True
        return self._memo.once(find, self)


class WorkContext:
    """The whole work: settings and every document as handed in (`documents`, in reading order)."""

    def __init__(self, settings: CheckSettings, documents: tuple[DocumentContext, ...]) -> None:
        self.settings = settings
        self.documents = documents
        self._memo = _Memo()

    def once(self, find: Callable[[tuple[DocumentContext, ...]], T]) -> T:
        """Give `find(documents)`, computed once for all rules (facts, names, shingles …)."""
        return self._memo.once(find, self.documents)

    def once_from(
        self,
        find: Callable[[tuple[DocumentContext, ...], S], T],
        source: Callable[[tuple[DocumentContext, ...]], S],
    ) -> T:
        """Give `find(documents, once(source))`, computed once for all rules."""
        return self._memo.once_from(find, self.documents, source)


class TextContext:
    """One text: where it stands and what is in it.

    `place` is "body", "heading", "caption", "cell", "header-cell", "note", "unit", "source",
    "header", "contents" or "speech". `looked` tells what around it was asked for (AT_HEADINGS,
    AT_BEFORE, AT_AFTER), so that what was found is known to hold while that stays the same.
    """

    def __init__(
        self,
        block: Text,
        document: Document,
        place: str = "body",
        headings: tuple[str, ...] = (),
        siblings: Sequence[str] = (),
        index: int = 0,
        after: str = "",
    ) -> None:
        self.block = block
        self.text = block.text
        self.document = document
        self.place = place
        self.looked = 0
        self._headings = headings
        self._siblings = siblings
        self._index = index
        self._after = after
        self._known: dict[Any, Any] = {}
        self._told: dict[tuple[int, int], bool] = {}

    def switch(self, key: str) -> SwitchValue:
        """Give the settled value of a switch."""
        return self.document.switches[key]

    def once(self, find: Callable[[str], T]) -> T:
        """Give `find(text)`, computed once for all rules (numbers, dates, units …)."""
        if find not in self._known:
            self._known[find] = find(self.text)
        known: T = self._known[find]
        return known

    def once_from(self, find: Callable[[str, S], T], source: Callable[[str], S]) -> T:
        """Give `find(text, once(source))`, computed once for all rules."""
        if find not in self._known:
            self._known[find] = find(self.text, self.once(source))
        known: T = self._known[find]
        return known

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings above it, outermost first."""
        self.looked |= AT_HEADINGS
        return self._headings

    @property
    def before(self) -> Sequence[str]:
        """Paragraphs between the nearest heading and this text, in order; the last 50 of them."""
        self.looked |= AT_BEFORE
        return self._siblings[max(0, self._index - _NEAR) : self._index]

    @property
    def after(self) -> str:
        """The text of the next block, "" without one."""
        self.looked |= AT_AFTER
        return self._after

    @property
    def is_body(self) -> bool:
        """Tell whether this is running prose: a paragraph, list item, note or text box."""
        return self.place in ("body", "note")

    @property
    def is_cell(self) -> bool:
        """Tell whether this is a table cell."""
        return self.place in ("cell", "header-cell")

    @property
    def is_heading(self) -> bool:
        """Tell whether this is a heading or an entry's head."""
        return self.place == "heading"

    @cached_property
    def quotes(self) -> tuple[Span, ...]:
        """Quoted spans with their marks; the whole text where the block is a quotation."""
        if is_quoted_block(self.block):
            return ((0, len(self.text)),)
        return spans_of(self.block)

    def is_quoted(self, start: int, end: int) -> bool:
        """Tell whether `start`..`end` lies wholly inside quoted words."""
        before = bisect_right(self.quotes, (start, len(self.text) + 1)) - 1
        return before >= 0 and end <= self.quotes[before][1]

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Sentences as spans (ended by 。！？； or a line end), in order."""
        return tuple(m.span() for m in _SENTENCE.finditer(self.text) if m.end() > m.start())

    def sentence_at(self, position: int) -> Span:
        """Give the span of the sentence that `position` stands in."""
        number = bisect_right(self.sentences, (position, len(self.text) + 1)) - 1
        return self.sentences[number] if number >= 0 else (0, len(self.text))

    def sentence_has(self, pattern: re.Pattern[str], position: int) -> bool:
        """Tell whether a pattern matches in the sentence at `position`; searched once for each."""
        start, end = self.sentence_at(position)
        key = id(pattern), start
        known = self._told.get(key)
        if known is None:
            known = self._told[key] = pattern.search(self.text, start, end) is not None
        return known
