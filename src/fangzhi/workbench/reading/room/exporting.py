"""All results of a search in the formats of the trade, to take away."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from fangzhi.library.exports.formats import EXPORTS
from fangzhi.library.query.tree import BadQuery
from fangzhi.workbench.conf.faults import refused
from fangzhi.workbench.reading.room.formats import FORMATS
from fangzhi.workbench.reading.room.params import question_of
from fangzhi.workbench.reading.room.views import readers
from fangzhi.workbench.reading.shelf import asking
from fangzhi.workbench.reading.shelf.scope import INSIDE, Scope

MOST = 10_000
"""Hits that one export holds."""


@readers
def export(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Give the results of a search as a file; what is not open is never carried out."""
    kind = FORMATS.get(request.GET.get("format", ""))
    if kind is None:
        return refused(request, "没有这种格式。请从查找的结果页里选。", 400)
    if scope.circle == INSIDE:
        return refused(request, "不开放的资料不能成批取走。请去掉“连不开放的资料一起找”再取。", 403)
    question = question_of(request)._replace(limit=MOST, offset=0)
    try:
        found = asking.ask(scope, question)
    except BadQuery as fault:
        return refused(request, str(fault), 400)
    data = EXPORTS[kind.suffix](found, {work.id: work for work in asking.works(scope)})
    response = HttpResponse(data, content_type=kind.media_type)
    response["Content-Disposition"] = f'attachment; filename="fangzhi-search{kind.suffix}"'
    return response
