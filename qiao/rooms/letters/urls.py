"""Addresses of the room, below the language."""

from django.urls import URLPattern, URLResolver, path

from qiao.rooms.letters.views import own, review, verification

app_name = "letters"
urlpatterns: list[URLPattern | URLResolver] = [
    path("verification/", verification.verification, name="verification"),
    path("verification/<slug:code>/", verification.verdict, name="verdict"),
    path("exchanges/<uuid:pk>/", own.letters, name="letters"),
    path("exchanges/<uuid:pk>/queue/", review.queue, name="queue"),
    path("exchanges/<uuid:pk>/settings/", review.settings, name="settings"),
    path("members/<uuid:pk>/new/", own.letter_new, name="letter_new"),
    path("<uuid:pk>/", own.letter, name="letter"),
    path("<uuid:pk>/application/", own.application, name="application"),
    path("<uuid:pk>/submission/", own.submission, name="submission"),
    path("<uuid:pk>/wiping/", own.wiping, name="wiping"),
    path("<uuid:pk>/paper/", own.paper, name="paper"),
    path("<uuid:pk>/review/", review.review, name="review"),
    path("<uuid:pk>/claim/", review.claim, name="claim"),
    path("<uuid:pk>/claim/removal/", review.claim_removal, name="claim_removal"),
    path("<uuid:pk>/issuing/", review.issuing, name="issuing"),
    path("<uuid:pk>/return/", review.return_, name="return"),
    path("<uuid:pk>/refusal/", review.refusal, name="refusal"),
    path("<uuid:pk>/revocation/", review.revocation, name="revocation"),
    path("<uuid:pk>/preview/", review.preview, name="preview"),
]
