"""Known errors are sown into a copy, and each level's work is scored by what it returns."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from fangzhi.check.drill import KINDS, Sown, noticed_by, sow
from fangzhi.cli.main import main
from fangzhi.model.finding import Place
from fangzhi.model.manuscript import texts
from fangzhi.project.drilling import KEY, plant, read_key, score
from fangzhi.project.load import load

EXAMPLE = Path(__file__).parents[2] / "examples" / "青浣年鉴"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Sown, ...]]:
    out = tmp_path_factory.mktemp("演练") / "副本"
    return out, plant(load(EXAMPLE, keep=False), out, "七月", 40)


def test_the_copy_differs_from_the_original_in_exactly_the_sown_places(
    copy: tuple[Path, tuple[Sown, ...]],
) -> None:
    out, sown = copy
    assert len(sown) == 40
    old = {
        c.manuscript.name: list(texts(c.manuscript))
        for c in load(EXAMPLE, keep=False).contributions
    }
    new = {
        c.manuscript.name: list(texts(c.manuscript)) for c in load(out, keep=False).contributions
    }
    assert old.keys() == new.keys()
    changed = [
        (name, a.text, b.text)
        for name in old
        for a, b in zip(old[name], new[name], strict=True)
        if a.text != b.text
    ]
    assert len(changed) == len(sown)
    for one in sown:
        before = one.before + one.right + one.after
        after = one.before + one.wrong + one.after
        assert any(n == one.place.doc and before in a and after in b for n, a, b in changed), one


def test_the_same_seed_sows_the_same_errors_and_numbers_lead(
    copy: tuple[Path, tuple[Sown, ...]],
) -> None:
    manuscripts = [c.manuscript for c in load(EXAMPLE, keep=False).contributions]
    assert sow(manuscripts, "七月", 40) == sow(manuscripts, "七月", 40)
    assert sow(manuscripts, "七月", 40) != sow(manuscripts, "八月", 40)
    many = sow(manuscripts, "七月", 120)
    assert sum(one.kind == "数字" for one in many) > len(many) / 3
    assert {one.kind for one in many} <= {kind[0] for kind in KINDS}


def test_what_a_level_put_right_noticed_and_missed_is_told_apart(
    copy: tuple[Path, tuple[Sown, ...]], tmp_path: Path
) -> None:
    out, sown = copy
    diligent, idle = tmp_path / "复审", tmp_path / "初审"
    shutil.copytree(EXAMPLE, diligent)
    shutil.copytree(out, idle)
    machine, first, second = score(sown, out, {"初审": idle, "复审": diligent})
    assert (first.found, len(first.missed)) == (0, 40)
    assert second.found == second.corrected == 40
    assert machine.name == "机检" and 0 < machine.found <= 40
    assert sum(n for _, n in machine.by_kind.values()) == 40


def test_a_finding_sees_an_error_only_where_it_overlaps_it(
    copy: tuple[Path, tuple[Sown, ...]],
) -> None:
    one = copy[1][0]
    beside = Place(
        one.place.doc, one.place.block, (one.place.end or 0) + 1, (one.place.end or 0) + 2
    )
    assert not noticed_by("x", copy[1], [beside]).seen
    assert noticed_by("x", copy[1], [one.place]).seen == {one.id}


def test_the_key_stands_beside_the_copy_and_a_full_folder_is_left_alone(
    copy: tuple[Path, tuple[Sown, ...]], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    out, sown = copy
    key = out.parent / f"{out.name}·{KEY}"
    assert read_key(key.read_bytes()) == sown
    assert main(["drill", "plant", str(EXAMPLE), "--out", str(out)]) == 2
    assert main(["drill", "score", str(out), "--json"]) == 0
    assert json.loads(capsysbinary.readouterr().out)[0]["name"] == "机检"
    key.write_bytes(b"{")
    assert main(["drill", "score", str(out)]) == 2


def test_a_copy_is_never_put_among_the_manuscripts(tmp_path: Path) -> None:
    (tmp_path / "01人口.txt").write_text("全乡共120人，其中男70人、女50人。", encoding="utf-8")
    with pytest.raises(ValueError, match="来稿文件夹里面"):
        plant(load(tmp_path, keep=False), tmp_path / "演练", "1", 2)
    assert [path.name for path in tmp_path.iterdir()] == ["01人口.txt"]


def test_every_way_to_spoil_a_text_begins_at_words_that_stand_there() -> None:
    text = "）开头，《县志》载：全乡120人、耕地35公顷，1998年3月5日止。末"
    for name, _, _, spoil in KINDS:
        for slip in spoil(text):
            assert slip.right and text.startswith(slip.right, slip.start), (name, slip)
            assert slip.wrong != slip.right
