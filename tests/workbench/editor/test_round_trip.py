"""An entry goes to the editor and comes back as it was, whatever stands in it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from fangzhi.model.manuscript import Manuscript
from fangzhi.model.place import Run
from fangzhi.model.text import Mark, Text
from fangzhi.workbench.works.editor.parts import with_texts
from fangzhi.workbench.works.editor.reading import read
from fangzhi.workbench.works.editor.surface import render
from tests.roundtrip.pictures import png
from tests.roundtrip.strategies import Made, manuscripts
from tests.workbench.editor.sample import FILE, entry, field_of, unedited


def came_from(manuscript: Manuscript) -> Manuscript:
    """Give every text of a manuscript an origin of two runs on two leaves."""

    def origin(text: Text) -> Text:
        half, end = len(text.text) // 2, len(text.text)
        runs = (Run(0, half, FILE, "", text.id, 0, "5a"), Run(half, end, FILE, "w", text.id, half))
        return replace(text, origin=tuple(run for run in runs if run.start < run.end))

    return with_texts(manuscript, origin)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(manuscripts(png(4, 3)))
def test_what_was_not_edited_comes_back_equal_with_ids_and_origins(made: Made) -> None:
    before = came_from(made.manuscript)
    back = read(unedited(before), before)
    assert back.manuscript == before
    assert back.findings == ()


def test_the_sample_comes_back_equal() -> None:
    assert read(unedited(entry()), entry()).manuscript == entry()


@pytest.mark.parametrize(
    "words",
    [
        "</textarea><script>alert(1)</script>",
        "\n先空一行\r\n再一行",
        "\"&quot;'<!--",
        "\u2028\x00尾",
    ],
)
def test_no_words_break_out_of_the_field_and_all_come_back(words: str) -> None:
    mark = Mark(0, 1, "link", "javascript:alert(1)")
    before = Manuscript((Text("a", words, marks=(mark,)),))
    html = render(before, '/"><script>/')
    assert field_of(html)[1] == ["div", "textarea", "noscript", "p"]
    assert read(field_of(html)[0], before).manuscript == before
