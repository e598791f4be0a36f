"""Builds the case files: `python tests/collect/docx/make_cases.py` writes cases/*/manuscript.docx.

With `--check` it writes nothing and names the files that are not what the sources say. A case
needs no source: any small file put into cases/<what it shows>/ is read by the tests.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2]))

from tests.collect.docx.sources import broken, drawn, structure, tracked, words  # noqa: E402
from tests.collect.docx.sources.pieces import HEAD, part  # noqa: E402

CASES = HERE / "cases"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

Parts = dict[str, str | bytes]
"""Parts by name; "rels" holds (id, kind, target) lines, "main" stands for the main part's body."""


def package(case: Mapping[str, str | bytes]) -> bytes:
    """Write the package: stored, in a fixed order, at a fixed time, so that bytes never change."""
    if "raw" in case:
        raw = case["raw"]
        return raw if isinstance(raw, bytes) else raw.encode()
    members: Parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations("r0 officeDocument word/document.xml"),
        "word/document.xml": case.get("document", "") or part("document", _body(case)),
    }
    relations = [str(case.get("rels", ""))]
    for name, content in case.items():
        if "/" in name:
            members[name] = content
            kind = _kind(name)
            if kind and f" {name.removeprefix('word/')}" not in relations[0]:
                relations.append(f"auto{len(relations)} {kind} {name.removeprefix('word/')}")
    members["word/_rels/document.xml.rels"] = _relations("\n".join(relations))
    return _zipped(members)


def _body(case: Mapping[str, str | bytes]) -> str:
    main = case["main"]
    assert isinstance(main, str)
    return f"<w:body>{main}</w:body>"


def _kind(name: str) -> str:
    stem = name.removeprefix("word/").removesuffix(".xml")
    known = ("styles", "numbering", "footnotes", "endnotes", "comments", "settings")
    return stem if stem in known else ""


def _content_types() -> str:
    return (
        f'{HEAD}<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
    )


def _relations(lines: str) -> str:
    items = []
    for line in lines.splitlines():
        if line.strip():
            key, kind, target = line.split()
            outside = ' TargetMode="External"' if "://" in target else ""
            items.append(
                f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"{outside}/>'
            )
    return f'{HEAD}<Relationships xmlns="{_RELATIONS}">{"".join(items)}</Relationships>'


def _zipped(members: Parts) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            archive.writestr(member, content)
    return out.getvalue()


def cases() -> dict[str, bytes]:
    """Give the bytes of every case by its name."""
    found: dict[str, bytes] = {}
    for group in (words, structure, tracked, drawn, broken):
        for name, case in group.CASES.items():
            assert name not in found, name
            found[name] = package(case)
    return found


def main() -> None:
    """Write all cases, or with --check name those that differ."""
    stale = []
    for name, data in cases().items():
        path = CASES / name / "manuscript.docx"
        if path.exists() and path.read_bytes() == data:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    print("\n".join(stale))
    sys.exit(1 if stale and "--check" in sys.argv else 0)


if __name__ == "__main__":
    main()
