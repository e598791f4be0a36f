"""What stands in the library: taken in, refused with a reason, released, withdrawn, isolated."""

from __future__ import annotations

from typing import Any

import pytest

from fangzhi.workbench.reading.models import IN, Holding
from fangzhi.workbench.reading.shelf import asking
from fangzhi.workbench.reading.shelf.scope import Scope, public_scope

pytestmark = pytest.mark.django_db


def found(scope: Any, words: str) -> int:
    return asking.ask(scope, asking.Question(words)).total


def everything() -> Scope:
    return Scope("inside", frozenset(Holding.objects.values_list("shelved", flat=True)))


def test_a_chronicle_is_found_by_simplified_words(shelf: Any) -> None:
    assert shelf.open.state == IN and shelf.open.characters == 39
    assert found(public_scope(), "蒙顶茶") == 1
    assert found(public_scope(), "茶") == 3


def test_each_circle_sees_its_own(shelf: Any) -> None:
    assert found(public_scope(), "盐井") == 0
    assert public_scope().ids == {shelf.open.shelved}
    assert found(everything(), "盐井") == 1
