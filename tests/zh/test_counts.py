import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangzhi.zh.counts import PageGeometry, PageRun, layout_characters, typed_characters

PAGE = PageGeometry(characters_per_line=38, lines_per_page=38)


@pytest.mark.parametrize(
    ("text", "words", "characters"),
    [
        ("四川省", 3, 3),
        ("四川省，成都市。", 8, 8),
        ("2024年", 2, 5),
        ("增长12.5%，", 4, 8),
        ("“好”——……", 7, 7),
        ("GDP 100亿元", 4, 8),
        ("甲　乙\n丙", 3, 3),
        ("𢎞\ufffc", 2, 2),
        ("", 0, 0),
    ],
)
def test_typed_characters_count_as_a_word_processor_counts(
    text: str, words: int, characters: int
) -> None:
    assert typed_characters(text) == words
    assert typed_characters(text, "character") == characters


@given(st.lists(st.text(alphabet="志书年鉴，。2024abc 　\n"), max_size=6))
def test_counts_add_up_over_paragraphs(parts: list[str]) -> None:
    assert typed_characters("\n".join(parts)) == sum(map(typed_characters, parts))
    assert typed_characters("".join(parts), "character") == sum(
        typed_characters(p, "character") for p in parts
    )


def test_a_page_counts_full_with_running_head_and_page_number() -> None:
    assert PAGE.page_characters == 38 * (38 + 2)
    assert layout_characters(300, PAGE) == 300 * 1520


def test_column_gaps_count_as_text() -> None:
    two = PageGeometry(characters_per_line=20, lines_per_page=40, columns=2, gutter=2)
    assert two.page_characters == 42 * 42


@pytest.mark.parametrize(
    ("run", "percent"),
    [
        (PageRun(1), 100),
        (PageRun(1, "cover"), 50),
        (PageRun(1, "picture"), 20),
        (PageRun(1, "foreign"), 130),
        (PageRun(1, "music"), 100),
        (PageRun(1, "map"), 100),
        (PageRun(1, note_lines=5), 100),
        (PageRun(1, note_lines=6), 115),
    ],
)
def test_special_pages_count_by_the_regulation(run: PageRun, percent: int) -> None:
    assert layout_characters([run], PAGE) == 1520 * percent // 100


def test_an_index_in_smaller_type_counts_by_its_own_layout() -> None:
    index = PageGeometry(characters_per_line=44, lines_per_page=44)
    assert layout_characters([PageRun(10), PageRun(2, geometry=index)], PAGE) == 15200 + 2 * 44 * 46
