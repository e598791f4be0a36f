"""The library follows the workbench: what is released, withdrawn, opened, isolated, corrected."""

from __future__ import annotations

from secrets import randbits
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save

from fangzhi.workbench.jobs import runs
from fangzhi.workbench.jobs.models import WAITING, Run
from fangzhi.workbench.jobs.packing import name_of
from fangzhi.workbench.reading.models import Holding, HoldingFile, Room
from fangzhi.workbench.reviews.models import Amendment
from fangzhi.workbench.sources.models import Source
from fangzhi.workbench.works.models import Standing, WorkPage

_TITLE = "更新资料库"


def connect() -> None:
    """Have every change of these rows noticed."""
    for model, told in (
        (Standing, _standing), (Source, _source), (Amendment, _amended), (WorkPage, _work),
        (Holding, _seen_anew), (HoldingFile, _seen_anew),
    ):  # fmt: skip
        for signal in (post_save, post_delete):
            signal.connect(told, sender=model, dispatch_uid=f"reading.{model.__name__}.{signal!r}")


def seen_anew() -> None:
    """Have what may be seen worked out anew; in the transaction of what changed it."""
    mark = randbits(60)  # a number counted up would come again after a change that was undone
    if not Room.objects.filter(pk=1).update(mark=mark):
        Room.objects.get_or_create(pk=1, defaults={"mark": mark})


def ask_update(user: Any = None) -> Run | None:
    """Have the library brought up to date in the background; None where that waits already."""
    from fangzhi.workbench.reading.shelf.carrying import bring_up_to_date

    waiting = Run.objects.filter(function=name_of(bring_up_to_date), state=WAITING)
    if waiting.exists():
        return None
    return runs.start(user, _TITLE, bring_up_to_date)


def _soon() -> None:
    seen_anew()
    transaction.on_commit(ask_update)


def _seen_anew(**_: Any) -> None:
    seen_anew()


def _standing(instance: Standing, **_: Any) -> None:
    Holding.objects.filter(page=instance.page_id).update(is_due=True)
    _soon()


def _work(instance: WorkPage, created: bool = False, **_: Any) -> None:
    if Holding.objects.filter(page__path__startswith=instance.path).exists():
        seen_anew()


def _source(instance: Source, **_: Any) -> None:
    if instance.digest or Holding.objects.filter(source=instance.pk).exists():
        _soon()


def _amended(instance: Amendment, **_: Any) -> None:
    path = instance.page.path
    steps = [path[:end] for end in range(4, len(path) + 1, 4)]
    if Holding.objects.filter(page__path__in=steps).update(is_due=True):
        _soon()
