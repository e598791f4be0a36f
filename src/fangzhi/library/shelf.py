"""What the library knows of a work on its shelf: names, place, period, persons, rights."""

from __future__ import annotations

import msgspec

from fangzhi.model.agent import Rights


class Shelved(msgspec.Struct, frozen=True, omit_defaults=True):
    """One work on the shelf: id, title, where it came from, digest of its stream, characters.

    `kind` is 旧志, 志书, 年鉴, 史料, 口述 or 法规; `start` and `end` bound the years of the contents,
    `year` is when it was compiled or published (0 unknown). `images` is an address of a leaf's
    picture with `{cite}` in it. `from_digest` names the file and the metadata it was made of.
    """

    id: str
    title: str
    name: str
    digest: str
    characters: int
    kind: str = ""
    place: str = ""
    place_code: str = ""
    start: int = 0
    end: int = 0
    genre: str = ""
    persons: tuple[str, ...] = ()
    author: str = ""
    edition: str = ""
    publisher: str = ""
    year: int = 0
    rights: Rights = Rights()
    images: str = ""
    from_digest: str = ""
    note: str = ""
