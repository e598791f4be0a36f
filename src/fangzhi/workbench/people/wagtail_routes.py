"""Which of our actions each of Wagtail's own routes is; * speaks for all that begin so.

A route that is not listed is refused: Wagtail has more doors than an office needs.
"""

WAGTAIL: dict[str, str] = {
    "wagtailadmin_home": "self",
    "wagtailadmin_logout": "self",
    "wagtailadmin_login": "public",
    "wagtailadmin_account": "self",
    "wagtailadmin_javascript_catalog": "self",
    "wagtailadmin_sprite": "self",
    "wagtailadmin_dismissibles": "self",
    "wagtailadmin_locked_pages": "self",
    "wagtailadmin_explore_root": "entry.see",
    "wagtailadmin_explore": "entry.see",
    "wagtailadmin_explore_results": "entry.see",
    "wagtailadmin_pages:edit": "entry.see",
    "wagtailadmin_pages:add": "outline.edit",
    "wagtailadmin_pages:add_subpage": "outline.edit",
    "wagtailadmin_pages:delete": "entry.delete",
    "wagtailadmin_pages:move*": "entry.move",
    "wagtailadmin_pages:set_page_position": "entry.move",
    "wagtailadmin_pages:search*": "entry.see",
    "wagtailadmin_pages:lock": "entry.lock",
    "wagtailadmin_pages:unlock": "entry.lock",
    "wagtailadmin_pages:history*": "entry.history",
    "wagtailadmin_pages:revisions_compare": "entry.history",
    "wagtailadmin_pages:revisions_revert": "entry.restore",
    "wagtailadmin_choose_page*": "entry.see",
    "wagtailadmin_api*": "entry.see",
    "wagtailadmin_userbar*": "self",
}

PAGES = {"wagtailadmin_pages:edit": "outline.edit"}
"""What a route is when a form is sent to it, where that is more than to look."""

PAGE_KEYS = ("page_id", "parent_page_id", "page_to_move_id")
"""The names under which Wagtail's addresses hold the page that they are about."""
