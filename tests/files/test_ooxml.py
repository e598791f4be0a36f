"""Office packages open without entities, network or a way out."""

from __future__ import annotations

import pytest

from fangzhi.files.ooxml import Relation, open_package, resolve
from fangzhi.files.refusal import Refused
from tests.hostile import office


def test_a_package_tells_its_main_part_kind_and_relations() -> None:
    package = open_package(office.word())
    assert (package.main_part(), package.kind()) == ("word/document.xml", "docx")
    assert package.relations()["rId1"].target == "word/document.xml"
    assert "".join(map(str, package.xml("word/document.xml").itertext())) == office.TEXT
    assert not package.has_macros()
    assert "word/absent.xml" not in package and package.relations("word/absent.xml") == {}


def test_parts_are_found_whatever_the_case_of_their_names() -> None:
    assert open_package(office.word()).read("Word/Document.XML").startswith(b"<?xml")


def test_a_missing_part_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        open_package(office.word()).read("word/absent.xml")


@pytest.mark.parametrize(
    ("folder", "target", "part"),
    [
        ("word", "media/a.png", "word/media/a.png"),
        ("word", "/xl/book.xml", "xl/book.xml"),
        ("word", "../customXml/item1.xml", "customXml/item1.xml"),
        ("word", "../../../etc/passwd", ""),
        ("", "..", ""),
        ("word", "..\\..\\..\\a", ""),
        ("word", "%2e%2e/%2e%2e/a", ""),
        ("word", "file:///etc/passwd", ""),
        ("word", "header1.xml#x", "word/header1.xml"),
    ],
)
def test_targets_resolve_inside_the_package_or_to_nothing(
    folder: str, target: str, part: str
) -> None:
    assert resolve(folder, target) == part


def test_an_external_target_is_named_and_marked() -> None:
    rels = {"word/_rels/document.xml.rels": office.relations(("r", "image", "!http://x/a.png"))}
    found = open_package(office.word(None, **rels)).relations("word/document.xml")["r"]
    assert found == Relation("r", f"{office.R}/image", "http://x/a.png", external=True)


@pytest.mark.parametrize(
    "declaration", ["<!DOCTYPE x>", "<!doctype x>", '<!DOCTYPE x [<!ENTITY a "b">]>']
)
def test_any_document_type_is_refused(declaration: str) -> None:
    data = office.word_with("word/document.xml", lambda x: x.replace("?>", "?>" + declaration, 1))
    with pytest.raises(Refused, match="doctype"):
        open_package(data).xml("word/document.xml")


def test_comments_and_instructions_do_not_part_the_text() -> None:
    body = "<w:p><w:r><w:t>全县<!--x--><?y?>人口</w:t></w:r></w:p>"
    root = open_package(office.word(body)).xml("word/document.xml")
    assert [node.text for node in root.iter(f"{{{office.W}}}t")] == ["全县人口"]
