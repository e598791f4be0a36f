"""What the REST API gives, as shapes: they are its OpenAPI document too."""

from __future__ import annotations

from ninja import Field, Schema


class Reason(Schema):
    """Why something cannot be done, in Chinese."""

    reason: str


class Work(Schema):
    """A work that the asker may read."""

    id: str
    title: str
    kind: str
    genre: str
    place: str
    place_code: str
    start: int = Field(description="first year of the contents, 0 unknown")
    end: int
    author: str
    edition: str
    publisher: str
    year: int
    licence: str
    characters: int
    citation: str = Field(description="after GB/T 7714")
    address: str


class Works(Schema):
    """Works, some at a time."""

    total: int
    works: list[Work]


class Leaf(Schema):
    """A leaf, page or entry: its citation and where its words stand in the work."""

    number: int
    cite: str
    start: int
    end: int


class Leaves(Schema):
    """The leaves of a work, some at a time."""

    total: int
    leaves: list[Leaf]


class Hit(Schema):
    """One occurrence, as it stands."""

    work: str
    work_id: str
    cite: str
    position: int
    before: str
    match: str
    after: str
    year: int = Field(description="told exactly before it on its leaf or in its entry, 0 none")
    how: str = Field(description="原字, or in which other form the words were found")
    address: str


class Found(Schema):
    """What was found: `total` counts every occurrence, `works` by id."""

    total: int
    works: dict[str, int]
    notes: list[str]
    hits: list[Hit]


class Facets(Schema):
    """How the occurrences spread."""

    total: int
    works: dict[str, int]
    facets: dict[str, dict[str, int]] = Field(
        description="place: a work counts for its place and each above it at the time"
    )
    years: dict[str, int] = Field(description="by the year a work was made")
    recorded: dict[str, int] = Field(description="by the year told of an occurrence")
    undated: int = Field(description="occurrences of which no year is told, -1 not counted")
    unplaced: dict[str, int] = Field(description="places whose superiors then are not known")
    rates: dict[str, dict[str, float]] = Field(description="per million characters")


class Passage(Schema):
    """Words of a work as they stand."""

    work: Work
    start: int
    end: int
    text: str
    cite: str
    last_cite: str
    before: str
    after: str
    sum: str = Field(description="CRC-32 of the words, by which the address finds them again")
    citation: str
    address: str


class Card(Schema):
    """An evidence card."""

    id: int
    work_id: str
    work: str
    start: int
    end: int
    cite: str
    quotation: str
    note: str
    reliability: str
    made_by: str
    made_at: str
    checked_by: str


class Cards(Schema):
    """Evidence cards, some at a time."""

    total: int
    cards: list[Card]
