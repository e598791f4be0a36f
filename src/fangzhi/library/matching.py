"""Say in which form words were found."""

from __future__ import annotations

from fangzhi.library.query.tree import Node, Phrase, shown
from fangzhi.zh.fold import fold

AS_TYPED = "原字"
FOLDED = "异体、简繁相通"
BY_PATTERN = "正则式"


class Forms:
    """The forms a query looks for."""

    def __init__(self, root: Node) -> None:
        leaves = tuple(leaf for leaf in shown(root) if isinstance(leaf, Phrase))
        self._years = {
            fold("".join(c or "" for c in leaf.characters)): leaf.means
            for leaf in leaves
            if leaf.means
        }
        self._typed = tuple(leaf.characters for leaf in leaves if not leaf.means)
        self._folded = tuple(
            tuple(None if c is None else fold(c) for c in typed) for typed in self._typed
        )

    def how(self, match: str) -> str:
        """Say how a match was found: as typed, in another form, as a reign year, by a pattern."""
        if any(_stands(typed, match) for typed in self._typed):
            return AS_TYPED
        folded = fold(match)
        if folded in self._years:
            return f"纪年（{self._years[folded]}）"
        if any(_stands(typed, folded) for typed in self._folded):
            return FOLDED
        return BY_PATTERN


def _stands(characters: tuple[str | None, ...], text: str) -> bool:
    if len(characters) == len(text):
        return all(c is None or c == t for c, t in zip(characters, text, strict=True))
    return None not in characters and "".join(c or "" for c in characters) in text
