"""How long words may be: what is longer is refused and said, never cut in silence."""

from __future__ import annotations

from django.core.exceptions import ValidationError


def within(words: str, most: int, what: str) -> str:
    """Give the words without blanks around; ValidationError where they are longer than is kept."""
    kept = words.strip()
    if len(kept) > most:
        raise ValidationError(f"{what}请写在{most}字以内，现在{len(kept)}字。")
    return kept


def number_in(words: str, what: str) -> int:
    """Give a whole number out of a form, 0 where nothing stands; ValidationError for other words."""
    text = words.strip()
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ValidationError(f"{what}“{text[:20]}”不是整数。")
    return int(text)
