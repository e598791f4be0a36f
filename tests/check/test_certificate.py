"""质量检查单: the verdict follows from confirmed findings, and says when it cannot be passed."""

from __future__ import annotations

import pytest

from fangzhi.check.byhand import ByHand, findings_by_hand, read_by_hand, write_by_hand
from fangzhi.check.certificate import Basis, Certificate, Digests, Measure, certify
from fangzhi.check.decisions import decision_on
from fangzhi.check.rate import rate
from fangzhi.check.sampling import OUTSIDE, WANTED, draw
from fangzhi.check.weights import STANDARD, read_tables, tables
from fangzhi.model.finding import Finding, Place
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text
from fangzhi.model.value import decode, encode

DIGESTS = Digests(*"abcdefghij")
SUM = Finding("R167", "硬", "分项与合计不符。", "b1", 0, 4, "男70人", place=Place("人口.docx", "3"))
MARK = Finding(
    "R090", "点", "书名号应改引号。", "b2", 0, 4, "《先进》", place=Place("人口.docx", "4")
)
GRAVE = Finding(
    "R226", "政", "并列称谓请核对。", "b3", 0, 4, "等国家", place=Place("外事.docx", "1")
)


def told(*findings: Finding, confirm: tuple[Finding, ...] = (), typed: int = 20_000) -> Certificate:
    decisions = {f.fingerprint: decision_on(f, "confirmed", "张", "2026-03-01") for f in confirm}
    basis = Basis(findings, decisions)
    return certify(
        basis, tables()[STANDARD], Measure(typed, typed), DIGESTS, "清溪村志", "张", "2026-03-01"
    )


def test_what_nobody_decided_is_never_an_error() -> None:
    value = told(SUM, MARK, typed=10_000)
    assert value.confirmed.errors == 0
    assert float(value.if_all_true.errors) == 2.1
    assert value.outcome == "未定"


def test_a_book_passes_where_even_all_open_findings_would_not_fail_it() -> None:
    value = told(MARK, typed=10_000)
    assert (value.outcome, value.undecided) == ("合格", 1)
    assert "即使" in value.reason


def test_a_book_over_the_line_fails_and_one_political_error_fails_it_alone() -> None:
    assert told(SUM, confirm=(SUM,), typed=10_000).outcome == "不合格"
    assert told(SUM, confirm=(SUM,), typed=30_000).outcome == "合格"
    vetoed = told(GRAVE, confirm=(GRAVE,), typed=1_000_000)
    assert vetoed.outcome == "不合格" and "一票否决" in vetoed.reason
    assert told(GRAVE, typed=1_000_000).outcome == "未定"


def test_errors_that_people_found_count_beside_those_of_rules() -> None:
    rows, complaints = read_by_hand(
        write_by_hand([ByHand("人口.docx", "户藉", "字", "应为户籍。", "李", "2026")]), "x"
    )
    manuscript = Manuscript((Text("p", "全县户藉人口"),), name="人口.docx")
    (finding,) = findings_by_hand(rows, (manuscript,))
    assert not complaints and (finding.block, finding.start, finding.end) == ("p", 2, 4)
    value = told(finding, typed=10_000)
    assert (float(value.confirmed.errors), value.by_hand) == (1.0, 1)
    assert findings_by_hand(rows, ())[0].block == ""


def test_a_certificate_on_disk_comes_back_equal() -> None:
    value = told(SUM, confirm=(SUM,))
    assert decode(encode(value), Certificate) == value


def test_anyone_with_the_seed_draws_the_same_pages_and_enough_of_them() -> None:
    body = range(12, 412)
    first, again, other = (draw(body, 1260, seed) for seed in ("2026-1", "2026-1", "2026-2"))
    assert first == again and first.pages != other.pages
    assert len(first.pages) * 1260 >= WANTED
    assert first.characters == len(first.pages) * 1260 + OUTSIDE
    assert not set(first.reserves) & set(first.pages)
    assert set(first.pages) <= set(body)
    # the drawing is part of the promise: another program must be able to repeat it
    assert first.starts == draw(list(body), 1260, "2026-1").starts


