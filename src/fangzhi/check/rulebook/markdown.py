"""The rule book as Markdown: an index, a page a family, and the coverage table."""

from __future__ import annotations

from fangzhi.check.example import Example
from fangzhi.check.rule import Rule, all_rules
from fangzhi.check.rulebook.coverage import SCOPES, coverage
from fangzhi.check.switches import SWITCHES
from fangzhi.check.weights import tables

FAMILY_NAMES = {
    "A": "文体", "B": "时间表述", "C": "断限与体例", "D": "名称", "E": "数字用法", "F": "标点", "G": "量和单位",
    "H": "用字与占位", "I": "人物", "J": "年鉴", "K": "算术", "L": "日期与互证", "M": "结构、图表、注引", "N": "大事记",
    "O": "政治、法律、隐私", "P": "其他", "U": "本单位词表", "W": "网页排版",
}  # fmt: skip
HTML_NAME = "规则书.html"


def by_family() -> dict[str, list[Rule]]:
    """Give the rules by the letter of their family."""
    families: dict[str, list[Rule]] = {}
    for rule in all_rules():
        families.setdefault(rule.family, []).append(rule)
    return dict(sorted(families.items()))


def pages() -> dict[str, str]:
    """Give every Markdown page by file name."""
    families = by_family()
    made = {f"{letter}.md": _family(letter, rules) for letter, rules in families.items()}
    return {"README.md": _index(families), "coverage.md": _coverage(), **made}


def _index(families: dict[str, list[Rule]]) -> str:
    lines = ["# 规则书", "", "由 `tools/rulebook.py` 从规则本身生成，请勿手改。规则查出的都是疑点，须由人判断。", "",
             f"一页看全：[{HTML_NAME}]({HTML_NAME})（可离线打开）。目录各条查与不查：[coverage.md](coverage.md)。", "",
             "| 组 | 规则数 | 规则 |", "|---|---|---|"]  # fmt: skip
    for letter, rules in families.items():
        names = "、".join(dict.fromkeys(f"{rule.id} {rule.title}" for rule in rules))
        count = len({rule.id for rule in rules})
        lines.append(
            f"| [{letter} {FAMILY_NAMES[letter]}]({letter}.md) | {count} | {_cell(names)} |"
        )
    lines += ["", "## 行文开关", "规范之间有分歧的，由本书选定，写在设置的 `[switches]` 里。", "",
              "| 开关 | 可用的值 | 默认 | 规则 | 据 |", "|---|---|---|---|---|"]  # fmt: skip
    for switch in SWITCHES.values():
        values = " ".join(f"`{shown(v)}`" for v in switch.values) or "整数"
        lines.append(
            f"| `{switch.key}` | {values} | `{shown(switch.default)}` | {' '.join(switch.rules)} "
            f"| {_cell(switch.basis)} |"
        )
    lines += [
        "",
        "## 差错计算标准",
        "✔ 在来源中读到；m 凭记忆，待核。可照抄一份改成本单位的（见 docs/commands.md）。",
    ]
    for name, table in tables().items():
        lines += ["", f"### {name}", f"{table.title}。合格线每万字 {table.limit:f}（{table.limit_source}）。",
                  "", "| 项 | 级 | 计 | 同一差错上限 | 全书上限 | 来源 |", "|---|---|---|---|---|---|"]  # fmt: skip
        for row in table.row:
            caps = [f"{cap:f}" if cap else "" for cap in (row.same_cap, row.book_cap)]
            lines.append(
                f"| {row.item} | {row.level} | {row.weight:f} | {caps[0]} | {caps[1]} | {row.source} |"
            )
    return "\n".join(lines) + "\n"


def _coverage() -> str:
    rows = coverage()
    counts = {
        name: sum(row.standing == name for row in rows) for name in ("机检", "不能判断", "待定")
    }
    told = "，".join(f"{name} {n} 条" for name, n in counts.items() if n)
    lines = ["# 目录各条查与不查", "", "由 `tools/rulebook.py` 生成，请勿手改。",
             "疑例、不疑例各是一条测试：疑例必须查出本条，不疑例不许查出。", "",
             f"R001–R{len(rows)}：{told}。", "",
             "| 规则 | 名称 | 机检 | 级 | 范围 | 疑例 | 不疑例 | 可自动改 | 说明 |",
             "|---|---|---|---|---|---|---|---|---|"]  # fmt: skip
    for row in rows:
        examples = (str(row.bad), str(row.good)) if row.standing == "机检" else ("", "")
        lines.append(
            f"| {row.id} | {_cell(row.name)} | {row.standing} | {row.level} | {'、'.join(row.scopes)} "
            f"| {examples[0]} | {examples[1]} | {'是' if row.fixes else ''} | {_cell(row.note)} |"
        )
    return "\n".join(lines) + "\n"


def shown(value: object) -> str:
    """Give a switch's value as the settings file has it."""
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
