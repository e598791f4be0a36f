"""规则书.html: the whole rule book as one offline page that can be searched."""

from __future__ import annotations

from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined

from fangzhi.check.example import Example
from fangzhi.check.rulebook.coverage import SCOPES, coverage
from fangzhi.check.rulebook.markdown import FAMILY_NAMES, by_family, shown
from fangzhi.check.switches import SWITCHES
from fangzhi.check.weights import tables


def render_book() -> str:
    """Give the page: same rules, same text; readable without script, printable."""
    folder = files("fangzhi.check") / "templates"
    environment = Environment(
        loader=FunctionLoader(lambda name: (folder / name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    rows = coverage()
    return environment.get_template("rulebook.html").render(
        families=by_family(),
        names=FAMILY_NAMES,
        scopes=SCOPES,
        coverage=rows,
        checked=sum(row.standing == "机检" for row in rows),
        switches=SWITCHES.values(),
        shown=shown,
        tables=tables(),
        note=_settings,
    )


def _settings(example: Example) -> str:
    return "，".join(f"{key}={value}" for key, value in example.settings.items())
