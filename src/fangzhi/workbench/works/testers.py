"""Wagtail's questions about a page, answered from the one table of rights."""

from __future__ import annotations

from typing import Any

from wagtail.models import PagePermissionTester

from fangzhi.workbench.people.rights import may
from fangzhi.workbench.works.places import place_of


class TablePermissions(PagePermissionTester):
    """Answers every `can_…` of Wagtail's pages; what an office does not do here is never allowed."""

    def __init__(self, user: Any, page: Any) -> None:
        # the parent reads Wagtail's own group permissions; ours stand in rights.tsv
        self.user = user
        self.page = page
        self.page_is_root = page.depth == 1

    def _may(self, action: str, *, below: bool = False) -> bool:
        return may(self.user, action, place_of(self.page, below=below)).allowed

    def user_has_lock(self) -> bool:
        """Tell whether this user holds the page's lock."""
        return bool(self.page.locked and self.page.locked_by_id == self.user.pk)

    def page_locked(self) -> bool:
        """Tell whether somebody else holds it."""
        return bool(self.page.locked and not self.user_has_lock())

    def can_edit(self) -> bool:
        """To open the page at all; the editor asks again before it saves."""
        return self._may("entry.see")

    def can_add_subpage(self) -> bool:
        """Never by Wagtail's own form: our outline does it, keeps ids, and writes the ledger."""
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """To delete it with all below, none of it sealed."""
        return self._may("entry.delete", below=True)

    def can_publish(self) -> bool:
        """A save is in force at once; there is no second publishing."""
        return self._may("entry.edit")

    def can_publish_subpage(self) -> bool:
        """Never by Wagtail's own form: our outline does it, keeps ids, and writes the ledger."""
        return False

    def can_unpublish(self) -> bool:
        """Never: an entry is deleted or moved."""
        return False

    def can_submit_for_moderation(self) -> bool:
        """Never: 审 has its own rounds."""
        return False

    def can_set_view_restrictions(self) -> bool:
        """Never: nothing is served from here."""
        return False

    def can_unschedule(self) -> bool:
        """Never: nothing is scheduled."""
        return False

    def can_lock(self) -> bool:
        """Never by Wagtail's own button: the editor holds and frees an entry, and logs it."""
        return False

    def can_unlock(self) -> bool:
        """Never, as above."""
        return False

    def can_reorder_children(self) -> bool:
        """Never by Wagtail's own form: our outline does it, keeps ids, and writes the ledger."""
        return False

    def can_move(self) -> bool:
        """To move it with all below, none of it sealed."""
        return self._may("entry.move", below=True)

    def can_copy(self) -> bool:
        """Never: a copy would have two ids for one entry; a reference serves."""
        return False

    def can_move_to(self, destination: Any) -> bool:
        """To move it there."""
        target = destination.specific_deferred
        return (
            self.can_move()
            and not destination.is_descendant_of(self.page)
            and destination.pk != self.page.pk
            and may(self.user, "entry.move", place_of(target)).allowed
            and type(self.page.specific_deferred) in target.creatable_subpage_models()
        )

    def can_copy_to(self, destination: Any, recursive: bool = False) -> bool:
        """Never, as above."""
        return False

    def can_view_revisions(self) -> bool:
        """Never Wagtail's list: the entry's own history shows who changed what."""
        return False
