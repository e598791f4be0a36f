"""The suite of the query language, test by test, on a cluster: the same queries, the same answers.

The tests are those of the library in a folder; only the library that they make lies on a cluster.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.library import test_query as language
from tests.library.opensearch.conftest import Make
from tests.library.reference import Tree
from tests.library.test_query import (  # noqa: F401
    chronicle,
    test_a_hit_says_how_it_was_found,
    test_a_query_that_cannot_be_searched_says_why,
    test_counts_by_kind_place_period_and_year_are_those_of_the_hits,
    test_queries_find,
)

LONG = bool(os.environ.get("FANGZHI_PROVE"))


@pytest.fixture(scope="module", autouse=True)
def on_the_cluster(make: Make) -> Iterator[None]:
    """Let the suite make its libraries on the cluster."""

    def made(folder: object, *, create: bool) -> Any:
        return make()

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(test_queries_find.__globals__, "Library", made)
        yield


@settings(
    deadline=None,
    max_examples=60 if LONG else 5,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(language.streams, min_size=1, max_size=3), language.trees, st.booleans())
def test_every_query_finds_on_a_cluster_what_its_definition_says(
    tmp_path_factory: pytest.TempPathFactory, works: list[list[str]], tree: Tree, exact: bool
) -> None:
    whole: Any = language.test_every_query_finds_what_its_definition_says
    whole.hypothesis.inner_test(tmp_path_factory, works, tree, exact)
