"""What stands on the library's shelf after works were added."""

from __future__ import annotations

from pathlib import Path

from fangzhi.library.index import Library
from fangzhi.library.search import search
from fangzhi.project.shelve import shelve


def silent(step: str, done: int, whole: int) -> None:
    """Show no progress."""


def put(folder: Path, name: str, words: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(words, encoding="utf-8")
    return folder / name


def test_files_of_one_name_in_two_folders_are_two_works(tmp_path: Path) -> None:
    files = [
        put(tmp_path / "甲县", "卷一.txt", "茶出甲县。"),
        put(tmp_path / "乙县", "卷一.txt", "茶出乙县。"),
    ]
    library = Library(tmp_path / "资料库", create=True)
    shelve(library, files, silent)
    assert search(library, "茶出").total == 2
    assert [hit.after for hit in search(library, "茶出").hits] == ["甲县。", "乙县。"]


def test_a_file_added_again_is_replaced_alone_or_with_its_folder(tmp_path: Path) -> None:
    file = put(tmp_path / "甲县", "卷一.txt", "茶出甲县。")
    library = Library(tmp_path / "资料库", create=True)
    shelve(library, [file], silent)
    put(tmp_path / "甲县", "卷一.txt", "茶与漆出甲县。")
    shelve(library, [tmp_path / "甲县"], silent)
    assert [work.characters for work in library.register] == [7]
    assert search(library, "出甲县").total == 1
