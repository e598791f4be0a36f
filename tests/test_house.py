"""The house agrees with its papers: floors, glossary, sizes, platforms, commands, decisions."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from fangzhi.cli.main import main

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "fangzhi"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PYTHON = sorted(path for path in SOURCE.rglob("*.py") if path.parent.name != "migrations")
"""Our own files; migrations are written by Django."""


def layers() -> set[str]:
    contract = PROJECT["tool"]["importlinter"]["contracts"][0]
    return {name.strip(" ()") for layer in contract["layers"] for name in layer.split("|")}


def test_the_floors_of_the_contract_are_the_packages_of_the_tree() -> None:
    packages = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    planned = {"channels", "archive"}
    assert packages | planned == layers()


def test_the_architecture_page_names_every_package_and_stays_short() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    for package in SOURCE.glob("*/__init__.py"):
        assert f"| `{package.parent.name}` |" in page, package.parent.name
    assert len(page.splitlines()) < 200
    for name in re.findall(r"`?((?:docs|tests|src)/[\w./]+)`?", page):
        assert (ROOT / name.rstrip(".")).exists(), name


def test_every_package_says_what_it_holds_and_no_file_is_longer_than_400_lines() -> None:
    for path in PYTHON:
        text = path.read_text("utf-8")
        assert len(text.splitlines()) <= 400, path
        assert ast.get_docstring(ast.parse(text)), f"{path} has no docstring"


def test_every_public_function_and_class_has_a_docstring() -> None:
    bare = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in PYTHON
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert not bare, "\n".join(bare)


def test_no_identifier_uses_a_word_that_the_glossary_rules_out() -> None:
    table = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    ruled_out = {"article", "submission", "annotation", "provenance"}
    assert all(word in table for word in ruled_out)
    for path in PYTHON:
        names = {
            node.name
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.FunctionDef | ast.ClassDef)
        }
        words = {word for name in names for word in re.findall(r"[A-Z]?[a-z]+", name)}
        assert not {w.lower() for w in words} & ruled_out, path
        assert not {"Manager", "Helper", "Utils"} & words, path


def test_every_dependency_of_the_core_has_wheels_for_windows_and_arm() -> None:
    rows = {
        cells[0]: cells[1:]
        for line in (ROOT / "docs" / "platforms.md").read_text("utf-8").splitlines()
        if (cells := [cell.strip() for cell in line.strip("|").split("|")]) and len(cells) == 5
    }
    pinned = dict(
        line.split("==")
        for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
        if "==" in line
    )
    known = {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in pinned.items()}
    for line in PROJECT["project"]["dependencies"]:
        name = re.split(r"[<>=\[; ]", line)[0]
        version, *wheels = rows[name]
        assert version == known[re.sub(r"[-_.]+", "-", name).lower()], name
        assert wheels == ["✓", "✓", "✓"], name


def test_every_direct_dependency_has_its_reason_in_a_decision() -> None:
    pages = (ROOT / "docs" / "decisions").glob("*.md")
    page = "\n".join(path.read_text("utf-8") for path in pages)
    for line in PROJECT["project"]["dependencies"]:
        assert re.split(r"[<>=\[; ]", line)[0] in page, line


def test_readme_names_the_two_commands_and_every_command_has_help_in_chinese(
    capsys: pytest.CaptureFixture[str],
) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert "make demo" in readme and "make test" in readme
    for command in (
        "init",
        "build",
        "check",
        "index",
        "search",
        "library",
        "serve",
        "demo",
        "doctor",
    ):
        with pytest.raises(SystemExit) as ended:
            main([command, "--help"])
        assert not ended.value.code
        shown = capsys.readouterr().out
        assert "用法" in shown and re.search("[\u4e00-\u9fff]{4}", shown), command
        assert f"fangzhi {command}" in readme, command


def test_options_of_the_commands_are_documented() -> None:
    page = (ROOT / "docs" / "commands.md").read_text("utf-8")
    for path in (SOURCE / "cli").glob("*.py"):
        for option in re.findall(r'add_argument\(\s*"(--[a-z]+)"', path.read_text("utf-8")):
            assert re.search(rf"{option}\b", page), f"{option} of {path.name}"


@pytest.mark.parametrize(
    "path", sorted((ROOT / "docs" / "decisions").glob("*.md")), ids=lambda p: p.name
)
def test_each_decision_fits_on_a_page_and_says_when_to_look_again(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 80
    assert re.search(r"[Ll]ook again|When to look|再看|重看|复看", text), path.name


def test_nothing_tracked_names_a_registry_or_a_machine_path() -> None:
    pattern = (
        r"(^|[^A-Za-z0-9_.])/(work|farm|root)/|(pypi|npmjs|debian|pythonhosted|maven)[.](org|com)"
    )
    found = subprocess.run(
        ["git", "grep", "-nIE", pattern, "--", ".", ":!tests/test_house.py"],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert found.stdout == ""