def test_the_drawing_is_written_down_so_that_another_program_can_repeat_it() -> None:
    assert draw(range(400), 1260, "57/164/287").starts == STARTS


STARTS = (88, 18, 300)


def test_a_short_book_is_read_whole() -> None:
    sample = draw(range(5, 15), 1260, "x")
    assert sample.whole and sample.pages == tuple(range(5, 15))


def test_findings_off_the_drawn_pages_are_told_apart() -> None:
    sample = draw(range(400), 1260, "a")
    pages = {SUM.fingerprint: sample.pages[0], MARK.fingerprint: sample.reserves[0]}
    value = certify(Basis((SUM, MARK), {}, pages, sample), tables()[STANDARD],
                    Measure(500_000, 500_000, 400), DIGESTS, "清溪村志", "张", "2026")  # fmt: skip
    assert (value.undecided, value.elsewhere) == (1, 1)
    assert value.if_all_true.per_layout == value.if_all_true.rate
    assert value.if_all_true.per_typed is None and value.confirmed.per_typed is None
    assert b'"per_typed":null' in encode(value).replace(b" ", b"")
    assert decode(encode(value), Certificate) == value


def test_a_whole_book_without_an_error_has_a_rate_of_zero_not_an_unknown_one() -> None:
    value = told(SUM, MARK, typed=10_000)
    assert f"{value.confirmed.per_typed:f}" == "0.00"


def test_an_office_writes_its_own_table_and_a_broken_one_is_refused_with_a_reason() -> None:
    own = read_tables('["本单位"]\ntitle = "本单位标准"\nlimit = "3"\nlimit_source = "本单位规定"\n'
                      'row = [{ item = "各种差错", level = "硬", weight = "1.5", source = "本单位" }]\n')  # fmt: skip
    assert float(own["本单位"].counted([SUM])["各种差错"]) == 1.5
    with pytest.raises(ValueError, match="差错计算标准读不出"):
        read_tables("[x]\nlimit = 1\n")


def test_words_missing_or_too_many_count_by_how_many_they_are() -> None:
    def errors(wrong: str, right: str) -> float:
        one = Finding(
            "R145", "字", "漏字。", "b", 0, len(wrong), wrong, place=Place("人口.docx", "3")
        )
        said = {one.fingerprint: decision_on(one, "confirmed", "张", "2026", corrected=right)}
        value = certify(Basis((one,), said), tables()[STANDARD], Measure(20_000), DIGESTS, "志",
                        "张", "2026")  # fmt: skip
        assert rate([one], 20_000, said)["decided"]["errors"] == float(value.confirmed.errors)
        return float(value.confirmed.errors)

    assert errors("全乡户藉人口", "全乡户籍人口") == 1
    assert errors("全乡户", "全乡户籍") == 1
    assert errors("全乡有户人口", "全乡有户籍登记人口") == 2
    assert errors("全乡", "全乡年末户籍登记的常住") == 4
    assert errors("全乡有户人口", "") == 1


def test_what_a_person_found_weighs_by_the_words_that_person_put_right() -> None:
    row = ByHand("人口.docx", "全乡人口", "字", "漏字。", "李", "2026", "全乡户籍登记人口")
    value = told(*findings_by_hand([row], ()))
    assert float(value.confirmed.errors) == 2


def test_the_reason_names_the_levels_an_office_lets_veto() -> None:
    own = read_tables('["本单位"]\ntitle = "本单位"\nlimit = "3"\nlimit_source = "本单位"\nveto = ["政", "硬"]\n'
                      'row = [{ item = "各种差错", level = "硬", weight = "1", source = "本单位" }]\n')  # fmt: skip
    said = {SUM.fingerprint: decision_on(SUM, "confirmed", "张", "2026")}
    value = certify(
        Basis((SUM,), said), own["本单位"], Measure(1_000_000), DIGESTS, "志", "张", "2026"
    )
    assert value.reason == "有1处“政”“硬”级差错，一票否决。"
