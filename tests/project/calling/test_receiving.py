"""Receiving: originals kept byte for byte, versions counted, doubt asked, secret files never in."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import msgspec
import pytest
from docx import Document
from PIL import Image

from fangzhi.model.value import digest_of_bytes
from fangzhi.project.calling.answers import Taken, write_accepted
from fangzhi.project.calling.call import Call
from fangzhi.project.calling.callfile import save_call
from fangzhi.project.calling.incoming.inbox import INBOX, ORIGINALS
from fangzhi.project.calling.receiving import Receipt, look, receive, reread
from fangzhi.project.calling.records import (
    Event,
    add_events,
    assign,
    decide,
    history,
    read_events,
    waiting,
)
from fangzhi.project.load import Project, load
from tests.project.calling.conftest import Made
from tests.project.calling.county import fill_in, lasts_of, lines_of, pack_of

Desk = tuple[Path, Project, Call]


@pytest.fixture
def desk(made: Made, tmp_path: Path) -> Desk:
    """A folder of its own with the county's call, and an empty 收件."""
    _, project, call = made
    (tmp_path / INBOX).mkdir()
    save_call(tmp_path, call)
    return tmp_path, project, call


def take(desk: Desk, on: str = "2025-05-20") -> Receipt:
    folder, project, call = desk
    return receive(folder, call, project, on)


def hand_in(desk: Desk, made: Made, unit: str, name: str, lines: list[str] | None = None) -> Path:
    return fill_in(pack_of(made[0], unit), lines or lines_of(unit), desk[0] / INBOX / name)


def originals(folder: Path) -> set[str]:
    return {path.name for path in (folder / INBOX / ORIGINALS).glob("??/*")}


def test_a_hand_in_is_kept_recorded_and_left_where_it_lies(desk: Desk, made: Made) -> None:
    path = hand_in(desk, made, "水务局", "新建 Microsoft Word 文档(3).docx")
    data = path.read_bytes()
    receipt = take(desk)
    (event,) = receipt.events
    assert (event.unit, event.version, event.who, event.role) == ("水务局", 1, "自动", "稿")
    assert event.evidence[0] == "文件属性里的编号是水务局的"
    kept = desk[0] / INBOX / ORIGINALS / event.digest[:2] / event.digest
    assert kept.read_bytes() == data == path.read_bytes()
    assert event.digest == digest_of_bytes(data)
    assert receipt.looked[0].verdict.unit == "水务局"
    assert read_events(desk[0]) == (receipt.events, ())


def test_receiving_again_records_nothing(desk: Desk, made: Made) -> None:
    hand_in(desk, made, "水务局", "稿.docx")
    take(desk)
    before = (desk[0] / "收件.jsonl").read_bytes()
    again = take(desk, "2025-05-21")
    assert again.events == () and again.looked == ()
    assert (desk[0] / "收件.jsonl").read_bytes() == before


def test_the_second_text_is_version_two_and_the_same_bytes_are_said_so(
    desk: Desk, made: Made
) -> None:
    first = hand_in(desk, made, "水务局", "稿.docx")
    take(desk)
    shutil.copy(first, desk[0] / INBOX / "最新.docx")
    hand_in(desk, made, "水务局", "改好.docx", ["【概况】", "2024年，全县完成水利投资5亿元。"])
    receipt = take(desk, "2025-05-25")
    by_name = {event.name: event for event in receipt.events}
    assert by_name["最新.docx"].role == "重复"
    assert by_name["最新.docx"].evidence == ("与2025-05-20收到的《稿.docx》一字不差",)
    assert by_name["改好.docx"].version == 2
    assert [h.version for h in history(read_events(desk[0])[0])["水务局"]] == [1, 2]


def test_the_same_words_saved_again_are_said_so(desk: Desk, made: Made) -> None:
    first = hand_in(desk, made, "水务局", "稿.docx")
    take(desk)
    with zipfile.ZipFile(first) as old, zipfile.ZipFile(desk[0] / INBOX / "稿2.docx", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name), zipfile.ZIP_STORED)
    (event,) = take(desk).events
    assert event.version == 2 and event.evidence[-1] == "文字与第1稿相同，只是重新存过"


def test_a_zip_from_wechat_is_opened_with_its_chinese_names(desk: Desk, made: Made) -> None:
    path = hand_in(desk, made, "教育局", "稿子.docx")
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "#9e2a2b").save(picture, "JPEG")
    package = desk[0] / INBOX / "微信打包.zip"
    with zipfile.ZipFile(package, "w") as archive:
        for name, data in (
            ("稿子.docx", path.read_bytes()),
            ("照片/新校舍.jpg", picture.getvalue()),
        ):
            archive.writestr(zipfile.ZipInfo(name.encode("gb18030").decode("cp437")), data)
    path.unlink()
    receipt = take(desk)
    by_name = {event.name: event for event in receipt.events}
    assert set(by_name) == {"微信打包.zip/稿子.docx", "微信打包.zip/照片/新校舍.jpg"}
    assert {event.unit for event in receipt.events} == {"教育局"}
    assert by_name["微信打包.zip/照片/新校舍.jpg"].role == "附件"
    assert by_name["微信打包.zip/照片/新校舍.jpg"].evidence[-1] == (
        "与教育局的稿在同一个包“微信打包.zip”里交来"
    )
    assert digest_of_bytes(package.read_bytes()) in originals(desk[0])
    assert digest_of_bytes(picture.getvalue()) in originals(desk[0])
    assert history(receipt.events)["教育局"][0].attachments[0][1].endswith("新校舍.jpg")


