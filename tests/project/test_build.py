"""The whole build on a small folder of real Word and Excel files: what a person finds afterwards."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import docx
import pytest

from fangzhi.model.value import digest_of_bytes
from fangzhi.project.build import build
from fangzhi.project.load import load

EXAMPLE = Path(__file__).parents[2] / "examples" / "青浣年鉴"
PROVE = bool(os.environ.get("FANGZHI_PROVE"))
SMALL = ("01县情概况.docx", "14茶垭乡（上年卷2024）.docx", "15茶垭乡.docx", "26主要经济指标.xlsx")


@pytest.fixture
def county(tmp_path: Path) -> Path:
    folder = tmp_path / "志稿"
    folder.mkdir()
    for name in (*SMALL, "fangzhi.toml"):
        shutil.copy(EXAMPLE / name, folder / name)
    text = (folder / "fangzhi.toml").read_text("utf-8")
    head, *rows = text.split("[[documents]]")
    kept = [row for row in rows if any(name in row for name in SMALL)]
    (folder / "fangzhi.toml").write_text("[[documents]]".join([head, *kept]), encoding="utf-8")
    return folder


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): digest_of_bytes(path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_build_writes_every_output_of_the_contract(county: Path) -> None:
    built = build(load(county), county)
    book, check = county / "成书", county / "检查"
    for pattern in ("*.pdf", "*.docx", "*.epub", "*.tei.xml", "site/index.html", "发排/*"):
        assert list(book.glob(pattern)), pattern
    for name in ("报告.html", "findings.jsonl", "rate.json"):
        assert (check / name).stat().st_size > 0, name
    assert (check / "批注" / "01县情概况.docx").is_file()
    assert {output.format for output in built.outputs} == {
        "pdf", "docx", "epub", "site", "tei", "press",
    }  # fmt: skip


def test_every_finding_quotes_its_words_at_its_place(county: Path) -> None:
    build(load(county), county, formats=())
    rows = [
        json.loads(line) for line in (county / "检查" / "findings.jsonl").open(encoding="utf-8")
    ]
    placed = [row for row in rows if row["block"] is not None]
    assert len(placed) > 10
    for row in placed:
        if not isinstance(row["block"], int):
            continue
        text = docx.Document(str(county / row["doc"])).paragraphs[row["block"]].text
        assert text[row["start"] : row["end"]] == row["text"], row
    assert {row["level"] for row in rows} <= set("政硬数字点式体")


def test_a_prior_volume_is_compared_and_never_published(county: Path) -> None:
    built = build(load(county), county, formats=("tei",))
    tei = next((county / "成书").glob("*.tei.xml")).read_text("utf-8")
    prior = docx.Document(str(county / "14茶垭乡（上年卷2024）.docx")).paragraphs
    own = docx.Document(str(county / "15茶垭乡.docx")).paragraphs
    only_prior = {p.text for p in prior} - {p.text for p in own}
    assert only_prior and not any(words in tei for words in only_prior if words)
    assert all("上年卷" not in entry.doc for entry in built.book.entries.values())


def test_two_builds_give_the_same_bytes_and_leave_the_originals_alone(county: Path) -> None:
    before = {name: digest_of_bytes((county / name).read_bytes()) for name in SMALL}
    build(load(county), county)
    first = digests(county / "成书") | digests(county / "检查")
    build(load(county, keep=False), county)
    assert digests(county / "成书") | digests(county / "检查") == first
    assert {name: digest_of_bytes((county / name).read_bytes()) for name in SMALL} == before


def test_word_comments_are_for_the_gravest_levels_unless_asked(county: Path) -> None:
    build(load(county), county, formats=())
    few = _comments(county / "检查" / "批注" / "01县情概况.docx")
    build(load(county), county, formats=(), comments=("政", "硬", "数", "点", "体"))
    assert len(_comments(county / "检查" / "批注" / "01县情概况.docx")) > len(few) > 0


def _comments(path: Path) -> list[str]:
    return [comment.text for comment in docx.Document(str(path)).comments]


def test_a_damaged_cache_costs_nothing_but_time(county: Path) -> None:
    build(load(county), county, formats=("tei",))
    first = digests(county / "成书")
    for path in (county / ".fangzhi").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:50] + b"\0damage")
    build(load(county), county, formats=("tei",))
    assert digests(county / "成书") == first


def test_readings_of_files_that_are_gone_are_not_kept(county: Path) -> None:
    load(county)
    kept = set((county / ".fangzhi" / "readings").iterdir())
    (county / "15茶垭乡.docx").unlink()
    (county / "01县情概况.docx").rename(county / "01概况.docx")
    load(county)
    left = set((county / ".fangzhi" / "readings").iterdir())
    assert (len(kept), len(left), len(kept & left)) == (4, 3, 2)


def test_decisions_give_a_rate_and_without_them_there_is_no_verdict(county: Path) -> None:
    build(load(county), county, formats=())
    rate = json.loads((county / "检查" / "rate.json").read_text("utf-8"))
    assert "decided" not in rate
    rows = [
        json.loads(line) for line in (county / "检查" / "findings.jsonl").open(encoding="utf-8")
    ]
    hard = next(row for row in rows if row["level"] == "硬")
    decision = {"fingerprint": hard["fingerprint"], "verdict": "confirmed", "who": "张编辑",
                "when": "2026-03-01"}  # fmt: skip
    (county / "审定.jsonl").write_text(json.dumps(decision, ensure_ascii=False), encoding="utf-8")
    build(load(county), county, formats=())
    decided = json.loads((county / "检查" / "rate.json").read_text("utf-8"))["decided"]
    assert (decided["confirmed"], decided["errors"]) == (1, 2.0)


def test_one_unreadable_file_does_not_stop_the_others(county: Path) -> None:
    (county / "坏.docx").write_bytes(b"PK\x03\x04 not a package")
    (county / "秘.txt").write_text("秘密★10年\n\n某事。", encoding="utf-8")
    project = load(county)
    build(project, county, formats=("tei",))
    assert [file.name for file in project.files if not file.read] == ["坏.docx", "秘.txt"]
    messages = [
        f.message for f in project.findings if f.place and f.place.doc in ("坏.docx", "秘.txt")
    ]
    assert len(messages) >= 2 and all(messages)
    kept = b"".join(p.read_bytes() for p in (county / ".fangzhi").rglob("*") if p.is_file())
    assert "某事".encode() not in kept


def test_a_kill_at_any_moment_leaves_the_previous_outputs_whole(county: Path) -> None:
    build(load(county), county)
    old = {name: digests(county / name) for name in ("成书", "检查")}
    changed = county / "15茶垭乡.docx"
    shutil.copy(county / "01县情概况.docx", changed)
    words = [sys.executable, "-m", "fangzhi.cli.main", "build", str(county)]
    trial = county.parent / "trial"
    shutil.copytree(county, trial)
    began = time.monotonic()
    subprocess.run([*words[:-1], str(trial)], check=False, capture_output=True, timeout=300)
    whole = time.monotonic() - began
    new = {name: digests(trial / name) for name in ("成书", "检查")}
    assert new["成书"] != old["成书"]
    dice = random.Random(7)
    for _ in range(60 if PROVE else 6):
        running = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(dice.uniform(0.2, whole))
        running.send_signal(signal.SIGKILL)
        running.wait()
        state = _visible(county)
        for name in ("成书", "检查"):
            assert state[name] in (old[name], new[name]), name
    build(load(county), county)
    assert {name: digests(county / name) for name in ("成书", "检查")} == new


def _visible(county: Path) -> dict[str, dict[str, str]]:
    """What stands there after the next start has cleared up, as every build does first."""
    from fangzhi.files.atomic import recover

    for name in ("成书", "检查"):
        recover(county / name)
    return {name: digests(county / name) for name in ("成书", "检查")}
