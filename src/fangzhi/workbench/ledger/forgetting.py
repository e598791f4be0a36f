"""What each app holds of a document that must not be here: asked once, when it is isolated.

An app that keeps words or files of its own has a module `forgetting` that registers a function.
It deletes the words, and gives what went and the stored files that go after the transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.util import find_spec
from typing import NamedTuple

from django.apps import apps

BLANK = "〔已隔离〕"
"""Stands where a name stood that may itself be secret."""


class Secret(NamedTuple):
    """The document: its digest, the ids of the entries read from it, and of their blocks."""

    digest: str
    entries: frozenset[str]
    blocks: frozenset[str]


class Gone(NamedTuple):
    """What an app let go: in words, how many, and the digests of stored files that held it."""

    words: str
    many: int
    files: frozenset[str] = frozenset()


Forgets = Callable[[Secret], Iterable[Gone]]
_ASKED: list[Forgets] = []


def register(function: Forgets) -> Forgets:
    """Have a function asked at every isolation; serves as a decorator."""
    if function not in _ASKED:
        _ASKED.append(function)
    return function


def find() -> None:
    """Import each app's `forgetting`, so that it registers itself; called once at start."""
    for config in apps.get_app_configs():
        if config.name.startswith("fangzhi.") and find_spec(f"{config.name}.forgetting"):
            import_module(f"{config.name}.forgetting")


def forget(secret: Secret) -> list[Gone]:
    """Have every app let go of it; inside the caller's transaction."""
    return [gone for function in _ASKED for gone in function(secret) if gone.many]
