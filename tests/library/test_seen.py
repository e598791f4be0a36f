"""Whole works: an editor with the right gets what is closed and is told so; others never get it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangzhi.library.filters import Audience
from fangzhi.library.index import Library
from fangzhi.library.opening import library_at, open_library
from fangzhi.library.seen import stream_for, works_for
from fangzhi.library.shelf import Shelved
from fangzhi.library.stream import Stream
from fangzhi.model.agent import Restriction, Rights
from fangzhi.project.comparing.sources import NoSource, source_of, sources_in

EDITOR = Audience(everything=True)
TODAY = Audience(on="2026-11-23")


def library_of(folder: Path) -> Library:
    library = Library(folder, create=True)
    partly = Rights(restrictions=(Restriction("葉2", "2030-01-01"),))
    secret = Rights(secrecy="内部")
    stream = Stream("蜀中產茶密事勿傳", (0, 4), ("葉1", "葉2"), turns=(2, 6))
    library.add([
        (Shelved("甲", "甲志", "甲", "", 8, rights=partly), stream),
        (Shelved("乙", "乙志", "乙", "", 8, rights=secret), stream),
    ])  # fmt: skip
    return library


def test_an_editor_gets_every_word_and_until_when_it_is_closed(tmp_path: Path) -> None:
    library = library_of(tmp_path)
    whole = stream_for(library, "甲", EDITOR)
    assert (whole.text, whole.closed) == ("蜀中產茶密事勿傳", (0, 20300101))
    assert whole == library.stream("甲")
    assert stream_for(library, "乙", EDITOR).text == "蜀中產茶密事勿傳"
    assert [work.title for work in works_for(library, EDITOR)] == ["甲志", "乙志"]


def test_others_get_neither_the_words_nor_the_citation_nor_the_work(tmp_path: Path) -> None:
    library = library_of(tmp_path)
    seen = stream_for(library, "甲", TODAY)
    assert (seen.text, seen.cites, seen.turns) == ("蜀中產茶□□□□", ("葉1", ""), (2,))
    assert stream_for(library, "甲", Audience(on="2030-01-01")).text == "蜀中產茶密事勿傳"
    with pytest.raises(KeyError):
        stream_for(library, "乙", TODAY)
    assert [work.title for work in works_for(library, TODAY)] == ["甲志"]


def test_comparing_reads_as_who_asks(tmp_path: Path) -> None:
    library = library_of(tmp_path)
    assert [one.title for one in sources_in(library)] == ["甲志", "乙志"]
    (one,) = sources_in(library, audience=TODAY)
    assert "密事" not in one.stream.text and "密事" in source_of("甲志", library).stream.text
    assert source_of("志", library, TODAY).title == "甲志"  # one of the two is not there for him
    with pytest.raises(NoSource, match="没有“乙志”"):
        source_of("乙志", library, TODAY)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.text("茶鹽國", min_size=1, max_size=4), st.sampled_from([0, 20300101])),
                min_size=1, max_size=6))  # fmt: skip
def test_what_was_put_in_comes_out_with_its_days(
    tmp_path_factory: pytest.TempPathFactory, leaves: list[tuple[str, int]]
) -> None:
    offsets = tuple(sum(len(words) for words, _ in leaves[:n]) for n in range(len(leaves)))
    days = tuple(day for _, day in leaves)
    stream = Stream("".join(words for words, _ in leaves), offsets,
                    tuple(f"葉{n}" for n in range(len(leaves))), days if any(days) else ())  # fmt: skip
    library = Library(tmp_path_factory.mktemp("库"), create=True)
    library.add([(Shelved("a", "志", "a", "", 1), stream)])
    assert library.stream("a") == stream
    seen = stream_for(library, "a", TODAY).text
    assert seen == "".join("□" * len(words) if day else words for words, day in leaves)


def test_one_setting_names_the_library_of_every_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from fangzhi.cli.main import main

    library_of(tmp_path / "库")
    monkeypatch.setenv("FANGZHI_LIBRARY", str(tmp_path / "库"))
    assert open_library(library_at("资料库")).by_id.keys() == {"甲", "乙"}
    assert main(["search", "產茶"]) == 0
    assert "共 2 处" in capsys.readouterr().out
    assert main(["compare", "alike"]) == 0
    capsys.readouterr()
    assert main(["compare", "reuse", "甲志", "乙志", "--least", "4"]) == 0
    assert main(["compare", "reuse", "甲志", "乙志", "--public"]) != 0
    assert "没有“乙志”" in capsys.readouterr().err
