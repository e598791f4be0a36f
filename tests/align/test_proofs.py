"""Differences as a reader of proofs counts them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fangzhi.align.proofs import gaps, places, plain


def read(locked: str, proof: str, **more: object) -> list[tuple[str, str]]:
    found, _ = gaps(locked, proof, **more)  # type: ignore[arg-type]
    return [(locked[g.start : g.end], proof[g.proof_start : g.proof_end]) for g in found]


def test_a_changed_figure_is_told_whole() -> None:
    assert read("收粮11240吨，油", "收粮11420吨，油") == [("11240", "11420")]
    assert read("长12.6千米宽", "长126千米宽") == [("12.6", "126")]


def test_a_figure_does_not_grow_over_the_edge_of_a_cell() -> None:
    [(ours, theirs)] = read("甲村12345678乙", "甲村12945678乙", breaks={2, 6})
    assert (ours, theirs) == ("1234", "1294")


def test_notes_are_found_wherever_they_stand_and_compared_there() -> None:
    body, notes = "东门外有桥，桥下有潭，潭边有庙，庙前有树。", "据旧志卷三。又见碑文第二行。"
    proof = "东门外有桥，桥下有1据旧志卷三。2又见碑文第三行。潭，潭边有庙，庙前有树。"
    found, placed = gaps(body + notes, proof, notes=len(body))
    told = [((body + notes)[g.start : g.end], proof[g.proof_start : g.proof_end]) for g in found]
    assert ("二", "三") in told
    assert {theirs for ours, theirs in told if not ours} == {"1", "2"}
    assert placed


def test_moved_words_are_told_as_moved() -> None:
    first, second = "春天种茶种麻种桑忙到立夏方得闲。", "冬天修堰修路修屋直到除夕才歇手。"
    breaks, lines = {0, len(first)}, {0, len(second)}
    found, moved = gaps(first + second, second + first, breaks, lines)
    assert not found
    assert len(moved) == 1


@given(st.text(alphabet="甲乙丙丁，。 \u3000\n0123－—…⋯Ａ", max_size=40))
def test_each_character_of_the_plain_text_has_its_place(text: str) -> None:
    found = places(text)
    assert len(found) == len(plain(text))
    assert found == sorted(found)
    assert plain(plain(text)) == plain(text)


@given(
    st.text(alphabet="甲乙丙丁戊1234", max_size=60), st.text(alphabet="甲乙丙丁戊1234", max_size=60)
)
def test_the_gaps_turn_one_text_into_the_other(locked: str, proof: str) -> None:
    found, moved = gaps(locked, proof)
    said = sorted((g.proof_start, g.proof_end) for g in (*found, *moved))
    covered = sum(end - start for start, end in said)
    missing = sum(g.end - g.start for g in found) + sum(g.end - g.start for g in moved)
    same = len(locked) - missing
    assert same == len(proof) - covered
