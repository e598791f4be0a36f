"""Which of our actions each of Wagtail's own routes is: to look (GET), and to do (the rest).

Wagtail has more doors than an office needs. What an office does with its own pages (accounts,
pictures, files, review, logs) is shut here, and a test walks all routes so that a new one of
Wagtail's must be decided on. A * at the end speaks for all that begin so.
"""

from __future__ import annotations

from typing import NamedTuple


class Door(NamedTuple):
    """What a route is when one looks, and when a form is sent; empty: refused to everybody."""

    look: str = ""
    do: str = ""


SHUT = Door()
SEEN = Door("entry.see")

WAGTAIL: dict[str, Door] = {
    "wagtailadmin_home": Door("self"),
    "wagtailadmin_javascript_catalog": Door("public"),
    "wagtailadmin_sprite": Door("public"),
    "wagtailadmin_dismissibles": Door("self", "self"),
    "wagtailadmin_explore_root": SEEN,
    "wagtailadmin_explore": SEEN,
    "wagtailadmin_explore_results": SEEN,
    "wagtailadmin_pages:edit": Door("entry.see", "edit"),
    "wagtailadmin_pages:search": SEEN,
    "wagtailadmin_pages:search_results": SEEN,
    "wagtailadmin_api:pages:listing": SEEN,
    "wagtailadmin_api:pages:detail": SEEN,
    # the outline is changed, and entries held and put back, by our own actions: they ask, keep
    # the ids, and write the ledger
    "wagtailadmin_pages:add": SHUT,
    "wagtailadmin_pages:add_subpage": SHUT,
    "wagtailadmin_pages:delete": SHUT,
    "wagtailadmin_pages:move": SHUT,
    "wagtailadmin_pages:move_confirm": SHUT,
    "wagtailadmin_pages:set_page_position": SHUT,
    "wagtailadmin_pages:lock": SHUT,
    "wagtailadmin_pages:unlock": SHUT,
    "wagtailadmin_pages:history": SHUT,
    "wagtailadmin_pages:history_results": SHUT,
    "wagtailadmin_pages:revisions*": SHUT,
    "wagtailadmin_choose_page*": SHUT,
    # people sign in and keep their account on our pages, with waiting and codes
    "wagtailadmin_login": SHUT,
    "wagtailadmin_logout": SHUT,
    "wagtailadmin_account": SHUT,
    "wagtailadmin_password_reset*": SHUT,
    "wagtailusers_*": SHUT,
    # pictures and files come in through the guard and are kept by digest
    "wagtailimages*": SHUT,
    "wagtaildocs*": SHUT,
    "wagtailadmin_collections*": SHUT,
    "wagtailadmin_api:images*": SHUT,
    "wagtailadmin_api:documents*": SHUT,
    # 审 has rounds of its own; nothing is served to the public from here, so nothing is previewed
    "wagtailadmin_workflows*": SHUT,
    "wagtailadmin_pages:workflow*": SHUT,
    "wagtailadmin_pages:collect_workflow_action_data": SHUT,
    "wagtailadmin_pages:confirm_workflow_cancellation": SHUT,
    "wagtailadmin_pages:preview*": SHUT,
    "wagtailadmin_pages:view_draft": SHUT,
    "wagtailadmin_pages:unpublish": SHUT,
    "wagtailadmin_pages:set_privacy": SHUT,
    "wagtailadmin_block_preview": SHUT,
    # a copy would give one entry two ids; an alias would follow publication, not the text
    "wagtailadmin_pages:copy": SHUT,
    "wagtailadmin_pages:convert_alias": SHUT,
    # these tell of pages without asking where they stand
    "wagtailadmin_pages:type_use*": SHUT,
    "wagtailadmin_pages:choose_parent": SHUT,
    "wagtailadmin_pages:usage": SHUT,
    "wagtailadmin_reports*": SHUT,
    "wagtailadmin_tag_autocomplete": SHUT,
    "wagtailadmin_tag_model_autocomplete": SHUT,
    # says who else has this page open; Wagtail asks our table through permissions_for_user
    "wagtailadmin_editing_sessions:ping": Door("", "self"),
    "wagtailadmin_editing_sessions:release": Door("", "self"),
    # many pages in one request would be asked for in none of their places
    "wagtail_bulk_action": SHUT,
    "wagtailadmin_api:pages:action": SHUT,
    "wagtailadmin_api:pages:find": SHUT,
    "wagtailadmin_error_test": SHUT,
    "wagtail.admin.urls.*": SHUT,
    "wagtail.admin.views.*": SHUT,
    "django.views.generic.base.*": SHUT,
}

EDITS = {"WorkPage": "work.edit", "EntryPage": "entry.edit"}
"""What sending Wagtail's edit form is, by the kind of page; of all other kinds `outline.edit`."""

PAGE_KEYS = ("page_id", "parent_page_id", "pk")
"""The names under which Wagtail's addresses hold the page that they are about."""
