"""Near misses of idioms: the same ones in a short text as where many are looked through at once."""

from __future__ import annotations

import pytest

from fangzhi.check.spelling import idioms

_TEXTS: tuple[tuple[str, list[str]], ...] = (
    ("此事众所周之，诗画二者相得益张，戏曲艺术源远流常。", ["众所周知", "相得益彰", "源远流长"]),
    ("此事众所周知，诗画二者相得益彰。", []),
    ("\ud800诗画二者相得益张。", ["相得益彰"]),
    ("众所周", []),
    ("", []),
)


@pytest.mark.parametrize(("text", "meant"), _TEXTS)
def test_a_short_text_is_read_as_a_long_one(
    text: str, meant: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    few = list(idioms.near_misses(text))
    assert [miss.idiom for miss in few] == meant
    monkeypatch.setattr(idioms, "_FEW", -1)
    assert list(idioms.near_misses(text)) == few
