"""People, bodies, places, periods, events, and the rights in what they left."""

from __future__ import annotations

from typing import Literal

from fangzhi.model.value import Value


class Period(Value, frozen=True):
    """A stretch of time (断限), inclusive, as ISO dates of any precision ("1986", "2019-03").

    "" leaves a side open.
    """

    start: str = ""
    end: str = ""


class NameInTime(Value, frozen=True):
    """A name and the period in which it was the right one."""

    name: str
    period: Period = Period()
    kind: Literal["full", "short", "alias", "former"] = "full"


class Agent(Value, frozen=True):
    """A person or body (机构), with names by period."""

    id: str
    kind: Literal["person", "body"]
    names: tuple[NameInTime, ...]
    born: str = ""
    died: str = ""
    note: str = ""


class Place(Value, frozen=True):
    """A place (地方), with names by period and the division code it had, where it had one."""

    id: str
    names: tuple[NameInTime, ...]
    code: str = ""
    parent: str = ""


class Event(Value, frozen=True):
    """Something that happened (事件): title, when, where, who took part."""

    id: str
    title: str
    period: Period
    places: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()


class Restriction(Value, frozen=True):
    """A limit on part of a thing: what may not be shown, until when, by whose word."""

    range: str
    until: str = ""
    reason: str = ""
    consent: str = ""


class Rights(Value, frozen=True):
    """Who may see and use a thing: secrecy marking (密级), open date, consent per range."""

    secrecy: Literal["", "内部", "秘密", "机密", "绝密"] = ""
    open_from: str = ""
    holder: str = ""
    licence: str = ""
    attribution: str = ""
    restrictions: tuple[Restriction, ...] = ()
