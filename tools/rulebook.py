"""Write docs/rules/*.md from the rules themselves; `--check` fails when a page is stale."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from fangzhi.check.example import Example
from fangzhi.check.rule import Rule, all_rules
from fangzhi.check.switches import SWITCHES
from fangzhi.check.weights import tables

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "rules"
FAMILY_NAMES = {
    "A": "文体", "B": "时间表述", "C": "断限与体例", "D": "名称", "E": "数字用法", "F": "标点", "G": "量和单位",
    "H": "用字与占位", "I": "人物", "J": "年鉴", "K": "算术", "L": "日期与互证", "M": "结构、图表、注引", "N": "大事记",
    "O": "政治、法律、隐私", "P": "其他",
    "U": "本单位词表（规则包 office）", "W": "网页排版（规则包 web-typography，默认不用）",
}  # fmt: skip
SCOPES = {"text": "一段文字", "table": "一张表", "manuscript": "一份稿", "work": "全书"}
NOT_HERE = """## 不在机检里的规则
- 由排印保证、由成书的测试守着：R120 行首行末禁则、R203 目录与正文、R204 书眉、R205 背题、R209 续表表头、R216 索引。
  印厂校样另行比对。
- 属工作台的关口，单凭稿件判断不了：R238 逾期未交、R239 未过门即出版、R240 备案超3个月、R241 审读专家类别不足。
"""


def main() -> int:
    """Write the pages, or compare them with what would be written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only tell whether pages are fresh")
    wanted = pages()
    stale = [name for name, text in wanted.items() if _read(FOLDER / name) != text]
    known = {path.name for path in FOLDER.glob("*.md")}
    stale += sorted(known - set(wanted))
    if parser.parse_args().check:
        for name in stale:
            print(f"docs/rules/{name} is stale: run tools/rulebook.py", file=sys.stderr)
        return 1 if stale else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in known - set(wanted):
        (FOLDER / name).unlink()
    for name, text in wanted.items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
    return 0


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def pages() -> dict[str, str]:
    """Give every page by file name."""
    families: dict[str, list[Rule]] = {}
    for rule in all_rules():
        families.setdefault(rule.family, []).append(rule)
    made = {f"{letter}.md": _family(letter, rules) for letter, rules in sorted(families.items())}
    return {"README.md": _index(families), **made}


def _index(families: dict[str, list[Rule]]) -> str:
    lines = ["# 规则书", "", "由 `tools/rulebook.py` 从规则本身生成，请勿手改。规则查出的都是疑点，须由人判断。", "",
             "| 组 | 规则数 | 规则 |", "|---|---|---|"]  # fmt: skip
    for letter, rules in sorted(families.items()):
        names = "、".join(dict.fromkeys(f"{rule.id} {rule.title}" for rule in rules))
        count = len({rule.id for rule in rules})
        lines.append(
            f"| [{letter} {FAMILY_NAMES[letter]}]({letter}.md) | {count} | {_cell(names)} |"
        )
    lines += ["", NOT_HERE, "## 行文开关",
              "规范之间有分歧的，由本书选定，写在设置的 `[switches]` 里。", "",
              "| 开关 | 可用的值 | 默认 | 规则 | 据 |", "|---|---|---|---|---|"]  # fmt: skip
    for switch in SWITCHES.values():
        values = " ".join(f"`{_value(v)}`" for v in switch.values) or "整数"
        lines.append(
            f"| `{switch.key}` | {values} | `{_value(switch.default)}` | {' '.join(switch.rules)} "
            f"| {_cell(switch.basis)} |"
        )
    lines += ["", "## 差错计算标准", "✔ 在来源中读到；m 凭记忆，待核。可照抄一份改成本单位的（见 docs/commands.md）。"]
    for name, table in tables().items():
        lines += ["", f"### {name}", f"{table.title}。合格线每万字 {table.limit:f}（{table.limit_source}）。",
                  "", "| 项 | 级 | 计 | 同一差错上限 | 全书上限 | 来源 |", "|---|---|---|---|---|---|"]  # fmt: skip
        for row in table.row:
            caps = [f"{cap:f}" if cap else "" for cap in (row.same_cap, row.book_cap)]
            lines.append(
                f"| {row.item} | {row.level} | {row.weight:f} | {caps[0]} | {caps[1]} | {row.source} |"
            )
    return "\n".join(lines) + "\n"


def _value(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _family(letter: str, rules: list[Rule]) -> str:
    lines = [f"# {letter} {FAMILY_NAMES[letter]}", ""]
    for rule in rules:
        lines += [f"## {rule.id} {rule.title}", rule.promise, "",
                  f"级：{rule.level}　范围：{SCOPES[rule.scope]}　"
                  f"引文：{'也查' if rule.quotes == 'read' else '不查'}　可自动改：{'是' if rule.fixes else '否'}", "",
                  f"据：{rule.basis}", "", "疑：", "", *_examples(rule.bad), "", "不疑：", "", *_examples(rule.good),
                  ""]  # fmt: skip
    return "\n".join(lines).rstrip() + "\n"


def _examples(examples: tuple[Example, ...]) -> list[str]:
    lines = []
    for example in examples:
        shown = " ⏎ ".join(_code(line) for line in example.shown.split("\n") if line)
        note = "，".join(f"{key}={value}" for key, value in example.settings.items())
        lines.append(f"- {shown}" + (f"（设置：{_cell(note)}）" if note else ""))
    return lines


def _code(line: str) -> str:
    return f"`{line}`" if "`" not in line else line


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    sys.exit(main())
