"""Addresses of the room, below the language."""

from django.urls import URLPattern, URLResolver, path

from qiao.rooms.profiles.views import entries, exporting, files, importing, openness, own

app_name = "profiles"
urlpatterns: list[URLPattern | URLResolver] = [
    path("own/", own.overview, name="own"),
    path("own/beginning/", own.beginning, name="beginning"),
    path("own/basics/", own.basics, name="basics"),
    path("own/audiences/", openness.audiences, name="audiences"),
    path("own/looks/<slug:eyes>/", openness.look, name="look"),
    path("own/page/", openness.page_setting, name="page_setting"),
    path("own/files/new/", files.file_new, name="file_new"),
    path("own/files/<uuid:pk>/removal/", files.file_removal, name="file_removal"),
    path("own/import/", importing.import_new, name="import_new"),
    path("own/import/preview/", importing.import_preview, name="import_preview"),
    path("own/import/taking/", importing.import_taking, name="import_taking"),
    path("own/import/removal/", importing.import_removal, name="import_removal"),
    path("own/resume/<slug:language>/", exporting.resume, name="resume"),
    path("own/publications.bib", exporting.publications, name="publications"),
    path("own/sections/<slug:section>/new/", entries.entry_new, name="entry_new"),
    path("own/sections/<slug:section>/<uuid:pk>/", entries.entry, name="entry"),
    path("own/sections/<slug:section>/<uuid:pk>/removal/", entries.entry_removal, name="entry_removal"),
    path("own/sections/<slug:section>/<uuid:pk>/place/", entries.entry_place, name="entry_place"),
    path("<uuid:pk>/", openness.page, name="page"),
]
