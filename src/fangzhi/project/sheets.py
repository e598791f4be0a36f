"""质量检查单 as the paper that is printed and signed."""

from __future__ import annotations

from fangzhi.check.certificate import DIGEST_NAMES, Certificate
from fangzhi.check.rate import Rate
from fangzhi.publish.pdf.sheet import Grid, Sheet


def certificate_sheet(told: Certificate) -> Sheet:
    """Lay out a certificate: the outcome first, then what it rests on."""
    return Sheet(
        "质量检查单",
        f"{told.outcome}：{told.reason}",
        tuple(_facts(told)),
        (
            Grid("差错率", ("", "处", "计差错", "每万字（字符数）", "每万字（版面字数）"),
                 (_row("已确认的差错", told.confirmed), _row("连同未审定疑点", told.if_all_true)),
                 (1, 2, 3, 4)),
            Grid("已确认差错分项", ("项", "计"),
                 tuple((item, f"{total:f}") for item, total in told.confirmed.by_item.items())
                 or (("没有", "0"),), (1,)),
            Grid("据以计算的各项（校验码）", ("项", "校验码"),
                 tuple((name, code) for field, name in DIGEST_NAMES.items()
                       if field != "program"
                       and (code := str(getattr(told.digests, field))))),
        ),
        (
            "机检列出的都是疑点；只有人确认了的才计为差错。体例、行文问题不计差错率。",
            f"计算标准：{told.table}。合格线每万字{told.limit}（{_source(told.limit_source)}）。",
            "重算：fangzhi verify 质量检查单.json 来稿文件夹。各项校验码相同，结果必然相同。",
            f"方志工作台 {told.digests.program}",
        ),
    )  # fmt: skip


def _source(mark: str) -> str:
    return mark.replace("✔", "在来源中读到").replace("m", "凭记忆录入，待核")


def _facts(told: Certificate) -> list[tuple[str, str]]:
    measure, sample = told.measure, told.sample
    rows = [
        ("书名", told.title),
        ("字数", f"字符数 {measure.typed:,}；版面字数 {measure.layout:,}（{measure.pages}面）"),
        ("方法", "全书" if sample is None else _drawn(told)),
        ("未审定疑点", f"{told.undecided}处"),
        ("人工发现的差错", f"{told.by_hand}处"),
        ("体例问题", f"{told.style_problems}处（不计差错率）"),
    ]
    if sample is not None and told.elsewhere:
        rows.append(("不在抽查页上", f"{told.elsewhere}处疑点和差错，未计入"))
    return [*rows, ("检查人", told.who or "＿＿＿＿＿＿"), ("日期", told.date or "＿＿＿＿＿＿")]


def _drawn(told: Certificate) -> str:
    assert told.sample is not None
    sample = told.sample
    starts = "、".join(str(page + 1) for page in sample.starts)
    reserves = "、".join(str(page + 1) for page in sample.reserves)
    how = (
        "正文不足3万字，全查"
        if sample.whole
        else f"抽签（种子“{sample.seed}”）自文件第{starts}面起，共{len(sample.pages)}面"
        + (f"，备用第{reserves}面" if reserves else "")
    )
    return f"{how}；封面、辅文、目录、索引计1万字；合计版面字数{sample.characters:,}"


def _row(name: str, rate: Rate) -> tuple[str, ...]:
    layout = "" if rate.per_layout is None else f"{rate.per_layout:f}"
    typed = "—" if rate.per_typed is None else f"{rate.per_typed:f}"
    return name, str(rate.findings), f"{rate.errors:f}", typed, layout
