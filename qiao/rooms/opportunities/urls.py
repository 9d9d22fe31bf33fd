"""Addresses of the room, below the language."""

from django.urls import URLPattern, URLResolver, path

from qiao.rooms.opportunities.views import opportunity, own, part

app_name = "opportunities"
urlpatterns: list[URLPattern | URLResolver] = [
    path("feed.json", opportunity.feed_json, name="feed_json"),
    path("feed.atom", opportunity.feed_atom, name="feed_atom"),
    path("own/", own.own, name="own"),
    path("new/", own.opportunity_new, name="opportunity_new"),
    path("exchanges/<uuid:pk>/", opportunity.at_exchange, name="at_exchange"),
    path("<uuid:pk>/sections/<slug:noun>/new/", part.part_new, name="part_new"),
    path("sections/<slug:noun>/<uuid:pk>/", part.part_edit, name="part_edit"),
    path("sections/<slug:noun>/<uuid:pk>/removal/", part.part_removal, name="part_removal"),
    path("sections/<slug:noun>/<uuid:pk>/places/<int:to>/", part.part_place, name="part_place"),
    path("<uuid:pk>/", opportunity.opportunity, name="opportunity"),
    path("<uuid:pk>/deadlines.ics", opportunity.deadlines, name="deadlines"),
    path("<uuid:pk>/edit/", own.edit, name="edit"),
    path("<uuid:pk>/texts/", own.base, name="base"),
    path("<uuid:pk>/details/", own.detail, name="detail"),
    path("<uuid:pk>/publication/", own.publication, name="publication"),
    path("<uuid:pk>/closing/", own.closing, name="closing"),
    path("<uuid:pk>/archiving/", own.archiving, name="archiving"),
    path("<uuid:pk>/copies/", own.copies, name="copies"),
]
