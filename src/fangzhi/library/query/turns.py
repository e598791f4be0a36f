"""Words that run over the turn of a small note's double row: 十里 stands in 東十/里 too."""

from __future__ import annotations

from msgspec.structs import replace

from fangzhi.library.query.tree import Both, But, Either, Near, Node, Phrase
from fangzhi.library.stream import TURN

LONGEST = 16
"""Characters up to which words are also looked for with a turn in them."""


def over_turns(node: Node) -> Node:
    """Give a tree whose words may have one turn between two of their characters."""
    match node:
        case Phrase(characters):
            return _either(node) if TURN not in characters else node
        case Either(parts):
            return Either(tuple(over_turns(part) for part in parts))
        case Both(parts):
            return Both(tuple(over_turns(part) for part in parts))
        case But(keep, drop):
            return But(over_turns(keep), over_turns(drop))
        case Near(left, right):
            return replace(node, left=over_turns(left), right=over_turns(right))
    return node


def _either(phrase: Phrase) -> Node:
    characters = phrase.characters
    if not 1 < len(characters) <= LONGEST or None in characters:
        return phrase
    turned = (
        replace(phrase, characters=(*characters[:at], TURN, *characters[at:]))
        for at in range(1, len(characters))
    )
    return Either((phrase, *turned))
