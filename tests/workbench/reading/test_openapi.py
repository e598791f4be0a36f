"""The REST API against its own OpenAPI document, by schemathesis, as each kind of asker."""

from __future__ import annotations

import os
from typing import Any

import pytest
import schemathesis
from django.conf import settings as django_settings
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.workbench.reading.conftest import browser, person

pytestmark = pytest.mark.django_db
EXAMPLES = 120 if os.environ.get("FANGZHI_PROVE") else 6
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance,
          response_schema_conformance]  # fmt: skip
ROLES = ("", "审发人", "编辑", "管理员")


@pytest.mark.parametrize("role", ROLES)
def test_every_answer_is_as_the_document_says(shelf: Any, role: str) -> None:
    from fangzhi.workbench.conf.wsgi import application

    schema: Any = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    cookies = browser(person(role)).cookies if role else {}
    name = django_settings.SESSION_COOKIE_NAME
    headers = {"Cookie": f"{name}={cookies[name].value}"} if role else {}
    asked = 0
    for found in schema.get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy())
        @settings(max_examples=EXAMPLES, deadline=None, database=None,
                  suppress_health_check=list(HealthCheck))  # fmt: skip
        def ask(case: Any) -> None:
            nonlocal asked
            asked += 1
            case.call_and_validate(headers=headers, checks=CHECKS)

        ask()
    assert asked >= 7


def test_the_document_names_every_door_and_only_reading() -> None:
    from fangzhi.workbench.reading.doors.api import api

    told = api.get_openapi_schema(path_prefix="/api/v1/")
    assert set(told["paths"]) == {
        "/api/v1/works", "/api/v1/works/{id}", "/api/v1/works/{id}/leaves",
        "/api/v1/works/{id}/passage/{start}/{end}", "/api/v1/search", "/api/v1/facets",
        "/api/v1/cards",
    }  # fmt: skip
    assert {method for path in told["paths"].values() for method in path} == {"get"}