def test_a_doubtful_file_waits_until_a_person_says_whose_it_is(desk: Desk) -> None:
    folder, project, call = desk
    document = Document()
    document.add_paragraph("2024年，各项工作有序开展。")
    document.save(str(folder / INBOX / "总结.docx"))
    take(desk)
    events, _ = read_events(folder)
    (asked,) = waiting(events)
    assert asked.unit == "" and history(events) == {}
    with pytest.raises(ValueError, match="谁决定"):
        assign(events, call, asked.digest[:8], "水务局", "", "2025-05-21")
    with pytest.raises(ValueError, match="没有“气象局”"):
        assign(events, call, asked.digest[:8], "气象局", "李编辑", "2025-05-21")
    add_events(folder, [assign(events, call, asked.digest[:8], "水务局", "李编辑", "2025-05-21")])
    events, _ = read_events(folder)
    (one,) = history(events)["水务局"]
    assert one.who == "李编辑" and one.version == 1
    assert one.evidence == ("李编辑认定是水务局的",)
    assert waiting(events) == ()
    looked = look(one, reread(folder, one), call, project.told, lasts_of(project, call))
    assert looked.filled.characters == 12  # 2024 counts as one


def test_a_secret_file_leaves_no_copy_and_no_line(desk: Desk, made: Made) -> None:
    document = Document()
    document.add_paragraph("机密★1年")
    document.add_paragraph("水务局水库防汛部署")
    document.save(str(desk[0] / INBOX / "部署.docx"))
    with zipfile.ZipFile(desk[0] / INBOX / "包.zip", "w") as archive:
        archive.write(desk[0] / INBOX / "部署.docx", "内/部署.docx")
        archive.write(pack_of(made[0], "水务局"), "稿.docx")
    receipt = take(desk)
    assert [event.name for event in receipt.events] == ["包.zip/稿.docx"]
    assert any("文首有密级标志" in words for words in receipt.told)
    secret = digest_of_bytes((desk[0] / INBOX / "部署.docx").read_bytes())
    package = digest_of_bytes((desk[0] / INBOX / "包.zip").read_bytes())
    assert not originals(desk[0]) & {secret, package}
    assert "部署" not in (desk[0] / "收件.jsonl").read_text(encoding="utf-8")


def test_what_cannot_be_read_is_kept_and_told(desk: Desk) -> None:
    (desk[0] / INBOX / "坏.docx").write_bytes(b"PK\x03\x04 not a document")
    (desk[0] / INBOX / "空.docx").write_bytes(b"")
    receipt = take(desk)
    assert {event.role for event in receipt.events} == {"未读"}
    assert any("坏.docx" in words for words in receipt.told)
    assert digest_of_bytes(b"PK\x03\x04 not a document") in originals(desk[0])


def test_a_signed_sheet_is_kept_beside_the_hand_in(desk: Desk, made: Made) -> None:
    hand_in(desk, made, "水务局", "稿.docx")
    take(desk)
    picture = io.BytesIO()
    Image.new("RGB", (60, 80), "#ffffff").save(picture, "JPEG")
    (desk[0] / INBOX / "水务局签批单.jpg").write_bytes(picture.getvalue())
    (event,) = take(desk).events
    assert (event.role, event.unit, event.version) == ("签批单", "水务局", 1)
    assert history(read_events(desk[0])[0])["水务局"][0].signed


def test_an_accepted_hand_in_becomes_a_manuscript_at_its_node(desk: Desk, made: Made) -> None:
    folder, project, call = desk
    shutil.copy(made[0] / "fangzhi.toml", folder / "fangzhi.toml")
    hand_in(desk, made, "水务局", "稿.docx")
    take(desk)
    events, _ = read_events(folder)
    event = decide(events, "水务局", "accepted", "李编辑", "2025-05-21")
    (one,) = history((*events, event))["水务局"]
    assert one.state == "已收" and one.decided_by == "李编辑"
    looked = look(one, reread(folder, one), call, project.told, lasts_of(project, call))
    (path,) = write_accepted(folder, call, looked)
    assert path.name == "03水务局-水利.docx"
    assert write_accepted(folder, call, looked) == (path,)
    (contribution,) = load(folder, keep=False).contributions
    said = [getattr(block, "text", "") for block in contribution.manuscript.blocks]
    assert said[0] == "水利" and said[1:] == lines_of("水务局")
    path.write_bytes(b"edited")
    with pytest.raises(Taken, match="没有覆盖"):
        write_accepted(folder, call, looked)


def test_sending_back_needs_a_reason_and_a_name(desk: Desk, made: Made) -> None:
    hand_in(desk, made, "水务局", "稿.docx")
    events = take(desk).events
    for who, reason in (("李编辑", " "), ("", "数未改"), ("自动", "数未改")):
        with pytest.raises(ValueError, match=r"理由|谁决定"):
            decide(events, "水务局", "returned", who, "2025-05-21", reason)
    with pytest.raises(ValueError, match="还没有收到教育局"):
        decide(events, "教育局", "accepted", "李编辑", "2025-05-21")
    event = decide(events, "水务局", "returned", "李编辑", "2025-05-21", "12个数未改")
    (one,) = history((*events, event))["水务局"]
    assert (one.state, one.reason) == ("退回", "12个数未改")


def test_a_line_nobody_understands_is_told_and_kept(tmp_path: Path) -> None:
    event = Event("received", "d" * 64, "稿.docx", "2025-05-20", "自动", "水务局", version=1)
    (tmp_path / "收件.jsonl").write_text("坏行\n", encoding="utf-8")
    add_events(tmp_path, [event])
    assert read_events(tmp_path)[0] == (event,)
    assert "第1行读不懂" in read_events(tmp_path)[1][0]
    assert (tmp_path / "收件.jsonl").read_text(encoding="utf-8").startswith("坏行\n")
    assert msgspec.json.decode(msgspec.json.encode(event), type=Event) == event
