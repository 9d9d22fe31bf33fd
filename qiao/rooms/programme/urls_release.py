"""Addresses of releases, itineraries and calendars. Itineraries have a folder of their own: the worker that
keeps them for use without a network reaches no further."""

from django.urls import URLPattern, URLResolver, path

from qiao.rooms.programme.views import feed, itinerary, release

patterns: list[URLPattern | URLResolver] = [
    path("<uuid:pk>/releases/", release.releases, name="releases"),
    path("<uuid:pk>/releases/new/", release.release_new, name="release_new"),
    path("<uuid:pk>/releases/<int:number>/", release.release, name="release"),
    path("<uuid:pk>/itineraries/", itinerary.itineraries, name="itineraries"),
    path("itineraries/offline.js", itinerary.offline_script, name="offline_script"),
    path("itineraries/<slug:noun>/<uuid:pk>/", itinerary.itinerary, name="itinerary"),
    path("itineraries/<slug:noun>/<uuid:pk>/itinerary.pdf", itinerary.itinerary_pdf, name="itinerary_pdf"),
    path("itineraries/<slug:noun>/<uuid:pk>/itinerary.ics", itinerary.itinerary_ics, name="itinerary_ics"),
    path("itineraries/<slug:noun>/<uuid:pk>/feed/", feed.itinerary_feed, name="itinerary_feed"),
    path("feeds/<uuid:pk>/revocation/", feed.feed_revocation, name="feed_revocation"),
    path("feeds/<slug:token>.ics", feed.feed, name="feed"),
]
