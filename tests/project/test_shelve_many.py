"""Many volumes: unchanged ones are not read again, a killed run goes on, what a list says counts."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from fangzhi.library.filters import Audience
from fangzhi.library.index import FORMAT, Library, LibraryFault
from fangzhi.library.search import search
from fangzhi.project.readings import silent
from fangzhi.project.shelve import shelve

EVERYTHING = Audience(everything=True)
_ADD = """
import sys
from pathlib import Path
from fangzhi.library import index
from fangzhi.project import shelve
index.BATCH = 2_000
shelve._TOGETHER = 8
library = index.Library(Path(sys.argv[1]), create=True)
shelve.shelve(library, [Path(sys.argv[2])], lambda step, done, of: None)
"""


def volumes(folder: Path, number: int) -> Path:
    folder.mkdir()
    for n in range(number):
        (folder / f"卷{n}.txt").write_text(f"第{n}卷記茶。" + "蜀中山水" * 60, encoding="utf-8")
    return folder


def test_a_killed_run_keeps_what_was_done_and_goes_on(tmp_path: Path) -> None:
    folder, shelf = volumes(tmp_path / "旧志", 120), tmp_path / "库"
    command = [sys.executable, "-c", _ADD, str(shelf), str(folder)]
    with subprocess.Popen(command) as run:
        until = time.monotonic() + 60
        while not (shelf / "library.json").is_file() and time.monotonic() < until:
            time.sleep(0.005)
        run.kill()
    begun = Library(shelf)
    done = len(begun.register)
    assert 0 < done < 120
    assert search(begun, "記茶").total == done
    shelf_after = shelve(begun, [folder], silent)
    assert (len(shelf_after.works), shelf_after.unchanged) == (120 - done, done)
    assert search(Library(shelf), "記茶").total == 120
    assert search(Library(shelf), "蜀中山水").total == 120 * 60
    assert {path.name for path in (shelf / "segments").iterdir()} == {
        part.file for part in Library(shelf).parts
    }


def test_only_what_changed_is_read_again(tmp_path: Path) -> None:
    folder = volumes(tmp_path / "旧志", 5)
    library = Library(tmp_path / "库", create=True)
    assert len(shelve(library, [folder], silent).works) == 5
    (folder / "卷3.txt").write_text("記酒。", encoding="utf-8")
    again = shelve(library, [folder], silent)
    assert ([work.name for work in again.works], again.unchanged) == (["旧志/卷3.txt"], 4)
    assert (search(library, "記茶").total, search(library, "記酒").total) == (4, 1)


def test_a_removed_work_is_no_longer_found(tmp_path: Path) -> None:
    library = Library(tmp_path / "库", create=True)
    shelve(library, [volumes(tmp_path / "旧志", 3)], silent)
    gone = library.register[1]
    assert library.remove([gone.id]) == 1
    assert search(Library(tmp_path / "库"), "記茶").total == 2
    assert gone.id not in Library(tmp_path / "库").by_id
    library.remove([work.id for work in library.register])
    assert (search(library, "記茶").total, library.parts) == (0, ())


LIST = """文件,书名,种类,地方,区划代码,起年,止年,人物,作者,年份,密级,开放日期
卷0.txt,蜀志,旧志,四川,510000,1600,1733,張晉生、黃廷桂,黃廷桂,1733,,
卷1.txt,社情,史料,成都市,510100,1950,1960,,,1960,内部,
卷[23].txt,待开放,口述,,,,,,,,,2030-01-01
"""


def test_a_list_beside_the_files_says_what_they_are_and_who_may_see_them(tmp_path: Path) -> None:
    folder = volumes(tmp_path / "旧志", 5)
    (folder / "资料清单.csv").write_text(LIST, encoding="utf-8-sig")
    library = Library(tmp_path / "库", create=True)
    shelf = shelve(library, [folder], silent)
    assert shelf.not_read == ()
    first = library.register[0]
    assert (first.title, first.kind, first.place_code, first.start, first.year, first.persons) == (
        "蜀志", "旧志", "510000", 1600, 1733, ("張晉生", "黃廷桂"),
    )  # fmt: skip
    assert search(library, "記茶", audience=EVERYTHING).total == 5
    public = search(library, "記茶")
    assert (public.total, sum(public.facets["kind"].values())) == (2, 1)
    assert search(library, "記茶", audience=Audience(on="2030-01-01")).total == 4
    assert search(library, "地:510000 記茶", audience=EVERYTHING).total == 2
    (folder / "资料清单.csv").write_text(LIST.replace("内部", ""), encoding="utf-8")
    assert [work.title for work in shelve(library, [folder], silent).works] == ["社情"]
    assert search(library, "記茶").total == 3


def test_what_is_wrong_in_a_list_is_said_and_an_unknown_marking_is_closed(tmp_path: Path) -> None:
    folder = volumes(tmp_path / "旧志", 2)
    (folder / "library.toml").write_text(
        '[[works]]\nfile = "卷0.txt"\nsecrecy = "保密"\nyear = "乾隆"\ncolor = "red"\n'
        '[[works]]\nfile = "卷1.txt"\nrestrictions = [{range = "1", until = "2030-01-01"}]\n',
        encoding="utf-8",
    )
    library = Library(tmp_path / "库", create=True)
    said = [finding.message for finding in shelve(library, [folder], silent).not_read]
    assert len(said) == 3
    assert any("保密" in words and "内部" in words for words in said)
    assert search(library, "記茶").total == 0
    assert search(library, "記茶", audience=Audience(on="2030-01-02")).total == 1


def test_a_library_of_the_older_format_says_so_and_is_built_anew(tmp_path: Path) -> None:
    shelf = tmp_path / "库"
    (shelf / "index").mkdir(parents=True)
    (shelf / "index" / "meta.json").write_text("{}", encoding="utf-8")
    (shelf / "library.json").write_bytes(
        msgspec.json.encode(
            [{"id": "a", "title": "旧", "name": "a", "digest": "", "characters": 1}]
        )
    )
    with pytest.raises(LibraryFault, match="旧版本"):
        Library(shelf)
    folder = volumes(tmp_path / "旧志", 2)
    shelve(Library(shelf, create=True), [folder], silent)
    assert search(Library(shelf), "記茶").total == 2
    assert not (shelf / "index").exists()
    register = shelf / "library.json"
    told = register.read_text(encoding="utf-8")
    register.write_text(told.replace(f'"format":{FORMAT}', '"format":2'), encoding="utf-8")
    with pytest.raises(LibraryFault, match="旧版本"):
        Library(shelf)
    again = shelve(Library(shelf, create=True), [folder], silent)
    assert (len(again.works), again.unchanged) == (2, 0)
    register.write_text(told.replace(f'"format":{FORMAT}', '"format":99'), encoding="utf-8")
    with pytest.raises(LibraryFault, match="更新的版本"):
        Library(shelf, create=True)
