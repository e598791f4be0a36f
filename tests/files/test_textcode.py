"""Bytes become the text that was typed, in a fixed order, or the guard asks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangzhi.files.refusal import Refused
from fangzhi.files.textcode import GB18030_PRIVATE, decode_text

PROSE = (
    "2024年末，全县总人口32.6万人，其中城镇人口12.1万人。全年粮食总产量12.4万吨，比上年增长3.1%。\n"
)
OLD_PROSE = "四川通志卷一，成都府在省治。東至簡州界六十里，西至灌縣界一百里，其地為蜀之中。\n"


@pytest.mark.parametrize(
    ("data", "name", "encoding"),
    [
        (PROSE.encode("utf-8"), "a.txt", "utf-8"),
        (PROSE.encode("utf-8-sig"), "a.txt", "utf-8"),
        (PROSE.encode("gb18030"), "a.txt", "gb18030"),
        ("县志".encode("gb18030"), "a.txt", "gb18030"),
        (OLD_PROSE.encode("gb18030"), "a.txt", "gb18030"),
        (b"\xff\xfe" + PROSE.encode("utf-16-le"), "a.txt", "utf-16-le"),
        (b"\xfe\xff" + PROSE.encode("utf-16-be"), "a.txt", "utf-16-be"),
        (b"\xff\xfe\x00\x00" + PROSE.encode("utf-32-le"), "a.txt", "utf-32-le"),
        (OLD_PROSE.encode("big5"), "通志.big5.txt", "big5"),
        ("㐀𠀀𰻝県".encode("gb18030") + PROSE.encode("gb18030"), "a.txt", "gb18030"),
        (b"Plain ASCII, 1986.\n", "a.txt", "utf-8"),
    ],
)  # fmt: skip
def test_each_encoding_is_read_without_loss(data: bytes, name: str, encoding: str) -> None:
    found = decode_text(data, name)
    assert found.encoding == encoding
    codec = {"utf-8": "utf-8-sig", "utf-16-le": "utf-16", "utf-16-be": "utf-16",
             "utf-32-le": "utf-32"}.get(encoding, encoding)  # fmt: skip
    assert found.text == data.decode(codec) and not found.remarks


def test_the_25_characters_python_leaves_private_are_the_real_ones() -> None:
    assert len(GB18030_PRIVATE) == 25
    data = bytes.fromhex("FE59 FE61 FE66 FE67 FE6D FE7E FE90 FEA0 A8BC A6D9 FE51") + PROSE.encode(
        "gb18030"
    )
    found = decode_text(data)
    assert found.text.startswith("龴龵龶龷龸龹龺龻ḿ︐𠂇")
    assert not found.remarks


@given(st.text(alphabet="全县人口大事记一二三，。", min_size=30, max_size=200))
def test_chinese_prose_in_either_encoding_reads_the_same(text: str) -> None:
    assert decode_text((text + PROSE).encode("gb18030")).text == text + PROSE
    assert decode_text((text + PROSE).encode("utf-8")).text == text + PROSE


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (OLD_PROSE.encode("big5"), "通志.txt", "encoding-unknown"),
        (PROSE.encode("utf-16-le"), "a.txt", "encoding-unknown"),
        (PROSE.encode("utf-8")[:-3] + b"\xb0\n", "a.txt", "encoding-unknown"),
        (b"\x81\x30\xff" + PROSE.encode("gb18030"), "a.txt", "encoding-unknown"),
        ("县志\udc00".encode("utf-8", "surrogatepass"), "a.txt", "surrogates"),
        (b"\xff\xfe" + "县\ud840志".encode("utf-16-le", "surrogatepass"), "a.txt", "surrogates"),
        (PROSE.encode("gb18030"), "a.big5.txt", "encoding-wrong"),
        (bytes(range(32)) * 20, "a.txt", "binary-text"),
        (b"\x00\x01" * 500, "a.txt", "binary-text"),
    ],
)
def test_what_cannot_be_told_is_asked(data: bytes, name: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        decode_text(data, name)
    assert caught.value.code == code
    assert "请" in caught.value.refusal(name).message


def test_pairs_of_surrogates_written_as_utf_8_are_joined() -> None:
    data = "𠀀".encode("utf-16-be")
    halves = "".join(chr(int.from_bytes(data[at : at + 2])) for at in (0, 2))
    found = decode_text("县".encode() + halves.encode("utf-8", "surrogatepass"))
    assert (found.text, found.encoding) == ("县𠀀", "cesu-8")


def test_a_control_character_keeps_its_place_and_is_reported() -> None:
    found = decode_text((PROSE + "甲\x00乙\x1f丙" + PROSE).encode())
    assert found.text == PROSE + "甲\ufffd乙\ufffd丙" + PROSE
    assert found.replaced == (len(PROSE) + 1, len(PROSE) + 3)
    assert "2 个看不见的控制字符" in found.remarks[0]


def test_nothing_is_normalized() -> None:
    text = "⼭山 Ａ１ ㎡ ﬁ 神神\n"
    assert decode_text(text.encode()).text == text


def test_a_made_up_character_is_reported() -> None:
    assert "1 个自造字" in decode_text((PROSE + "\ue863").encode()).remarks[0]
