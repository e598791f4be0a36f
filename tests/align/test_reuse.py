"""Words that stand twice, found without comparing everything with everything."""

from __future__ import annotations

import random
from collections.abc import Callable

from fangzhi.align.reuse import Stretch, shared_stretches
from tests.work import holds_pace

_HAN = "".join(chr(0x4E00 + n) for n in range(2500))


def prose(seed: int, size: int) -> str:
    chance = random.Random(seed)
    return "".join(
        "，" if chance.random() < 0.08 else "的" if chance.random() < 0.05 else chance.choice(_HAN)
        for _ in range(size)
    )


def test_a_passage_copied_into_another_text_is_found_whole() -> None:
    copied = prose(1, 80)
    texts = [prose(2, 150) + copied + prose(3, 60), prose(4, 90), prose(5, 40) + copied]
    assert list(shared_stretches(texts, 60)) == [Stretch(2, 40, 0, 150, 80)]


def test_shorter_likeness_than_asked_for_is_left_alone() -> None:
    copied = prose(1, 50)
    assert not list(shared_stretches([copied + prose(2, 50), copied + prose(3, 50)], 60))


def test_a_passage_repeated_inside_one_text_is_found_and_does_not_overlap_itself() -> None:
    copied = prose(6, 70)
    [found] = shared_stretches([copied + "。" + copied], 60)
    assert (found.at, found.first, found.first_start, found.start) == (0, 0, 0, 71)


def test_texts_do_not_run_into_one_another() -> None:
    one, other = prose(7, 40), prose(8, 40)
    assert not list(shared_stretches([one, other, one + "。", other], 60))


def test_every_planted_copy_of_sixty_characters_is_found() -> None:
    texts = [prose(seed, 200) for seed in range(300)]
    copies = [prose(1000 + n, 60) for n in range(60)]
    for number, copied in enumerate(copies):
        texts[number] += copied
        texts[299 - number] += copied
    found = {stretch.first for stretch in shared_stretches(texts, 58)}
    assert found == set(range(60))


def pages(size: int) -> Callable[[], object]:
    """Pages that all share most of their words: the most that can be found."""
    page = prose(9, 1000)
    texts = [f"{page[n % 700 :]}{n}，{page[: n % 700]}" for n in range(0, 3 * size, 3)]
    texts += [text[::-1] for text in texts]
    return lambda: list(shared_stretches(texts, 60))


def test_twice_the_pages_are_twice_the_work() -> None:
    assert holds_pace(pages, 60)
