"""The command-line contract: exit codes, JSON, files, as other programs rely on them."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
COUNTY = EXAMPLES / "青浣年鉴"


def fangzhi(*words: str | Path) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "fangzhi.cli.main", *map(str, words)]
    return subprocess.run(line, capture_output=True, text=True, encoding="utf-8", timeout=300)


def test_check_of_one_file_uses_the_settings_beside_it(tmp_path: Path) -> None:
    found = tmp_path / "f.jsonl"
    result = fangzhi("check", COUNTY / "03农业农村.docx", "--jsonl", found)
    assert result.returncode == 0, result.stderr
    rows = [json.loads(line) for line in found.open(encoding="utf-8")]
    assert {row["doc"] for row in rows if row["rule"].startswith("R")} == {"03农业农村.docx"}
    assert any(row["rule"] == "R178" for row in rows)


def test_check_of_a_folder_names_documents_relative_to_it(tmp_path: Path) -> None:
    shutil.copytree(COUNTY, tmp_path / "a" / "b")
    found = tmp_path / "f.jsonl"
    assert fangzhi("check", tmp_path / "a", "--jsonl", found).returncode == 0
    docs = {json.loads(line)["doc"] for line in found.open(encoding="utf-8")}
    assert "b/03农业农村.docx" in docs


def test_strict_turns_findings_into_exit_code_one_and_unread_outranks_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("2023年2月30日，男71人，女32人，共93人。\n", encoding="utf-8")
    assert fangzhi("check", tmp_path).returncode == 0
    assert fangzhi("check", tmp_path, "--strict").returncode == 1
    assert fangzhi("check", tmp_path, "--strict", "9999").returncode == 0
    (tmp_path / "b.docx").write_bytes(b"PK\x03\x04")
    assert fangzhi("check", tmp_path, "--strict").returncode == 3


@pytest.mark.parametrize(
    "words",
    [
        ["build"], ["build", "没有这个文件夹"], ["check", "没有.docx"], ["nonsense"],
        ["init", "x", "--kind", "诗集"], ["search", "茶", "--library", "没有"],
        ["search", "茶", "--limit", "-1"], ["build", ".", "--formats", "odt"],
    ],
)  # fmt: skip
def test_wrong_use_is_exit_code_two_with_words_in_chinese(words: list[str], tmp_path: Path) -> None:
    line = [sys.executable, "-m", "fangzhi.cli.main", *words]
    result = subprocess.run(
        line, capture_output=True, text=True, encoding="utf-8", cwd=tmp_path, timeout=60
    )
    assert result.returncode == 2, result.stderr
    assert any("\u4e00" <= c <= "\u9fff" for c in result.stderr)
    assert "Traceback" not in result.stderr


def test_init_then_build_says_that_there_are_no_manuscripts_yet(tmp_path: Path) -> None:
    assert fangzhi("init", tmp_path / "新志", "--kind", "村志").returncode == 0
    result = fangzhi("build", tmp_path / "新志")
    assert result.returncode == 2
    assert "没有来稿" in result.stderr


def test_search_counts_random_substrings_as_a_scan_of_the_corpus_does(tmp_path: Path) -> None:
    source = EXAMPLES / "华阳国志" / "华阳国志_KR2i0003_SBCK.jsonl"
    shutil.copy(source, tmp_path / source.name)
    library = tmp_path / "库"
    assert fangzhi("library", "add", tmp_path / source.name, "--library", library).returncode == 0
    lines = source.read_text("utf-8").splitlines()
    text = "".join("".join(json.loads(line)["text"].split()) for line in lines)
    dice = random.Random(1)
    for _ in range(8):
        length = dice.randint(1, 8)
        begin = dice.randrange(len(text) - length)
        words = text[begin : begin + length]
        if words.startswith("-"):
            continue
        shown = fangzhi("search", words, "--library", library, "--json", "--exact", "--limit", "0")
        found = json.loads(shown.stdout)
        expected = sum(text.startswith(words, i) for i in range(len(text)))
        assert found["total"] == expected == len(found["hits"]), words
    hit = json.loads(fangzhi("search", "华阳国志", "--library", library, "--json").stdout)["hits"][
        0
    ]
    assert hit["match"] == "華陽國志" and hit["cite"].startswith("KR2i0003_SBCK_")
    assert set(hit) == {"work", "cite", "before", "match", "after"}


def test_doctor_names_every_optional_part_and_what_it_means() -> None:
    parts = json.loads(fangzhi("doctor", "--json").stdout)
    assert {part["name"] for part in parts} >= {"随书字体", "LibreOffice"}
    assert all(part["meaning"] for part in parts)


def test_the_index_gets_its_pages_from_a_pdf_of_the_text(tmp_path: Path) -> None:
    folder = tmp_path / "志稿"
    folder.mkdir()
    (folder / "农业.md").write_text("# 农业\n\n## 茶叶\n\n茶园在山上。\n", encoding="utf-8")
    (folder / "fangzhi.toml").write_text(
        '[work]\ntitle = "小志"\nkind = "村志"\n', encoding="utf-8"
    )
    assert fangzhi("build", folder, "--formats", "pdf").returncode == 0
    pdf, out = folder / "成书" / "小志.pdf", tmp_path / "索引.txt"
    shown = fangzhi("index", folder, "--pdf", pdf, "--out", out, "--json")
    pages = {term["term"]: term["pages"] for term in json.loads(shown.stdout)["terms"]}
    assert set(pages) == {"农业", "茶叶"} and all(pages.values())
    assert f"茶叶　{pages['茶叶'][0]}" in out.read_text("utf-8-sig")
    assert fangzhi("index", folder, "--pdf", folder / "农业.md").returncode == 2


def test_a_folder_without_manuscripts_is_wrong_use_and_no_clean_bill(tmp_path: Path) -> None:
    empty, full = tmp_path / "空", tmp_path / "满"
    empty.mkdir()
    full.mkdir()
    (full / "a.txt").write_text("2023年，全县有水库12座。\n", encoding="utf-8")
    lines: list[list[str | Path]] = [
        ["check", empty], ["check", full, empty], ["compare", full, empty],
        ["drill", "plant", empty, "--out", tmp_path / "副本"],
    ]  # fmt: skip
    for words in lines:
        result = fangzhi(*words)
        assert result.returncode == 2, words
        assert "没有" in result.stderr
    assert not (tmp_path / "副本").exists()


def test_the_build_says_as_many_findings_as_its_report(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("第一章 水利\n\n2023年2月30日，通水。\n", encoding="utf-8")
    (tmp_path / "fangzhi.toml").write_text('[wrok]\n[work]\nkind = "村志"\n', encoding="utf-8")
    result = fangzhi("build", tmp_path, "--formats", "tei")
    rows = [json.loads(line) for line in
            (tmp_path / "检查" / "findings.jsonl").read_text("utf-8").splitlines()]  # fmt: skip
    by_rule = [row for row in rows if row["rule"].startswith("R")]
    line = next(one for one in result.stderr.splitlines() if one.startswith("疑点："))
    counts = line.split("：")[1].split("（")[0].split()
    assert sum(map(int, counts[1::2])) == len(by_rule)
    assert f"另有读入、设置、成书方面的说明 {len(rows) - len(by_rule)} 条" in result.stderr
    report = (tmp_path / "检查" / "报告.html").read_text("utf-8")
    assert f"本报告列出{len(by_rule)}处疑点" in report
