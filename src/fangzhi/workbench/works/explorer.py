"""Wagtail's list of pages as an office needs it: one template, few queries, no shut doors.

Wagtail's own draws each cell by a template of its own, with buttons for what is done elsewhere
here (move, delete, copy, publish), and asks for rights and states row by row.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.ui.tables.pages import PageTable, PageTitleColumn, PageTypeColumn
from wagtail.admin.views.pages.listing import ExplorableIndexView, GenericPageFilterSet
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page


class PageRows(PageTable):
    """The table of pages, drawn by one template."""

    template_name = "works/explorer_rows.html"


class PageFilters(GenericPageFilterSet):
    """Pages by when they were changed and what they are."""

    # each asks the database for its choices, and here all pages have one site
    owner = edited_by = site = has_child_pages = None


class Explorer(ExplorableIndexView):
    """The pages right below one, or those found below it."""

    table_class = PageRows
    base_filterset_class = PageFilters
    base_columns = [
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        DateColumn(
            "latest_revision_created_at",
            label=_("Updated"),
            sort_key="latest_revision_created_at",
            width="16%",
        ),
        PageTypeColumn(
            "type",
            label=_("Type"),
            accessor="page_type_display_name",
            sort_key="content_type__model",
            width="16%",
        ),
    ]

    def get_base_queryset(self) -> Any:
        """The pages below; whose they are to see, the table of rights says (`wagtail_hooks`)."""
        if not (self.is_searching or self.is_filtering):
            return self.annotate_queryset(Page.objects.child_of(self.parent_page))
        if self.is_searching_whole_tree:
            return self.annotate_queryset(Page.objects.filter(depth__gt=1))
        return self.annotate_queryset(Page.objects.descendant_of(self.parent_page))

    def annotate_queryset(self, pages: Any) -> Any:
        """Read what the rows show; the entries themselves, which are large, stay where they are."""
        return pages.prefetch_related("content_type")

    def get_side_panels(self) -> Any:
        """Give none: what stands there of a page is told by its own pages."""
        return MediaContainer()

    @property
    def explorable_columns(self) -> list[Any]:
        """The columns; the way down stands with the title."""
        return list(self.columns)


class ExplorerPages(PageViewSet):
    """Wagtail's pages with our list."""

    model = Page
    index_view_class = Explorer
