"""Addresses of office, and the action that each route is."""

from __future__ import annotations

from django.urls import path

from fangzhi.workbench.office.meetings import views as meetings
from fangzhi.workbench.office.notices import views as notices
from fangzhi.workbench.office.packages import views as packages
from fangzhi.workbench.office.registry import views as registry
from fangzhi.workbench.office.tasks import views as tasks

_ROWS = (
    ("meetings/", meetings.every, "office_meetings", "office.see"),
    ("meetings/<int:key>/", meetings.one, "office_meeting", "office.see"),
    ("meetings/<int:key>/review/", meetings.review, "office_review", "office.edit"),
    ("meetings/<int:key>/original/", meetings.original, "office_original", "office.see"),
    ("meetings/<int:key>/report/", meetings.completion, "office_report", "office.see"),
    ("meetings/<int:key>/disclose/", meetings.disclose, "office_disclose", "office.edit"),
    ("meetings/<int:key>/release/", meetings.release, "office_release", "release"),
    ("meetings/<int:key>/dispatch/", meetings.dispatch, "office_dispatch", "office.edit"),
    ("tasks/", tasks.every, "office_tasks", "office.see"),
    ("tasks/make/", tasks.make, "office_task_make", "office.edit"),
    ("tasks/<int:key>/", tasks.one, "office_task", "office.see"),
    ("tasks/<int:key>/amend/", tasks.amend, "office_amend", "office.edit"),
    ("tasks/<int:key>/note/", tasks.note, "office_note", "office.see"),
    ("tasks/<int:key>/prove/", tasks.prove, "office_prove", "office.see"),
    ("tasks/<int:key>/close/", tasks.close, "office_close", "task.close"),
    ("tasks/<int:key>/reopen/", tasks.reopen, "office_reopen", "task.close"),
    ("tasks/<int:key>/drop/", tasks.drop, "office_drop", "task.close"),
    ("tasks/<int:key>/take-up/", tasks.take_up, "office_take_up", "task.close"),
    ("evidence/<int:key>/", tasks.proof, "office_proof", "office.see"),
    ("registry/", registry.every, "office_registry", "office.see"),
    ("registry/add/", registry.one, "office_work_add", "office.edit"),
    ("registry/list/", registry.take, "office_registry_list", "office.edit"),
    ("registry/export/", registry.export, "office_registry_export", "office.see"),
    ("registry/claim/", registry.claim, "office_claim", "office.edit"),
    ("registry/claim/<int:key>/drop/", registry.unclaim, "office_unclaim", "office.edit"),
    ("registry/<int:key>/", registry.one, "office_work", "office.see"),
    ("registry/<int:key>/award/", registry.award, "office_award", "office.edit"),
    ("registry/awards/<int:key>/", registry.prize, "office_prize", "office.see"),
    ("registry/awards/<int:key>/drop/", registry.unaward, "office_unaward", "office.edit"),
    ("notices/", notices.every, "office_notices", "office.see"),
    ("notices/<int:key>/", notices.one, "office_notice", "office.see"),
    ("notices/<int:key>/docx/", notices.docx, "office_notice_docx", "office.see"),
    ("packages/", packages.every, "office_packages", "office.see"),
    ("packages/make/", packages.make, "office_package_make", "report.send"),
    ("packages/take/", packages.take, "office_package_take", "office.edit"),
    ("packages/merged/", packages.merged, "office_merged", "office.see"),
    ("packages/<int:key>/", packages.fetch, "office_package", "office.see"),
)
"""Address, view, name, action. What is sent to a page that is looked at with `office.see` asks
for its own action in the function that does it."""
urlpatterns = [path(f"office/{address}", view, name=name) for address, view, name, _ in _ROWS]
ROUTES = {name: action for _, _, name, action in _ROWS}
