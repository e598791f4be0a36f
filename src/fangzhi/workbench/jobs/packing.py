"""Arguments of a run as JSON: plain values as they are, database rows and paths by what names them."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models

_ROW, _PATH = "#row", "#path"


def name_of(function: Callable[..., Any]) -> str:
    """Give the address of a function at the top of a module; raise ValueError for any other."""
    name = f"{function.__module__}:{function.__qualname__}"
    if "." in function.__qualname__ or function_named(name) is not function:
        raise ValueError(f"a run needs a function at the top of a module: {name}")
    return name


def function_named(name: str) -> Any:
    """Give the function at an address; raise LookupError where there is none of ours."""
    module, _, attribute = name.partition(":")
    if not module.startswith(("fangzhi.", "tests.")):
        raise LookupError(name)
    try:
        return getattr(import_module(module), attribute)
    except (ImportError, AttributeError) as fault:
        raise LookupError(name) from fault


def pack(value: Any) -> Any:
    """Give a value as JSON knows it; raise TypeError for what cannot be named."""
    if isinstance(value, models.Model):
        return {_ROW: [value._meta.label_lower, value.pk]}
    if isinstance(value, Path):
        return {_PATH: str(value)}
    if isinstance(value, (list, tuple)):
        return [pack(item) for item in value]
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return {key: pack(item) for key, item in value.items()}
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    raise TypeError(f"not for a run: {type(value).__name__}")


def unpack(value: Any) -> Any:
    """Give back what was packed, rows read anew; raise DoesNotExist for a row that is gone."""
    if isinstance(value, list):
        return [unpack(item) for item in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {_ROW}:
        label, key = value[_ROW]
        return apps.get_model(label)._base_manager.get(pk=key)
    if set(value) == {_PATH}:
        return Path(value[_PATH])
    return {key: unpack(item) for key, item in value.items()}
