"""Addresses of sources, and the action that each route is."""

from __future__ import annotations

from django.urls import path

from fangzhi.workbench.sources.pages import aftermath, names, oral, register

urlpatterns = [
    path("sources/", register.register, name="sources_register"),
    path("sources/new/", register.new, name="sources_new"),
    path("sources/<int:key>/", register.one, name="sources_one"),
    path("sources/<int:key>/edit/", register.edit, name="sources_edit"),
    path("sources/<int:key>/open/", register.set_open, name="sources_open"),
    path("sources/<int:key>/original/", register.original, name="sources_original"),
    path("sources/<int:key>/isolate/", register.isolate, name="sources_isolate"),
    path("sources/isolations/", aftermath.every, name="sources_isolations"),
    path(
        "sources/isolations/<int:line>/report/", aftermath.report, name="sources_isolation_report"
    ),
    path("sources/isolations/backups/", aftermath.purge, name="sources_purge"),
    path("sources/strayed/<str:digest>/", register.strayed, name="sources_strayed"),
    path("entries/<int:page_id>/evidence/", register.evidence, name="sources_evidence"),
    path(
        "entries/<int:page_id>/evidence/<int:key>/withdraw/",
        register.withdraw,
        name="sources_withdraw",
    ),
    path("names/", names.names, name="sources_names"),
    path("names/<int:key>/", names.one, name="sources_named"),
    path("names/<int:key>/strike/", names.strike, name="sources_strike"),
    path("oral/", oral.interviews, name="sources_interviews"),
    path("oral/narrator/", oral.narrator, name="sources_narrator_new"),
    path("oral/narrator/<int:key>/", oral.narrator, name="sources_narrator"),
    path("oral/new/", oral.new, name="sources_interview_new"),
    path("oral/<int:key>/", oral.one, name="sources_interview"),
    path("oral/<int:key>/edit/", oral.edit, name="sources_interview_edit"),
    path("oral/<int:key>/consent/<int:which>/", oral.consent, name="sources_consent"),
    path("recordings/<int:key>/", oral.recording, name="sources_recording"),
    path("recordings/<int:key>/edit/", oral.describe, name="sources_recording_edit"),
]
ROUTES = {
    "sources_register": "source.see",
    "sources_new": "source.edit",
    "sources_one": "source.see",
    "sources_edit": "source.edit",
    "sources_open": "source.open",
    "sources_original": "source.see",
    "sources_isolate": "source.isolate",
    "sources_evidence": "entry.see",
    "sources_isolations": "source.isolate",
    "sources_isolation_report": "source.isolate",
    "sources_purge": "backup",
    "sources_strayed": "source.isolate",
    "sources_withdraw": "entry.comment",
    "sources_names": "source.see",
    "sources_named": "authority.edit",
    "sources_strike": "authority.edit",
    "sources_narrator": "oral.edit",
    "sources_interview_edit": "oral.edit",
    "sources_recording_edit": "oral.edit",
    "sources_interviews": "source.see",
    "sources_narrator_new": "oral.edit",
    "sources_interview_new": "oral.edit",
    "sources_interview": "source.see",
    "sources_consent": "source.see",
    "sources_recording": "source.see",
}
