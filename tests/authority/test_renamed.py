import pytest

from fangzhi.authority.renamed import renamings


@pytest.mark.parametrize(
    ("name", "first", "before"),
    [
        ("双流区", 2015, "双流县"),
        ("叙州区", 2018, "宜宾县"),
        ("攀枝花市", 1987, "渡口市"),
        ("襄阳市", 2010, "襄樊市"),
        ("普洱市", 2007, "思茅市"),
        ("即墨区", 2017, "即墨市"),
        ("即墨市", 1989, "即墨县"),
        ("萧山市", 1987, "萧山县"),
        ("鄞州区", 2002, "鄞县"),
    ],
)
def test_a_name_begins_in_its_year_and_tells_the_one_before(
    name: str, first: int, before: str
) -> None:
    row = renamings()[name]
    assert (row.first, before in row.before) == (first, True)


@pytest.mark.parametrize(
    ("name", "last", "after"),
    [("郫县", 2016, "郫都区"), ("崇文区", 2010, "东城区"), ("江津市", 2006, "江津区")],
)
def test_a_name_ends_in_its_year_and_tells_the_one_after(name: str, last: int, after: str) -> None:
    assert (renamings()[name].last, renamings()[name].after) == (last, (after,))


def test_names_of_several_provinces_are_left_out() -> None:
    assert "通州区" not in renamings()  # 北京 and 江苏
    assert "鼓楼区" not in renamings()
    assert "没有县" not in renamings()


def test_approval_and_change_are_told_apart() -> None:
    assert "国函〔2018〕89号" in renamings()["叙州区"].shown
    assert "2018—" in renamings()["叙州区"].shown
