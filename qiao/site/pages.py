"""The pages of the site itself and of every room, below the language."""

from django.urls import URLPattern, URLResolver, include, path

from qiao.kit.ui.home import home

site = ([path("", home, name="home")], "site")
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(site)),
    path("", include("qiao.kit.ui.urls")),
    path("", include("qiao.kit.bilingual.urls")),
    path("jobs/", include("qiao.kit.jobs.urls")),
    path("account/", include("qiao.rooms.accounts.urls")),
    path("account/", include("qiao.rooms.accounts.sign_in_urls")),
    path("privacy/", include("qiao.rooms.privacy.urls")),
    path("activity/", include("qiao.kit.activity.urls")),
    path("imports/", include("qiao.kit.imports.urls")),
    path("directory/", include("qiao.rooms.directory.urls")),
    path("exchanges/", include("qiao.rooms.exchanges.urls")),
    path("programme/", include("qiao.rooms.programme.urls")),
    path("registration/", include("qiao.rooms.registration.urls")),
    path("letters/", include("qiao.rooms.letters.urls")),
    path("visits/", include("qiao.rooms.visits.urls")),
    path("meetings/", include("qiao.rooms.meetings.urls")),
    path("profiles/", include("qiao.rooms.profiles.urls")),
    path("opportunities/", include("qiao.rooms.finding.urls")),
    path("opportunities/", include("qiao.rooms.opportunities.urls")),
    path("offices/", include("qiao.rooms.offices.urls")),
    path("applications/", include("qiao.rooms.applications.urls")),
    path("reviews/", include("qiao.rooms.reviews.urls")),
    path("offers/", include("qiao.rooms.offers.urls")),
    path("placement/", include("qiao.rooms.placement.urls")),
    path("training/", include("qiao.rooms.training.urls")),
    path("mail/", include("qiao.kit.mail.urls")),
]
