"""Words with marks become well-formed XHTML, and no words become an element."""

from __future__ import annotations

from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from fangzhi.model.text import GLYPH, Mark, MarkKind, Text
from fangzhi.publish.html.inline import inline
from fangzhi.publish.html.sheet import Sheet, share
from fangzhi.publish.legal import legal
from tests.publish.html.reading import parsed, words
from tests.publish.html.sample import HOSTILE, book

ALLOWED = {"p", "strong", "em", "span", "s", "sup", "sub", "small", "ruby", "rt", "a", "br"}


def sheet() -> Sheet:
    return Sheet(share(book(), "site", {}), "here.html")


def shown(plain: str, *marks: Mark) -> str:
    return inline(Text("t", plain, marks=marks), sheet())


plain_words = st.text(
    st.sampled_from("茶<>&\"'𠀀\n\t a]!-;#x\x00\x0b￾") | st.characters(), max_size=30
)
any_mark = st.builds(
    Mark,
    st.integers(0, 30),
    st.integers(0, 30),
    st.sampled_from(get_args(MarkKind)),
    st.sampled_from(["", "n1", "javascript:x", "https://a.b/?c&d", '"><script>'])
    | st.text(max_size=5),
    st.text(st.sampled_from("<>&\"'x茶"), max_size=5),
)


@settings(max_examples=300, deadline=None)
@given(plain_words, st.lists(any_mark, max_size=6))
def test_whatever_the_words_and_marks_the_page_is_well_formed_and_keeps_the_words(
    plain: str, marks: list[Mark]
) -> None:
    made = parsed(f"<p>{shown(plain, *marks)}</p>")
    assert {str(one.tag) for one in made.iter()} <= ALLOWED
    assert all(str(one).startswith(("https://", "#")) for one in made.xpath("//@href"))
    assert not made.xpath("//a//a")
    added = "//rt | //sup[@class='noteref'] | //span[@class='leaf' or @class='glyph']"
    glyphs = len(made.xpath("//span[@class='glyph']"))
    for extra in made.xpath(added):
        extra.text = "" if extra.get("class") != "glyph" else "?"
        for inner in list(extra):
            extra.remove(inner)
    kept = legal(plain)
    covered = {m.start for m in marks if m.kind == "glyph" and m.end == m.start + 1}
    expected = "".join("?" if i in covered else c for i, c in enumerate(kept))
    assert words(made).replace("\r", "") == expected.replace("\r", "")
    assert glyphs <= len(covered)


def test_words_that_look_like_markup_stay_words() -> None:
    made = parsed(f"<p>{shown(HOSTILE)}</p>")
    assert len(made) == 0
    assert words(made) == HOSTILE


def test_marks_that_cross_are_cut_so_that_they_nest() -> None:
    made = shown("天地玄黄", Mark(0, 3, "strong"), Mark(1, 4, "underline"))
    assert made == (
        '<strong>天<span class="underline">地玄</span></strong><span class="underline">黄</span>'
    )


def test_an_unencoded_character_shows_how_it_is_composed() -> None:
    composed = shown(GLYPH, Mark(0, 1, "glyph", "&KR0836;", "⿰木亞"))
    assert composed == '<span class="glyph" title="未编码字 ⿰木亞">⿰木亞</span>'
    unknown = shown(GLYPH, Mark(0, 1, "glyph", "&KR0836;"))
    assert unknown == '<span class="glyph" title="未编码字 &amp;KR0836;">〓</span>'


def test_taken_out_words_and_comments_do_not_show_and_put_in_words_do() -> None:
    marks = (Mark(1, 1, "deleted", text="旧"), Mark(1, 2, "inserted"), Mark(0, 2, "comment", "k1"))
    assert shown("新文", *marks) == "新文"


def test_only_safe_addresses_become_links() -> None:
    assert shown("此处", Mark(0, 2, "link", "javascript:alert(1)")) == "此处"
    assert shown("此处", Mark(0, 2, "link", "https://a.b/")) == (
        '<a rel="noreferrer" href="https://a.b/">此处</a>'
    )


def test_a_note_inside_a_link_is_not_a_link_in_a_link() -> None:
    made = shown("此处", Mark(0, 2, "link", "https://a.b/"), Mark(1, 1, "footnote", "n1"))
    assert made.count("<a ") == 3
    assert not parsed(f"<p>{made}</p>").xpath("//a//a")


def test_a_reading_stands_once_even_where_other_marks_cross_it() -> None:
    made = shown("天地玄黄", Mark(1, 3, "ruby", text="dì xuán"), Mark(2, 4, "strong"))
    assert made.count("<rt>") == 1
    assert "<ruby>地<strong>玄</strong><rt>dì xuán</rt></ruby><strong>黄</strong>" in made


def test_a_new_leaf_can_be_cited() -> None:
    made = shown("天地", Mark(1, 1, "leaf-break", "KR2i0003_SBCK_001-1b"))
    assert 'id="x-leaf-KR2i0003_SBCK_001-1b"' in made
    assert "〔葉 1-1b〕" in made


def test_a_note_call_without_a_note_is_reported() -> None:
    page = sheet()
    assert inline(Text("t", "文", marks=(Mark(1, 1, "footnote", "gone"),)), page) == "文"
    assert [finding.message[:8] for finding in page.shared.findings.values()] == [
        "正文中有注码，但"
    ]


def test_characters_that_xml_cannot_hold_are_reported() -> None:
    page = sheet()
    assert inline(Text("t", "天\x00地"), page) == "天\ufffd地"
    assert any("U+0000" in finding.message for finding in page.shared.findings.values())
