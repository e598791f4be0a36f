"""Pages of 上报包: make one, take others in, the merged table with its contradictions."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from fangzhi.project.reporting.merge import overview_xlsx
from fangzhi.workbench.office.answers import XLSX, download, number, told
from fangzhi.workbench.office.models import LEVELS, Package, Standing
from fangzhi.workbench.office.packages import actions
from fangzhi.workbench.office.registry.actions import lines
from fangzhi.workbench.people.rights import insist, may
from fangzhi.workbench.works.compiling import store


@require_GET
def every(request: HttpRequest) -> HttpResponse:
    """List the packages made and received; the forms for both."""
    insist(request.user, "office.see")
    today = timezone.localdate()
    last = (today.month + 2) // 3 - 1
    year, quarter = (today.year, last) if last else (today.year - 1, 4)
    return render(request, "office/packages.html", {
        "ours": Package.objects.filter(ours=True), "received": Package.objects.filter(ours=False),
        "standing": Standing.objects.first(), "levels": LEVELS, "works": len(lines()),
        "period": f"{year}年第{'一二三四'[quarter - 1]}季度",
        "may_make": may(request.user, "report.send").allowed,
        "may_take": may(request.user, "office.edit").allowed,
    })  # fmt: skip


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Make a package."""
    sent = request.POST
    asked = actions.Asked(
        sent.get("level", "县"), sent.get("parent", "").strip(), sent.get("period", "").strip(),
        sent.get("filled_by", "").strip(), sent.get("approved_by", "").strip(), sent.get("key", ""),
        tuple(number(key) for key in sent.getlist("onward")),
    )  # fmt: skip
    try:
        row = actions.make(request.user, asked)
    except ValidationError as fault:
        messages.error(request, told(fault))
    else:
        messages.success(request, f"已做好上报包，校验码 {row.code}。请抄在盖章的报送单上。")
    return redirect("office_packages")


@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Take packages in, each for itself: one that is refused keeps none of the others out."""
    insist(request.user, "office.edit")
    files = request.FILES.getlist("files")
    if not files:
        messages.error(request, "还没有选文件。")
    for file in files:
        if file.size > actions.MOST:
            messages.error(request, f"“{file.name}”太大，不像上报包。")
            continue
        try:
            row = actions.take(request.user, file.name, file.read(), request.POST.get("key", ""))
        except ValidationError as fault:
            messages.error(request, told(fault))
        else:
            messages.success(
                request, f"已收下{row.sender}的上报包，校验码 {row.code}，请电话核对。"
            )
    return redirect("office_packages")


@require_GET
def fetch(request: HttpRequest, key: int) -> HttpResponse:
    """Give a package as it is; one made here only to who may send it."""
    row = get_object_or_404(Package, pk=key)
    insist(request.user, "report.send" if row.ours else "office.see")
    return download(store()[row.digest], f"上报包-{row.sender}-{row.made}.zip")


def _own(request: HttpRequest) -> actions.Asked | None:
    if request.GET.get("own") != "1":
        return None
    standing = Standing.objects.first()
    level, parent = (standing.level, standing.parent) if standing else ("县", "")
    return actions.Asked(level, parent, "", "", "")


@require_GET
def merged(request: HttpRequest) -> HttpResponse:
    """Show the merged table: each work once, contradictions side by side; or as a workbook."""
    insist(request.user, "office.see")
    keys = tuple(number(key) for key in request.GET.getlist("package"))
    overview = actions.merged(keys, _own(request))
    if request.GET.get("as") == "xlsx":
        return download(overview_xlsx(overview), "进度一览表.xlsx", XLSX)
    asked = request.GET.copy()
    asked["as"] = "xlsx"
    return render(request, "office/merged.html", {
        "overview": overview, "xlsx": asked.urlencode(),
        "rows": [(row.records[0], row) for row in overview.rows],
    })  # fmt: skip
