"""What people do with 上报包: make the office's own, take others in, merge them."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from fangzhi.model.value import digest_of_bytes
from fangzhi.project.reporting import package as packing
from fangzhi.project.reporting.merge import Overview, merge
from fangzhi.project.reporting.values import Office, Report
from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.office.limits import within
from fangzhi.workbench.office.models import LEVELS, Claimed, Package, Standing
from fangzhi.workbench.office.registry.actions import records
from fangzhi.workbench.people.office import name as office_name
from fangzhi.workbench.people.rights import insist
from fangzhi.workbench.works.compiling import store

MOST = 32 * 1024 * 1024


class Asked(NamedTuple):
    """What a form says of the report to make."""

    level: str
    parent: str
    period: str
    filled_by: str
    approved_by: str
    key: str = ""
    onward: tuple[int, ...] = ()
    """Packages received whose reports go on unchanged inside this one."""


def own_report(asked: Asked) -> Report:
    """Give this office's report: the registry and the claims as they stand."""
    level: Any = asked.level if asked.level in LEVELS else "县"
    office = Office(office_name(), level, asked.parent)
    claims = tuple(Claimed.objects.order_by("pk").values_list("claim", flat=True))
    return Report(office, asked.period, timezone.localdate().isoformat(), records(), (), claims,
                  asked.filled_by, asked.approved_by)  # fmt: skip


def make(user: Any, asked: Asked) -> Package:
    """Make the office's 上报包, kept byte for byte; raise ValidationError for what is missing."""
    insist(user, "report.send")
    if not asked.period.strip() or not asked.filled_by.strip():
        raise ValidationError("请写明期别（如“2026年第三季度”）和填报人。")
    for words, most, what in ((asked.period, 40, "期别"), (asked.parent, 120, "上级单位"),
                              (asked.filled_by, 60, "填报人"), (asked.approved_by, 60, "审签人")):  # fmt: skip
        within(words, most, what)
    own = own_report(asked)
    reports = [own]
    for row in Package.objects.filter(pk__in=asked.onward, ours=False).order_by("pk"):
        reports += packing.open_package(store()[row.digest]).reports
    key = asked.key.encode("utf-8")
    data = packing.pack_reports(own.office, own.made, reports, key)
    read = packing.open_package(data, key)
    with transaction.atomic():
        Standing.objects.update_or_create(
            pk=1, defaults={"level": own.office.level, "parent": asked.parent}
        )
        row, _ = Package.objects.get_or_create(
            digest=store().put(data),
            defaults={"ours": True, "sender": own.office.name[:120], "made": own.made,
                      "period": asked.period, "reports": len(reports), "code": read.code,
                      "marked": bool(key), "by": user},
        )  # fmt: skip
        write(user, "report.send", f"上报包:{row.pk} {asked.period}", digest=row.digest,
              works=len(own.works))  # fmt: skip
    made: Package = row
    return made


def take(user: Any, name: str, data: bytes, key: str = "") -> Package:
    """Take a package in after every digest was checked; raise ValidationError with the reason."""
    insist(user, "office.edit")
    try:
        read = packing.open_package(data, key.encode("utf-8"))
    except packing.PackageFault as fault:
        raise ValidationError(f"“{name}”：{fault}") from fault
    if read.sender.name == office_name() and Package.objects.filter(
        ours=True, digest=digest_of_bytes(data)
    ):
        raise ValidationError(f"“{name}”是本单位自己做的包，不必收进来。")
    with transaction.atomic():
        row, is_new = Package.objects.get_or_create(
            digest=store().put(data),
            defaults={"sender": read.sender.name[:120], "made": read.made[:10], "by": user,
                      "period": read.reports[0].period[:40] if read.reports else "",
                      "reports": len(read.reports), "code": read.code, "marked": read.marked},
        )  # fmt: skip
        if is_new:
            write(user, "office.edit", f"上报包:{row.pk} {row.sender}", digest=row.digest)
    taken: Package = row
    return taken


def merged(keys: tuple[int, ...] = (), own: Asked | None = None) -> Overview:
    """Merge packages received (all, or those named) and, if wanted, the office's own report."""
    rows = Package.objects.filter(ours=False).order_by("pk")
    rows = rows.filter(pk__in=keys) if keys else rows
    reports = [r for row in rows for r in packing.open_package(store()[row.digest]).reports]
    return merge([*reports, own_report(own)] if own is not None else reports)
