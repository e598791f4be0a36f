"""Words in XML: what XML cannot hold becomes U+FFFD, the rest is escaped."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text(words: str) -> str:
    """Give words as the text of an element."""
    return escape(_NOT_IN_XML.sub("\ufffd", words))


def attribute(words: str) -> str:
    """Give words as an attribute's value, quotation marks included."""
    return quoteattr(_NOT_IN_XML.sub("\ufffd", words))
