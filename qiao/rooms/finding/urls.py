"""Addresses of the room, below the language."""

from django.urls import URLPattern, URLResolver, path

from qiao.rooms.finding.views import bookmark, fit, saved_search, search

app_name = "finding"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", search.opportunities, name="opportunities"),
    path("map/", search.map_, name="map"),
    path("saved-searches/", saved_search.saved_searches, name="saved_searches"),
    path("saved-searches/new/", saved_search.saved_search_new, name="saved_search_new"),
    path("saved-searches/<uuid:pk>/", saved_search.saved_search, name="saved_search"),
    path("saved-searches/<uuid:pk>/opening/", saved_search.opening, name="opening"),
    path("saved-searches/<uuid:pk>/removal/", saved_search.saved_search_removal, name="saved_search_removal"),
    path("bookmarks/", bookmark.bookmarks, name="bookmarks"),
    path("bookmarks/<uuid:pk>/removal/", bookmark.bookmark_removal, name="bookmark_removal"),
    path("<uuid:pk>/bookmark/", bookmark.bookmark_new, name="bookmark_new"),
    path("<uuid:pk>/fit/", fit.fit, name="fit"),
    path("fit-choice/", fit.choice, name="choice"),
]
