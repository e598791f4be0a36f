"""The press's proof comes back a second time: what was mended, what was not, what is new."""

from __future__ import annotations

import io

import pypdfium2
from openpyxl import load_workbook

from tests.workbench.stories.hands import Hands


def test_11_a_second_proof_is_compared_numbers_first_by_page_and_line(hands: Hands) -> None:
    hands.enter("bianji")
    hands.open("/admin/")
    hands.click("审稿")
    hands.click("地方志工作法规选编")
    hands.click("校样")
    hands.sees("一校（示例：差错是预设的）.pdf", "7 处", "4 处")
    hands.pick("校样（PDF", hands.desk.folder.parent / "二校.pdf")
    hands.choose("和哪一次校样比", "一校")
    hands.look("校样")
    hands.click("逐字比对")
    hands.finished()
    hands.open("/admin/")
    hands.click("审稿")
    hands.click("地方志工作法规选编")
    hands.click("校样")
    hands.click("二校.pdf")
    hands.sees("上一校 7 处：已改 5 处，未改 1 处，改错 1 处；这一校新出 1 处。")
    rows = hands.driver.find_elements("css selector", ".proof tbody tr")
    told = [row.text.split() for row in rows]
    assert [one[1] for one in told] == ["数字", "数字", "文字"]
    wrong = hands.row("647", ".proof tbody tr")
    assert "改错" in wrong.text and "467" in wrong.text
    cells = wrong.find_elements("css selector", "td")
    assert "第14页" in cells[2].text and cells[3].text == "1"
    hands.look("二校")
    sheet = load_workbook(io.BytesIO(hands.fetched("清单（Excel）"))).worksheets[0]
    assert [row[1].value for row in list(sheet.rows)[-3:]][:2] == ["数字", "数字"]
    marked = pypdfium2.PdfDocument(hands.fetched("标记过的校样"))
    came = pypdfium2.PdfDocument(hands.fetched("印厂的原件"))
    assert len(marked) > len(came)  # the list stands behind the pages
