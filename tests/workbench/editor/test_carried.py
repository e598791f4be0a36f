"""Whatever is done to paragraphs: origins tell the truth, ids stand once, anchors never lie."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from fangzhi.align.anchors import anchor
from fangzhi.model.manuscript import Block, Manuscript, texts
from fangzhi.model.place import Lost
from fangzhi.model.text import Text
from fangzhi.workbench.works.editor.follow import follow
from tests.workbench.editor.sample import edited, text

words = st.text(alphabet="茶县志水利农业12，。", min_size=0, max_size=30)
ACTS = ("split", "join", "type", "rub", "insert", "drop", "move")


@st.composite
def deeds(draw: st.DrawFn) -> list[tuple[str, int, int, str]]:
    """Draw what an editor does, one after another: act, which paragraph, where, which words."""
    one = st.tuples(st.sampled_from(ACTS), st.integers(0, 9), st.integers(0, 30), words)
    return draw(st.lists(one, max_size=6))


def do(blocks: list[Block], act: str, at: int, place: int, put: str) -> None:
    """Do one thing to a draft as the browser does it."""
    at %= len(blocks)
    here = blocks[at]
    assert isinstance(here, Text)
    place = min(place, len(here.text))
    left, right = here.text[:place], here.text[place:]
    match act:
        case "split":
            blocks[at : at + 1] = [replace(here, text=left), Text(f"new-{len(blocks)}", right)]
        case "join" if at + 1 < len(blocks):
            after = blocks.pop(at + 1)
            assert isinstance(after, Text)
            blocks[at] = replace(here, text=here.text + after.text)
        case "type":
            blocks[at] = replace(here, text=left + put + right)
        case "rub":
            blocks[at] = replace(here, text=left + right[len(put) :])
        case "insert":
            blocks.insert(at, Text(f"new-{len(blocks)}-{put}", put))
        case "drop" if len(blocks) > 1:
            blocks.pop(at)
        case "move":
            blocks.append(replace(blocks.pop(at), id=f"new-{len(blocks)}-moved"))


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(words, min_size=1, max_size=5), deeds())
def test_origins_ids_and_anchors_after_any_edits(
    lines: list[str], done: list[tuple[str, int, int, str]]
) -> None:
    before = Manuscript(tuple(text(f"p{n}", line) for n, line in enumerate(lines)))
    stood = {one.id: one.text for one in texts(before)}

    def change(blocks: list[Block]) -> None:
        for act, at, place, put in done:
            do(blocks, act, at, place, put)

    after = edited(before, change).manuscript
    names = [one.id for one in texts(after)]
    assert len(set(names)) == len(names)
    for one in texts(after):
        for run in one.origin:
            length = run.end - run.start
            assert one.text[run.start : run.end] == stood[run.address][run.offset :][:length]
        assert all(a.end <= b.start for a, b in zip(one.origin, one.origin[1:], strict=False))
    now = {one.id: one.text for one in texts(after)}
    anchors = [anchor(one, a, a + 3) for one in texts(before) for a in range(len(one.text) - 2)]
    for each in follow(anchors, before, after):
        if isinstance(each.now, Lost):
            assert each.now.reason
            continue
        assert now[each.now.block][each.now.start : each.now.end] == each.old.quotation
        assert each.moved == (each.now.block != each.old.block)


@given(st.lists(words, min_size=1, max_size=5))
def test_without_an_edit_every_anchor_stands_where_it_stood(lines: list[str]) -> None:
    before = Manuscript(tuple(text(f"p{n}", line) for n, line in enumerate(lines)))
    anchors = [anchor(one, a, a + 1) for one in texts(before) for a in range(len(one.text))]
    assert [one.now for one in follow(anchors, before, before)] == anchors
