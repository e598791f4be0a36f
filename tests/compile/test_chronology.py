"""大事记: items of many hands in one order of time."""

from __future__ import annotations

from fangzhi.compile.build import compile_work
from fangzhi.compile.settings import OutlineItem
from fangzhi.model.book import entries_in
from fangzhi.model.manuscript import texts
from tests.written import contribution, settings


def lines(*pieces: tuple[str, str]) -> tuple[list[str], list[str]]:
    result = compile_work(
        settings("综合年鉴", OutlineItem("大事记", files=("大事记*.docx",))),
        [contribution(*piece) for piece in pieces],
    )
    shown = [
        f"{node.title}|{text.text}"
        for node, entry in entries_in(result.book)
        for text in texts(entry.manuscript)
    ]
    return shown, [finding.text for finding in result.findings]


def test_items_of_two_units_are_merged_by_day() -> None:
    shown, _ = lines(
        ("大事记1.docx", "# 大事记\n## 1月\n8日 开会。\n20日 通车。\n## 3月\n5日 植树。"),
        ("大事记2.docx", "# 大事记\n## 1月\n15日 开学。\n## 2月\n2日 修桥。"),
    )
    assert [line for line in shown if not line.endswith("大事记")] == [
        "1月|8日 开会。", "1月|15日 开学。", "1月|20日 通车。", "2月|2日 修桥。", "3月|5日 植树。",
    ]  # fmt: skip


def test_years_written_in_the_items_order_them() -> None:
    shown, moved = lines(
        (
            "大事记.docx",
            "# 大事记\n1958年3月8日，办食堂。\n1951年，土改。\n1951年6月，建社。\n是年，大旱。",
        ),
    )
    assert [line.split("|")[1] for line in shown] == [
        "1951年6月，建社。", "1951年，土改。", "是年，大旱。", "1958年3月8日，办食堂。",
    ]  # fmt: skip
    assert moved == ["1951年，土改。", "1951年6月，建社。", "是年，大旱。"]


def test_one_wrong_date_is_told_once_and_not_of_all_items_behind_it() -> None:
    _, moved = lines(
        (
            "大事记.docx",
            "# 大事记\n1月8日 开会。\n12月9日 植树。\n3月2日 通车。\n4月5日 修桥。\n5月6日 开学。",
        )
    )
    assert moved == ["12月9日 植树。"]


def test_items_in_order_stay_as_they_are_and_raise_nothing() -> None:
    shown, moved = lines(
        ("大事记.docx", "# 大事记\n## 5月\n1日 甲。\n同日 乙。\n9日 丙。\n是月 丁。")
    )
    assert [line.split("|")[1] for line in shown] == [
        "1日 甲。",
        "同日 乙。",
        "9日 丙。",
        "是月 丁。",
    ]
    assert moved == []


def test_paragraphs_without_a_date_stay_with_the_item_before_them() -> None:
    shown, _ = lines(("大事记.docx", "# 大事记\n## 5月\n9日 甲。\n续说甲。\n1日 乙。"))
    assert [line.split("|")[1] for line in shown] == ["1日 乙。", "9日 甲。", "续说甲。"]


def test_a_line_with_a_year_alone_heads_its_months() -> None:
    shown, moved = lines(
        ("大事记.docx", "# 大事记\n1950年\n3月，农会成立。\n是年，土改。\n1951年\n2月，建校。"),
    )
    assert [line.split("|")[1] for line in shown] == [
        "1950年", "3月，农会成立。", "是年，土改。", "1951年", "2月，建校。",
    ]  # fmt: skip
    assert moved == []


def test_era_years_and_lunar_days_stand_in_the_order_of_time() -> None:
    shown, _ = lines(
        (
            "大事记.docx",
            "# 大事记\n清康熙六年（1667年），修桥。\n光绪三年 大旱。\n民国三十八年　十月，解散。\n"
            "1962年农历正月十五，首演。\n1962年2月18日，复办。\n1962年2月20日，开学。",
        ),
        ("大事记2.docx", "# 大事记\n咸丰元年，设塾。\n民国二十四年五月，过境。"),
    )
    assert [line.split("|")[1] for line in shown if not line.endswith("大事记")] == [
        "清康熙六年（1667年），修桥。", "咸丰元年，设塾。", "光绪三年 大旱。",
        "民国二十四年五月，过境。", "民国三十八年　十月，解散。",
        "1962年2月18日，复办。", "1962年农历正月十五，首演。", "1962年2月20日，开学。",
    ]  # fmt: skip


