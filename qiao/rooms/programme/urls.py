"""Addresses of the room, below the language."""

from django.urls import URLPattern, URLResolver, path

from qiao.rooms.programme import urls_public, urls_release
from qiao.rooms.programme.views import editor, item, place, speaker, track

app_name = "programme"
urlpatterns: list[URLPattern | URLResolver] = [
    *urls_public.patterns,
    *urls_release.patterns,
    path("of/<uuid:exchange_id>/editor/", editor.editor, name="editor"),
    path("of/<uuid:exchange_id>/moves/", editor.moves, name="moves"),
    path("of/<uuid:exchange_id>/sessions/", item.items, name="items"),
    path("of/<uuid:exchange_id>/sessions/new/", item.item_new, name="item_new"),
    path("of/<uuid:exchange_id>/places/", place.places, name="places"),
    path("of/<uuid:exchange_id>/places/new/", place.place_new, name="place_new"),
    path("of/<uuid:exchange_id>/transfers/", place.transfers, name="transfers"),
    path("of/<uuid:exchange_id>/tracks/", track.tracks, name="tracks"),
    path("items/<uuid:pk>/", item.item, name="item"),
    path("items/<uuid:pk>/removal/", item.item_removal, name="item_removal"),
    path("items/<uuid:pk>/speakers/new/", speaker.speaker_new, name="speaker_new"),
    path("speakers/<uuid:pk>/", speaker.speaker_edit, name="speaker_edit"),
    path("speakers/<uuid:pk>/removal/", speaker.speaker_removal, name="speaker_removal"),
    path("places/<uuid:pk>/", place.place_edit, name="place_edit"),
    path("places/<uuid:pk>/removal/", place.place_removal, name="place_removal"),
    path("transfers/<uuid:pk>/removal/", place.transfer_removal, name="transfer_removal"),
    path("tracks/<uuid:pk>/", track.track_edit, name="track_edit"),
    path("tracks/<uuid:pk>/removal/", track.track_removal, name="track_removal"),
    *urls_public.patterns,
    *urls_release.patterns,
]
