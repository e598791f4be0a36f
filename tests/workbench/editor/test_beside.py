"""Findings beside the text, in a real browser: marked, explained, decided, followed, checked again."""

from __future__ import annotations

import pytest

from tests.publish.site.browser import missing
from tests.workbench.editor.page import EDITOR, Page
from tests.workbench.editor.sample import FIRST

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(bool(missing()), reason=missing() or "有浏览器"),
]
MARKED = """
const found = {};
for (const [name, group] of CSS.highlights) found[name] = [...group].map(r => r.toString());
return found;
"""


def item(words: str) -> str:
    return (
        f"[...document.querySelectorAll('.fz-item')].find(i => i.textContent.includes('{words}'))"
    )


def press(page: Page, words: str, button: str) -> None:
    """Press a button of the finding whose text says these words."""
    page.run(
        f"[...{item(words)}.querySelectorAll('button')].find(b => b.textContent.startsWith('{button}')).click()"
    )


@pytest.fixture
def checked(page: Page) -> Page:
    page.until("return document.querySelectorAll('.fz-item').length === 2")
    return page


def test_exactly_the_doubted_words_are_marked_also_behind_rare_characters(checked: Page) -> None:
    marked = checked.run(MARKED)
    assert marked["fz-grave"] == ["12万亩"]
    assert marked["fz-plain"] == ["𠀀余"]
    assert checked.desk.tokens[-1] == "t0ken"


def test_the_computation_is_shown(checked: Page) -> None:
    told = checked.run(f"return {item('12万亩')}.textContent")
    assert "面积与表2-3不一致。" in told
    assert "表2-3：2020年 11.4万亩" in told
    assert "硬伤" in told


def test_a_suggestion_taken_changes_exactly_these_words_and_is_recorded(checked: Page) -> None:
    press(checked, "12万亩", "采纳改为“11.4万亩”")
    checked.until("return document.querySelector('.fz-verdict') !== null")
    assert checked.text("p1").text == FIRST.replace("12万亩", "11.4万亩")
    (sent,) = checked.desk.decided
    assert (sent["verdict"], sent["corrected"], sent["rule"]) == ("confirmed", "11.4万亩", "R900")
    checked.held("z")
    assert checked.text("p1").text == FIRST


def test_to_ignore_needs_a_reason(checked: Page) -> None:
    press(checked, "请核对", "忽略")
    press(checked, "请核对", "确定忽略")
    assert checked.desk.decided == []
    assert "须写明理由" in checked.run("return document.querySelector('.fz-told').textContent")
    checked.keys("seen in the stone")
    press(checked, "请核对", "确定忽略")
    checked.until(f"return {item('已忽略')} !== undefined")
    (sent,) = checked.desk.decided
    assert (sent["verdict"], sent["reason"]) == ("ignored", "seen in the stone")
    assert "fz-plain" not in {k for k, v in checked.run(MARKED).items() if v}


def test_a_decision_that_was_not_recorded_is_not_shown_as_made(checked: Page) -> None:
    checked.desk.down = True
    press(checked, "12万亩", "是差错")
    checked.until("return document.querySelector('.fz-told').textContent.includes('没有记下')")
    assert checked.run("return document.querySelectorAll('.fz-verdict').length") == 0


def test_marks_follow_words_that_move_and_leave_words_that_change(checked: Page) -> None:
    checked.caret("p1", 0)
    checked.keys("abc")
    assert checked.run(MARKED)["fz-grave"] == ["12万亩"]
    checked.caret("p1", 16)
    checked.keys("5")
    assert checked.run(MARKED)["fz-grave"] == []
    assert "fz-stale" in checked.run(f"return {item('12万亩')}.className")


def test_after_a_pause_the_text_is_checked_again_and_only_then(checked: Page) -> None:
    before = checked.desk.checks
    checked.caret("p2", 0)
    checked.keys("a", "b", "c")
    assert checked.desk.checks == before
    checked.caret("p1", FIRST.index("12万"), FIRST.index("12万") + 2)
    checked.keys("9")
    checked.until("return document.querySelectorAll('.fz-item').length === 1")
    assert checked.desk.checks == before + 1


def test_when_the_check_does_not_answer_writing_goes_on(checked: Page) -> None:
    checked.desk.down = True
    checked.end("p2")
    checked.keys("x")
    checked.until("return document.querySelector('.fz-told').textContent.includes('暂时没有回应')")
    checked.keys("y")
    assert checked.text("p2").text.endswith("xy")


def test_the_quotation_leads_to_the_words_and_the_caret_to_the_finding(checked: Page) -> None:
    press(checked, "12万亩", "“12万亩”")
    assert checked.run("return getSelection().toString()") == "12万亩"
    checked.caret("p3", 18)
    checked.until(f"return {item('请核对')}.classList.contains('fz-current')")


def test_without_the_highlight_interface_the_same_words_are_marked_by_elements(
    page: Page,
) -> None:
    script = page.driver.execute_cdp_cmd(
        "Page.addScriptToEvaluateOnNewDocument", {"source": "delete globalThis.Highlight"}
    )
    try:
        page.open()
        page.until("return document.querySelectorAll('.fz-doubt-grave').length > 0")
        shown = page.run(
            "return [...document.querySelectorAll('.fz-doubt-grave')].map(n => n.textContent).join('')"
        )
        assert shown == "12万亩"
        page.end("p1")
        page.keys("z")
        assert page.text("p1").text == FIRST + "z"
    finally:
        page.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)


def test_marks_in_the_page_never_reach_the_draft(checked: Page) -> None:
    assert checked.now == checked.desk.before
    assert "doubt" not in checked.run(f"return {EDITOR}.json()")


def test_words_in_a_paragraph_not_saved_yet_are_marked_too_and_after_a_save_as_well(
    checked: Page,
) -> None:
    checked.end("p2")
    checked.paste(plain="甲\n别处也写作12万亩。")
    checked.until("return document.querySelectorAll('.fz-item').length === 3")
    assert checked.run(MARKED)["fz-grave"] == ["12万亩", "12万亩"]
    made = checked.reading
    checked.desk.before = made.manuscript
    checked.run(f"{EDITOR}.saved('b', arguments[0])", made.names)
    checked.keys("x")
    again = checked.reading
    assert [b.id for b in again.manuscript.blocks] == [b.id for b in made.manuscript.blocks]
    assert again.names == {}
    checked.until(
        "return !document.querySelector('.fz-stale') && CSS.highlights.get('fz-grave').size === 2"
    )