def test_items_of_the_year_stand_after_the_months_and_appended_parts_keep_their_heads() -> None:
    words = (
        "# 大事记\n## 11月\n8日 甲。\n## 12月\n26日 乙。\n是年 丙。\n## 附：获奖名录\n丁站获奖。"
    )
    shown, moved = lines(("大事记.docx", words))
    assert shown == ["11月|8日 甲。", "12月|26日 乙。", "12月|是年 丙。", "附：获奖名录|丁站获奖。"]
    assert moved == []


def test_a_chronology_in_two_files_is_one() -> None:
    for names in (("大事记/1上.docx", "大事记/2下.docx"), ("上.docx", "下.docx")):
        result = compile_work(
            settings("村志"),
            [
                contribution(names[0], "# 大事记（上）\n1911年，设塾。\n1950年，土改。"),
                contribution(names[1], "# 大事记（下）\n1949年，建校。\n1958年，入社。"),
            ],
        )
        shown = [
            (node.kind, text.text)
            for node, entry in entries_in(result.book)
            for text in texts(entry.manuscript)
            if text.role != "header"
        ]
        assert shown == [
            ("大事记", "1911年，设塾。"), ("大事记", "1949年，建校。"), ("大事记", "1950年，土改。"),
            ("大事记", "1958年，入社。"),
        ]  # fmt: skip
        [node] = result.book.work.nodes
        assert (node.title, node.nodes) == ("大事记", ())


def test_a_day_that_never_was_does_not_make_the_next_item_late() -> None:
    _, moved = lines(("大事记.docx", "# 大事记\n## 2月\n30日 甲。\n18日 乙。\n## 3月\n9日 丙。"))
    assert moved == []


def test_months_of_several_years_each_keep_their_items_and_take_no_number() -> None:
    result = compile_work(
        settings("部门志"),
        [
            contribution(
                "大事记.docx",
                "# 大事记\n## 1958年\n### 3月\n8日 公社成立。\n### 5月\n1日 水库开工。\n"
                "## 1959年\n### 3月\n2日 水库竣工。\n### 5月\n9日 通车。",
            )
        ],
    )
    (events,) = result.book.work.nodes
    shown = [
        (year.label + year.title, month.label + month.title, [
            text.text
            for entry in result.book.entries_of(month)
            for text in texts(entry.manuscript)
        ])
        for year in events.nodes
        for month in year.nodes
    ]  # fmt: skip
    assert shown == [
        ("1958年", "3月", ["8日 公社成立。"]),
        ("1958年", "5月", ["1日 水库开工。"]),
        ("1959年", "3月", ["2日 水库竣工。"]),
        ("1959年", "5月", ["9日 通车。"]),
    ]


def test_a_head_over_several_items_stands_once() -> None:
    result = compile_work(
        settings("综合年鉴"),
        [contribution("大事记.docx", "# 大事记\n## 【一季度】\n1月8日 开会。\n2月1日 通车。")],
    )
    heads = [entry.title.text for _, entry in entries_in(result.book) if entry.title is not None]
    assert heads == ["【一季度】"]


def test_what_bears_no_readable_date_stays_where_it_stood_and_moves_nothing_else() -> None:
    shown, moved = lines(
        (
            "大事记.docx",
            "# 大事记\n## 2005年\n9-26（星期一） 撤乡。\n9月28日 建校。\n## 2010年\n月底，挂牌。\n9月2日 开园。\n"
            "9月3—5日 办展。\n9月4日 植树。",
        )
    )
    assert [line.split("|")[1] for line in shown] == [
        "9-26（星期一） 撤乡。", "9月28日 建校。", "月底，挂牌。", "9月2日 开园。", "9月3—5日 办展。", "9月4日 植树。",
    ]  # fmt: skip
    assert moved == []
