"""Nothing typed is lost, and what is generated survives the browser: in a real browser."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from msgspec.structs import replace

from fangzhi.model.manuscript import Cell, Figure, Manuscript, Note, Table, Utterance
from fangzhi.model.text import Mark, Text
from fangzhi.workbench.works.editor.reading import read
from fangzhi.workbench.works.editor.wire import draft_of, write_draft
from tests.publish.site.browser import missing, resize
from tests.publish.site.test_browser import ASK_AXE
from tests.roundtrip.pictures import png
from tests.roundtrip.strategies import Made, manuscripts
from tests.workbench.editor.page import EDITOR, Page
from tests.workbench.editor.sample import SECOND, text

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(bool(missing()), reason=missing() or "有浏览器"),
]
AXE = find_spec("axe_core_python")
THROUGH = f"""
const done = arguments[1];
import("/static/works/editor/state.js").then(async (own) => {{
  const where = await import("/static/works/editor/where.js");
  const editor = {EDITOR};
  const state = own.fromWire(arguments[0]);
  editor.change({{state, sel: null}});
  const wrong = [];
  for (const item of [...state.blocks, ...state.notes]) for (const text of own.textsOf(item)) {{
    const field = where.fieldIn(editor.root, text.id);
    if (where.shown(field) !== text.text) wrong.push(["words", text.id]);
    for (let at = 0; at <= text.text.length; at += 1) {{
      if (/[\\udc00-\\udfff]/.test(text.text[at] || "")) continue;
      const [node, offset] = where.boundary(field, {{at, k: 0}});
      const back = where.measured(field, node, offset);
      if (back.at !== at || back.k !== 0) wrong.push(["place", text.id, at, back.at, back.k]);
    }}
  }}
  done([own.toWire(editor.state), wrong]);
}});
"""
KEYS = """
const editor = EDITOR;
const watch = new MutationObserver(() => {});
watch.observe(editor.root, {subtree: true, childList: true, characterData: true, attributes: true});
const drawn = [];
for (const letter of arguments[0]) {
  document.activeElement.dispatchEvent(new InputEvent("beforeinput",
    {inputType: "insertText", data: letter, bubbles: true, cancelable: true}));
  drawn.push(watch.takeRecords().reduce(
    (sum, one) => sum + 1 + one.addedNodes.length + one.removedNodes.length, 0));
}
watch.disconnect();
return Math.max(...drawn);
""".replace("EDITOR", EDITOR)


def test_every_generated_manuscript_goes_through_the_page_unchanged(page: Page) -> None:
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck),
              phases=[Phase.generate])  # fmt: skip
    @given(manuscripts(png(4, 3)))
    def through(made: Made) -> None:
        before = made.manuscript
        sent = write_draft(draft_of(before))
        back, wrong = page.driver.execute_async_script(THROUGH, sent)
        assert wrong == []
        assert read(back, before).manuscript == before

    through()


def test_a_pause_tells_the_page_and_saved_ends_it(page: Page) -> None:
    page.run("window.told = []; addEventListener('fz:pause', e => told.push(e.detail.json))")
    page.end("p2")
    page.keys("ab")
    assert page.run("return document.querySelector('.fz-status').textContent") == "有改动还没有存"
    page.until("return told.length === 1")
    assert read(page.run("return told[0]"), page.desk.before).manuscript == page.now
    page.run(f"{EDITOR}.saved('new-digest')")
    assert page.run("return document.querySelector('.fz-status').textContent") == "已保存"
    assert page.run("return localStorage.length") == 0
    assert '"base":"new-digest"' in page.sent


def crash_after(page: Page, words: str) -> None:
    page.end("p2")
    page.keys(words)
    page.until("return localStorage.length === 1")
    page.run(f"{EDITOR}.keep.dirty = false")
    page.open()


def test_after_a_crash_the_unsaved_words_are_offered_and_come_back(page: Page) -> None:
    crash_after(page, "lost?")
    assert page.text("p2").text == SECOND
    ask = page.run("return document.querySelector('.fz-ask').textContent")
    assert "没有存上的改动" in ask and "要恢复吗" in ask
    page.run("document.querySelector('.fz-ask button').click()")
    assert page.text("p2").text == SECOND + "lost?"
    assert page.run("return document.querySelector('.fz-ask').hidden")


def test_what_was_offered_and_declined_is_gone_and_typing_meanwhile_overwrites_nothing(
    page: Page,
) -> None:
    crash_after(page, "lost?")
    kept = page.run("return localStorage['fz-draft:entry-1']")
    page.end("p2")
    page.keys("z")
    assert page.sent
    assert page.run("return localStorage['fz-draft:entry-1']") == kept
    page.run("document.querySelectorAll('.fz-ask button')[1].click()")
    assert "z" in page.run("return localStorage['fz-draft:entry-1']")


RANDOM = f"""
const done = arguments[1];
const load = (name) => import("/static/works/editor/" + name + ".js");
Promise.all(["edits", "state", "text", "where", "paste"].map(load)).then(([edits, own, text, where, paste]) => {{
  const editor = {EDITOR};
  let seed = arguments[0];
  const pick = (count) => (seed = (seed * 1103515245 + 12345) % 2147483648) % count;
  const place = () => {{
    const block = editor.state.blocks.filter(own.flows)[pick(editor.state.blocks.filter(own.flows).length)];
    const body = own.bodyOf(block);
    let at = pick(body.text.length + 1);
    if (/[\\udc00-\\udfff]/.test(body.text[at] || "")) at -= 1;
    return {{ id: body.id, at, k: pick(text.pointsAt(body, at) + 1) }};
  }};
  const wrong = [];
  for (let n = 0; n < 150; n += 1) {{
    let [from, to] = [place(), place()];
    const order = (p) => own.find(editor.state, p.id).index * 1e6 + p.at * 10 + p.k;
    if (pick(3) || order(to) < order(from)) to = from;
    const sel = {{ from, to }};
    const made = [
      () => edits.typed(editor.state, sel, pick(2) ? "茶\\u{{2000b}}" : "新"),
      () => edits.split(editor.state, sel),
      () => edits.erased(editor.state, sel, true),
      () => edits.erased(editor.state, sel, false),
      () => edits.pasted(editor.state, sel, paste.fromPlain("甲\\n乙")),
      () => edits.typed(editor.state, sel, "重", new Set(["strong"])),
    ][pick(6)]();
    editor.change(made);
    for (const item of [...editor.state.blocks, ...editor.state.notes]) for (const one of own.textsOf(item)) {{
      if (where.shown(where.fieldIn(editor.root, one.id)) !== one.text) wrong.push(n, one.id);
    }}
    if (made.sel && editor.state.blocks.some(own.flows)) {{
      const back = editor.chosen();
      const want = made.sel.from;
      if (back.from.id !== want.id || back.from.at !== want.at) wrong.push(n, want, back.from);
    }}
  }}
  const edited = editor.json();
  while (editor.history.past.length) editor.undo();
  done([edited, editor.json(), wrong]);
}});
"""


@pytest.mark.parametrize("seed", [1, 7, 42])
def test_any_edits_leave_page_and_draft_alike_and_undo_leads_back(page: Page, seed: int) -> None:
    page.driver.set_script_timeout(30)
    edited, back, wrong = page.driver.execute_async_script(RANDOM, seed)
    assert wrong == []
    made = read(edited, page.desk.before)
    assert [f.message for f in made.findings if "没有它的位置" not in f.message] == []
    assert len({block.id for block in made.manuscript.blocks}) == len(made.manuscript.blocks)
    assert read(back, page.desk.before).manuscript == page.desk.before


NASTY = "<img src=x onerror=alert(1)><script>alert(2)</script>\"' style=x"


def test_no_words_of_a_manuscript_become_elements(page: Page) -> None:
    bad = Text(
        "x1", NASTY, "list", 1, NASTY,
        (Mark(0, 3, "ruby", text=NASTY), Mark(1, 4, "link", NASTY), Mark(2, 2, "deleted", text=NASTY),
         Mark(3, 3, "leaf-break", NASTY), Mark(4, 4, "figure", NASTY, NASTY), Mark(5, 9, "inserted", who=NASTY)),
        (), "", NASTY,
    )  # fmt: skip
    table = Table("t", 1, 1, (Cell(0, 0, replace(bad, id="x2"), formula=NASTY),), label=NASTY)
    figure = Figure("g", NASTY, NASTY, credit=NASTY, place=NASTY, description=NASTY)
    said = Utterance("u", NASTY, replace(bad, id="x3"))
    note = Note("n", "footnote", replace(bad, id="x4"), NASTY, NASTY, NASTY)
    page.desk.before = Manuscript((bad, table, figure, said), (note,))
    page.open()
    told = {"id": NASTY, "fingerprint": "f", "level": NASTY, "message": NASTY, "evidence": [NASTY],
            "text": NASTY, "suggestion": NASTY, "block": "x1", "start": 0, "end": 3}  # fmt: skip
    page.run(f"{EDITOR}.findings.show([arguments[0]])", told)
    page.caret("x1", 3)
    page.until("return document.querySelector('.fz-here').children.length > 2")
    found = "return document.querySelectorAll('[data-fz-editor] :is(script, [onerror], [style], img[src=x])').length"
    assert page.run(found) == 0
    assert page.now == page.desk.before


def test_an_empty_entry_and_one_that_ends_with_a_table_can_be_written_on(page: Page) -> None:
    page.desk.before = type(page.desk.before)()
    page.open()
    page.click(".fz-more")
    page.keys("first words")
    assert page.words() == ["first words"]


def test_once_the_server_has_the_words_nothing_is_asked(page: Page) -> None:
    page.end("p2")
    page.keys("kept")
    page.click("[data-act=table]")
    page.keys("cell")
    page.end("h1")
    page.click("[data-act=footnote]")
    page.keys("note")
    page.until("return localStorage.length === 1")
    page.desk.before = page.now
    page.run(f"{EDITOR}.keep.dirty = false")
    page.open()
    assert page.run("return document.querySelector('.fz-ask').hidden")
    assert page.run("return localStorage.length") == 0


def test_a_key_draws_no_more_anew_in_an_entry_of_5000_characters_than_in_a_short_one(
    page: Page,
) -> None:
    drawn = []
    for more in (1, 29):
        blocks = list(page.desk.before.blocks)
        blocks += [text(f"q{more}-{n}", (SECOND * 5)[:170]) for n in range(more)]
        page.desk.before = type(page.desk.before)(tuple(blocks), page.desk.before.notes)
        page.open()
        last = f"q{more}-{more // 2}"
        page.end(last)
        drawn.append(page.run(KEYS, "茶" * 200))
        assert page.text(last).text.endswith("茶" * 200)
        page.run(f"{EDITOR}.keep.dirty = false; localStorage.clear()")
    assert 0 < drawn[1] == drawn[0]


@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_fits(page: Page, width: int) -> None:
    resize(page.driver, width)
    page.open()
    page.until("return document.querySelectorAll('.fz-item').length === 2")
    assert page.run("return document.documentElement.scrollWidth") <= width
    top, text_end = (
        page.run("""const box = (css) => document.querySelector(css).getBoundingClientRect();
      return [box('.fz-findings').top, box('.fz-surface').bottom]""")
    )
    assert (top >= text_end) == (width == 390)
    line = "const s = document.querySelector('.fz-surface'); return s.clientWidth / 18"
    assert page.run(line) <= 39


@pytest.mark.skipif(AXE is None, reason="没有安装 axe-core-python（仅测试用）")
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_serious(page: Page, width: int) -> None:
    assert AXE is not None and AXE.origin is not None
    resize(page.driver, width)
    page.open()
    page.until("return document.querySelectorAll('.fz-item').length === 2")
    page.caret("c2-1", 0)
    page.run(Path(AXE.origin).with_name("axe.min.js").read_text(encoding="utf-8"))
    assert page.driver.execute_async_script(ASK_AXE) == []
