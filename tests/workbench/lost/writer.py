"""A program that saves entries and says so after each: `python -m tests.workbench.lost.writer N`."""

from __future__ import annotations

import sys


def main(times: int) -> None:
    """Save the entries in turn; a line is printed when a save has returned."""
    import django

    django.setup()
    from fangzhi.workbench.people.models import User
    from fangzhi.workbench.works.actions import rename
    from fangzhi.workbench.works.models import EntryPage

    chief = User.objects.get(username="chief")
    keys = list(EntryPage.objects.filter(title__startswith="条目").values_list("pk", flat=True))
    for number in range(times):
        page = EntryPage.objects.get(pk=keys[number % len(keys)])
        saved = rename(chief, page, f"条目保存{number}次", page.latest_revision_id)
        assert not saved.refused
        sys.stdout.write(f"{number} {saved.revision}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))
