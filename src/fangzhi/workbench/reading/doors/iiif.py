"""IIIF Presentation 3 for the pictures that are held, and Linked Places of what works are about."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from fangzhi.library.shelf import Shelved
from fangzhi.workbench.people.office import name
from fangzhi.workbench.reading.doors.gate import Open, door, open_works
from fangzhi.workbench.reading.models import HoldingFile
from fangzhi.workbench.reading.room.citing import cited
from fangzhi.workbench.reading.shelf.scope import Scope

CONTEXT = "http://iiif.io/api/presentation/3/context.json"
PLACES = (
    "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/"
    "linkedplaces-context-v1.1.jsonld"
)


@require_safe
@door
def collection(request: HttpRequest, scope: Scope) -> JsonResponse:
    """List the manifests."""
    with_pictures = set(
        HoldingFile.objects.filter(width__gt=0).values_list("holding__shelved", flat=True)
    )
    items = [
        {"id": _manifest_at(request, one.work.id), "type": "Manifest", "label": _zh(one.work.title)}
        for one in open_works(scope) if one.work.id in with_pictures
    ]  # fmt: skip
    return JsonResponse({
        "@context": CONTEXT, "id": request.build_absolute_uri(request.path), "type": "Collection",
        "label": _zh(name()), "items": items,
    })  # fmt: skip


@require_safe
@door
def manifest(request: HttpRequest, scope: Scope, shelved: str) -> JsonResponse:
    """Give the manifest of a work whose leaves are held as pictures: one canvas a picture."""
    found = next((one for one in open_works(scope) if one.work.id == shelved), None)
    files = list(found.row.files.filter(width__gt=0)) if found is not None else []
    if found is None or not files:
        raise Http404
    here = _manifest_at(request, shelved)
    return JsonResponse({
        "@context": CONTEXT, "id": here, "type": "Manifest", "label": _zh(found.work.title),
        "metadata": _metadata(found), "viewingDirection": "right-to-left",
        "behavior": ["paged"] if len(files) > 1 else ["individuals"],
        "requiredStatement": {"label": _zh("出处"), "value": _zh(cited(found.work, ""))},
        "provider": [_provider(request)],
        "homepage": [{
            "id": request.build_absolute_uri(reverse("reading_work", args=[shelved])),
            "type": "Text", "label": _zh(found.work.title), "format": "text/html",
        }],
        "items": [_canvas(request, here, shelved, file) for file in files],
    })  # fmt: skip


def _canvas(request: HttpRequest, here: str, shelved: str, file: HoldingFile) -> dict[str, Any]:
    base = f"{here.removesuffix('manifest.json')}canvas/{file.pk}"
    picture = request.build_absolute_uri(reverse("reading_picture", args=[shelved, file.pk]))
    size = {"width": file.width, "height": file.height}
    return {
        "id": base, "type": "Canvas", "label": _zh(str(file.leaf)), **size,
        "items": [{
            "id": f"{base}/page", "type": "AnnotationPage",
            "items": [{
                "id": f"{base}/painting", "type": "Annotation", "motivation": "painting",
                "target": base,
                "body": {"id": picture, "type": "Image", "format": file.media_type, **size},
            }],
        }],
    }  # fmt: skip


def _metadata(found: Open) -> list[dict[str, Any]]:
    work = found.work
    told = (("纂修者", work.author), ("版本", work.edition), ("地方", work.place),
            ("年代", str(work.year or "")), ("使用条件", work.rights.licence))  # fmt: skip
    return [{"label": _zh(label), "value": _zh(words)} for label, words in told if words]


def _provider(request: HttpRequest) -> dict[str, Any]:
    home = request.build_absolute_uri(reverse("reading_search"))
    label = _zh(name())
    return {"id": home, "type": "Agent", "label": label,
            "homepage": [{"id": home, "type": "Text", "label": label, "format": "text/html"}]}  # fmt: skip


def _zh(words: str) -> dict[str, list[str]]:
    return {"zh-Hans": [words]}


def _manifest_at(request: HttpRequest, shelved: str) -> str:
    return str(request.build_absolute_uri(reverse("doors_manifest", args=[shelved])))


@require_safe
@door
def places(request: HttpRequest, scope: Scope) -> JsonResponse:
    """Give the places that open works treat, as Linked Places; no boundary of ours is drawn."""
    about: dict[tuple[str, str], list[Shelved]] = {}
    for one in open_works(scope):
        if one.work.place:
            about.setdefault((one.work.place, one.work.place_code), []).append(one.work)
    here = request.build_absolute_uri(request.path)
    features = [_feature(request, here, *key, works) for key, works in sorted(about.items())]
    answer = JsonResponse(
        {"type": "FeatureCollection", "@context": PLACES, "features": features},
        content_type="application/geo+json",
    )
    return answer


def _feature(
    request: HttpRequest, here: str, place: str, code: str, works: list[Shelved]
) -> dict[str, Any]:  # fmt: skip
    cites = [
        {"label": cited(work, ""),
         "@id": request.build_absolute_uri(reverse("reading_work", args=[work.id]))}
        for work in works
    ]  # fmt: skip
    years = [year for work in works for year in (work.start, work.end or work.year) if year]
    when = (
        {"when": {"timespans": [{"start": {"in": str(min(years))}, "end": {"in": str(max(years))}}]}}
        if years else {}
    )  # fmt: skip
    return {
        "@id": f"{here}#{code or place}", "type": "Feature",
        "properties": {"title": place, "ccodes": ["CN"], **({"gb2260": code} if code else {})},
        **when,
        "names": [{"toponym": place, "lang": "zh", "citations": cites}],
        "geometry": None,
    }  # fmt: skip
