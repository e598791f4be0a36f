"""What lies on the table when somebody acts in a round: the flow, the text, its authors, papers."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField
from django.db.models.functions import Cast
from wagtail.models import Page, Revision

from fangzhi.compile.kinds import find_kind
from fangzhi.project.reviewing.desk import Desk, MapPaper, Paper, Quality, quality_of
from fangzhi.project.reviewing.flows import Flow, Kind, Level, flow_for
from fangzhi.project.reviewing.opinions import Opinion
from fangzhi.workbench.people.models import User
from fangzhi.workbench.people.rights import standings
from fangzhi.workbench.reviews.changes import changes
from fangzhi.workbench.reviews.frozen import Taken, current, sealed, taken
from fangzhi.workbench.reviews.models import Frozen, Round
from fangzhi.workbench.sources.actions import not_open, why_closed
from fangzhi.workbench.works.models import EntryPage, WorkPage

_KINDS: dict[str, Kind] = {"志": "志书", "图志": "志书", "年鉴": "年鉴"}
_LEVELS: dict[str, Level] = {"省": "省", "市": "市", "县": "县", "乡": "乡村", "村": "乡村"}
_PER = Decimal(10_000)


def flow_of_work(work: WorkPage) -> Flow:
    """Give the flow that a work goes through, by its kind, level and way of publication."""
    found = find_kind(str(work.kind))
    kind = _KINDS.get(found.family if found else "", "专题")
    return flow_for(kind, _LEVELS[str(work.level)], work.way)


def flow_of(round: Round) -> Flow:
    """Give the flow that a round was begun with."""
    return flow_for(round.kind, round.level, round.way)


def name_of(user: Any) -> str:
    """Give the name that signs acts and opinions; two of one name are told apart."""
    alone = not User.objects.filter(name=user.name).exclude(pk=user.pk).exists()
    return str(user.shown) if alone and user.name else f"{user.shown}（{user.username}）"


def role_in(user: Any, page: Page, wanted: tuple[str, ...]) -> str:
    """Give the role of those wanted that the user holds at this page; "" for none."""
    held = {post.role for post in standings(user) if page.path.startswith(post.path)}
    return next((role for role in wanted if role in held), "")


def authors(page: Page) -> dict[int, str]:
    """Give who wrote or edited anything below a page, by account: revisions, and owners."""
    inside = EntryPage.objects.filter(path__startswith=page.path)
    keys = inside.annotate(key=Cast("pk", CharField())).values("key")
    kind = ContentType.objects.get_for_model(EntryPage)
    wrote = Revision.objects.filter(content_type=kind, object_id__in=keys)
    found = set(wrote.order_by().values_list("user_id", flat=True).distinct())
    found |= set(inside.order_by().values_list("owner_id", flat=True).distinct())
    found.discard(None)
    return {user.pk: name_of(user) for user in User.objects.filter(pk__in=found)}


def desk_of(round: Round, now: Taken, page_authors: dict[int, str], acting: Any = None) -> Desk:
    """Lay out everything a step is judged by; `acting` are looked for among the authors by account."""
    text = _text_of(round, now.digest)
    wrote = tuple(sorted(page_authors.values()))
    if acting is not None:
        # names repeat; accounts do not
        wrote = (name_of(acting),) if acting.pk in page_authors else ()
    return Desk(
        now.digest,
        now.outline,
        authors=wrote,
        words=now.words,
        density=density(text),
        opinions=opinions_of(round),
        quality=quality(text),
        maps=tuple(MapPaper(row.name, row.approval, row.exempt) for row in round.maps.all()),
        maps_told=round.maps_told,
        papers=tuple(_paper(row) for row in round.papers.all()),
        tags=tuple(round.tags),
        closed=closed_to_the_public(round),
    )


def closed_to_the_public(round: Round) -> tuple[str, ...]:
    """Name what the text rests on and may not be shown today, where a step to come asks for it."""
    asked = any(gate.kind == "open" for step in flow_of(round).steps[round.state.at :]
                for gate in step.gates)  # fmt: skip
    if not asked:
        return ()
    return tuple(
        f"“{one.page.title}”的{one.how}《{one.source.title}》（第{one.source.pk}号，{why_closed(one.source)}）"
        for one in not_open(round.page)
    )


def seen_now(round: Round, page: Page) -> Taken:
    """Give what stands now for a page to show: by the list of entries, without reading them all."""
    text = current(round) or sealed(round)
    if text is not None and not changes(text, page):
        return Taken(text.digest, text.outline, (), text.words)
    return taken(page)


def opinions_of(round: Round) -> tuple[Opinion, ...]:
    """Give the opinions of a round in the order of their numbers."""
    return tuple(round.remarks.order_by("number").values_list("opinion", flat=True))


def density(text: Frozen | None) -> Decimal | None:
    """Give findings per 10,000 characters (机检疑点密度); None where nobody measured."""
    if text is None or text.found is None or not text.words:
        return None
    return (_PER * text.found / text.words).quantize(Decimal("0.01"), ROUND_HALF_UP)


def quality(text: Frozen | None) -> Quality | None:
    """Give the error rate off the 质量检查单 of this text; none while findings wait for people."""
    if text is None or text.certificate is None or text.certificate.outcome == "未定":
        return None
    return quality_of(text.certificate, text.digest)


def _text_of(round: Round, digest: str) -> Frozen | None:
    found = list(round.frozen.filter(digest=digest).order_by("-pk"))
    made = [row for row in found if row.certificate is not None or row.found is not None]
    return next(iter(made or found), None)


def _paper(row: Any) -> Paper:
    when = row.when.isoformat() if row.when else ""
    return Paper(row.kind, row.who, when, row.number, row.digest, row.file)
