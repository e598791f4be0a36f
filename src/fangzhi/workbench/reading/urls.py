"""Addresses of the library, and the action that each route is."""

from __future__ import annotations

from django.urls import path

from fangzhi.workbench.reading.desk import views as desk
from fangzhi.workbench.reading.doors import feeds, iiif, oai
from fangzhi.workbench.reading.doors.api import api
from fangzhi.workbench.reading.room import cards, exporting, handing, pictures, views
from fangzhi.workbench.reading.tables import views as tables

urlpatterns = [
    path("library/", views.search, name="reading_search"),
    path("library/help/", pictures.guide, name="reading_help"),
    path("library/export/", exporting.export, name="reading_export"),
    path("library/works/", views.works, name="reading_works"),
    path("library/works/<slug:shelved>/", views.work, name="reading_work"),
    path("library/works/<slug:shelved>/<int:start>/", views.passage, name="reading_passage_at"),
    path(
        "library/works/<slug:shelved>/<int:start>-<int:end>/",
        views.passage,
        name="reading_passage",
    ),
    path("library/works/<slug:shelved>/card/", cards.new, name="reading_card_new"),
    path("library/pictures/<slug:shelved>/", pictures.of_leaf, name="reading_leaf_picture"),
    path("library/pictures/<slug:shelved>/<int:key>/", pictures.picture, name="reading_picture"),
    path("library/cards/", cards.every, name="reading_cards"),
    path("library/cards/file/", handing.file, name="reading_cards_file"),
    path("library/cards/<int:key>/", cards.one, name="reading_card"),
    path("library/cards/<int:key>/check/", cards.check, name="reading_card_check"),
    path("library/tables/", tables.every, name="reading_tables"),
    path("library/tables/<int:key>/", tables.one, name="reading_table"),
    path("library/tables/<int:key>/again/", tables.again, name="reading_table_again"),
    path("library/tables/<int:key>/<slug:ending>/", tables.export, name="reading_table_export"),
    path("library/desk/", desk.shelf, name="reading_shelf"),
    path("library/desk/add/", desk.add, name="reading_add"),
    path("library/desk/refresh/", desk.refresh, name="reading_refresh"),
    path("library/desk/room/", desk.set_room, name="reading_set_room"),
    path("library/desk/<int:key>/", desk.one, name="reading_holding"),
    path("library/desk/<int:key>/circle/", desk.circle, name="reading_circle"),
    path("library/desk/<int:key>/withdraw/", desk.withdraw, name="reading_withdraw"),
    path("library/desk/<int:key>/again/", desk.again, name="reading_again"),
    path("library/oai/", oai.oai, name="doors_oai"),
    path("library/feed.atom", feeds.atom, name="doors_atom"),
    path("library/places.json", iiif.places, name="doors_places"),
    path("library/iiif/collection.json", iiif.collection, name="doors_collection"),
    path("library/iiif/<slug:shelved>/manifest.json", iiif.manifest, name="doors_manifest"),
    path("sitemap.xml", feeds.sitemap, name="doors_sitemap"),
    path("api/v1/", api.urls),
]
_LOOKED_AT = ("public", "")
"""Open to whoever asks, and to nothing but looking; the view asks the scope what may be seen."""
ROUTES: dict[str, str | tuple[str, str]] = {
    "reading_search": "public",
    "reading_help": "public",
    "reading_export": "public",
    "reading_works": "public",
    "reading_work": "public",
    "reading_passage_at": "public",
    "reading_passage": "public",
    "reading_leaf_picture": "public",
    "reading_picture": "public",
    "reading_card_new": "card.edit",
    "reading_cards": "card.edit",
    "reading_cards_file": "card.edit",
    "reading_card": "card.edit",
    "reading_card_check": "card.edit",
    "reading_tables": "card.edit",
    "reading_table": "card.edit",
    "reading_table_again": "card.edit",
    "reading_table_export": "card.edit",
    "reading_shelf": "library.see",
    "reading_add": "library.edit",
    "reading_refresh": "library.edit",
    "reading_set_room": "library.open",
    "reading_holding": ("library.see", "library.edit"),
    "reading_circle": "library.open",
    "reading_withdraw": "library.edit",
    "reading_again": "library.edit",
    "doors_oai": "public",
    "doors_atom": "public",
    "doors_places": "public",
    "doors_collection": "public",
    "doors_manifest": "public",
    "doors_sitemap": "public",
    "api:openapi-json": _LOOKED_AT,
    "api:api-root": _LOOKED_AT,
    "api:works": _LOOKED_AT,
    "api:work": _LOOKED_AT,
    "api:leaves": _LOOKED_AT,
    "api:passage": _LOOKED_AT,
    "api:search": _LOOKED_AT,
    "api:facets": _LOOKED_AT,
    "api:cards": _LOOKED_AT,
}
