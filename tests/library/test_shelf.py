"""The shelf: what a folder or file becomes in the library."""

from __future__ import annotations

from pathlib import Path

from fangzhi.library.index import Library
from fangzhi.library.search import search
from fangzhi.project.shelve import shelve


def silent(step: str, done: int, whole: int) -> None:
    """Show no progress."""


def work(folder: Path, words: str) -> Path:
    folder.mkdir()
    (folder / "fangzhi.toml").write_text(
        '[work]\ntitle = "村志"\nkind = "村志"\n', encoding="utf-8"
    )
    (folder / "农业.md").write_text(f"# 农业\n\n{words}\n", encoding="utf-8")
    return folder


def test_two_works_of_one_title_both_stand_on_the_shelf_and_adding_again_replaces(
    tmp_path: Path,
) -> None:
    one, two = work(tmp_path / "甲", "种茶。"), work(tmp_path / "乙", "种稻。")
    library = Library(tmp_path / "库", create=True)
    shelve(library, [one, two], silent)
    assert search(library, "种茶").total == search(library, "种稻").total == 1
    (one / "农业.md").write_text("# 农业\n\n种茶，又种茶。\n", encoding="utf-8")
    shelve(library, [one], silent)
    assert (search(library, "种茶").total, len(library.register)) == (2, 2)


def test_the_front_matter_of_a_work_is_found_too(tmp_path: Path) -> None:
    folder = work(tmp_path / "甲", "种茶。")
    (folder / "凡例.md").write_text("# 凡例\n\n述而不论。\n\n## 断限\n\n上限不限。\n", "utf-8")
    library = Library(tmp_path / "库", create=True)
    shelve(library, [folder], silent)
    assert [hit.cite for hit in search(library, "述而不论").hits] == ["凡例"]
    assert [hit.cite for hit in search(library, "上限不限").hits] == ["凡例 · 断限"]
