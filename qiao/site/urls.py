"""The map of the site. Pages carry the language in their path; the API and files do not."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include("qiao.site.api")),
    path("account/oidc/", include("qiao.rooms.accounts.oidc.urls")),
    path("files/", include("qiao.kit.files.urls")),
    *i18n_patterns(
        path("", include("qiao.site.pages")),
        prefix_default_language=True,
    ),
]

handler400 = "qiao.kit.ui.views.bad_request"
handler403 = "qiao.kit.ui.views.permission_denied"
handler404 = "qiao.kit.ui.views.page_not_found"
handler500 = "qiao.kit.ui.views.server_error"
