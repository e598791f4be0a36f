"""The work as TEI P5: header, divisions with lasting ids, notes, changes, declared characters."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from lxml import etree

from fangzhi.model.book import Book
from fangzhi.model.text import Text
from fangzhi.publish.tei.render import render
from tests.publish.docx.sample import NOTICE, book, identifier

NS = {"t": "http://www.tei-c.org/ns/1.0"}
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
ROOT = Path(__file__).parents[3]


def written(sample: Book, out: Path) -> etree._Element:
    result = render(sample, {}, out)
    assert result.files == ("青溪县志.tei.xml",)
    return etree.fromstring((out / "青溪县志.tei.xml").read_bytes())


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> etree._Element:
    return written(book(), tmp_path_factory.mktemp("tei"))


def said(root: etree._Element, path: str) -> list[str]:
    return ["".join(str(part) for part in e.itertext()) for e in root.iterfind(path, NS)]


def test_the_header_names_title_notice_and_every_source_with_its_digest(
    root: etree._Element,
) -> None:
    assert said(root, ".//t:titleStmt/t:title") == ["青溪县志"]
    assert said(root, ".//t:notesStmt/t:note") == [NOTICE]
    assert said(root, ".//t:listBibl/t:bibl/t:idno") == ["a" * 64]
    assert said(root, ".//t:revisionDesc/t:change")[0].count(book().work.digest) == 1


def test_divisions_follow_the_outline_with_the_ids_of_nodes_and_entries(
    root: etree._Element,
) -> None:
    kinds = [(d.get("type"), d.get("n")) for d in root.iterfind(".//t:body//t:div", NS)]
    assert kinds == [("篇", "第一篇"), ("章", "第一章"), ("entry", None), ("篇", "第二篇"),
                     ("entry", None)]  # fmt: skip
    chapter = root.find(".//t:div[@type='章']", NS)
    assert chapter is not None and chapter.get(XML_ID) == f"b.{identifier('sec')}"
    assert said(root, ".//t:body//t:head/t:label")[:2] == ["第一篇", "第一章"]


def test_references_lead_to_ids_that_are_there(root: etree._Element) -> None:
    ids = {e.get(XML_ID) for e in root.iter() if e.get(XML_ID)}
    targets = [r.get("target", "") for r in root.iterfind(".//t:ref", NS)]
    targets += [p.get("target", "") for p in root.iterfind(".//t:ptr", NS)]
    assert len(targets) == 2
    assert all(target[1:] in ids for target in targets)
    assert len(ids) == len([e for e in root.iter() if e.get(XML_ID)])


def test_tables_say_spans_and_label_rows(root: etree._Element) -> None:
    rows = root.findall(".//t:table/t:row", NS)
    assert [row.get("role") for row in rows] == ["label", "label", None, None, None]
    first = rows[0].findall("t:cell", NS)
    assert [(c.get("rows"), c.get("cols")) for c in first] == [("2", None), (None, "2")]


def test_unencoded_characters_are_declared_with_their_ids(root: etree._Element) -> None:
    char = root.find(".//t:charDecl/t:char", NS)
    assert char is not None
    prop = char.find("t:localProp", NS)
    assert prop is not None and prop.get("value") == "⿰木亞"
    assert said(root, ".//t:p/t:g") == ["⿰木亞"]


def test_the_same_work_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    written(book(), tmp_path / "one")
    code = (
        "from pathlib import Path\n"
        "from fangzhi.publish.tei.render import render\n"
        "from tests.publish.docx.sample import book\n"
        f"render(book(), {{}}, Path({str(tmp_path / 'two')!r}))\n"
    )
    env = {**os.environ, "PYTHONHASHSEED": "77", "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    subprocess.run([sys.executable, "-c", code], check=True, env=env, cwd=ROOT)
    first, second = ((tmp_path / n / "青溪县志.tei.xml").read_bytes() for n in ("one", "two"))
    assert first == second


def test_characters_that_xml_cannot_hold_are_told_and_the_file_is_well_formed(
    tmp_path: Path,
) -> None:
    sample = book()
    entry = next(e for e in sample.entries.values() if e.doc)
    manuscript = msgspec.structs.replace(entry.manuscript, blocks=(Text("bad", "坏\x01\ufffe字"),))
    broken = msgspec.structs.replace(entry, manuscript=manuscript)
    entries = {d: broken if e is entry else e for d, e in sample.entries.items()}
    changed = msgspec.structs.replace(sample, entries=entries)
    result = render(changed, {}, tmp_path)
    assert [f.block for f in result.findings] == ["bad"]
    assert "U+0001" in result.findings[0].message
    root = etree.fromstring((tmp_path / result.files[0]).read_bytes())
    assert "坏��字" in said(root, ".//t:p")


def test_an_entry_that_stands_twice_has_its_id_once(tmp_path: Path) -> None:
    sample = book()
    first, second = sample.work.nodes
    doubled = msgspec.structs.replace(second, entries=first.nodes[0].entries)
    work = msgspec.structs.replace(sample.work, nodes=(first, doubled))
    root = written(msgspec.structs.replace(sample, work=work), tmp_path)
    assert len(root.findall(f".//t:p[@sameAs='#b.{identifier('first')}']", NS)) == 1
