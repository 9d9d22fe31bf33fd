"""Addresses of the room, below the language."""

from django.urls import URLPattern, URLResolver, path

from qiao.rooms.placement.views import host, own, run
from qiao.rooms.placement.views import round as rounds

app_name = "placement"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", rounds.rounds, name="rounds"),
    path("exchanges/<uuid:pk>/", rounds.rounds_of_exchange, name="rounds_of_exchange"),
    path("exchanges/<uuid:pk>/new/", rounds.round_of_exchange, name="round_of_exchange"),
    path("organisations/<uuid:pk>/new/", rounds.round_of_organisation, name="round_of_organisation"),
    path("posts/<uuid:pk>/", host.post, name="post"),
    path("posts/<uuid:pk>/limits/", rounds.post_edit, name="post_edit"),
    path("posts/<uuid:pk>/removal/", rounds.post_removal, name="post_removal"),
    path("posts/<uuid:pk>/taking/", host.taking, name="taking"),
    path("posts/<uuid:pk>/certification/", host.post_certification, name="post_certification"),
    path("posts/<uuid:pk>/reopening/", host.post_reopening, name="post_reopening"),
    path("lists/<uuid:pk>/", own.rank_list, name="list"),
    path("lists/<uuid:pk>/certification/", own.certification, name="certification"),
    path("lists/<uuid:pk>/reopening/", own.reopening, name="reopening"),
    path("lists/<uuid:pk>/pair/", own.pair_new, name="pair_new"),
    path("pairs/<uuid:pk>/", own.pair, name="pair"),
    path("pairs/<uuid:pk>/agreement/", own.agreement, name="agreement"),
    path("pairs/<uuid:pk>/dissolution/", own.dissolution, name="dissolution"),
    path("placements/<uuid:pk>/acceptance/", own.acceptance, name="acceptance"),
    path("placements/<uuid:pk>/refusal/", own.refusal, name="refusal"),
    path("runs/<uuid:pk>/confirmation/", run.confirmation, name="confirmation"),
    path("runs/<uuid:pk>/withdrawal/", run.withdrawal, name="withdrawal"),
    path("runs/<uuid:pk>/approval/", run.approval, name="approval"),
    path("<uuid:pk>/", rounds.matching_round, name="round"),
    path("<uuid:pk>/rules/", rounds.round_edit, name="round_edit"),
    path("<uuid:pk>/opening/", rounds.opening, name="opening"),
    path("<uuid:pk>/cancellation/", rounds.cancellation, name="cancellation"),
    path("<uuid:pk>/conclusion/", rounds.conclusion, name="conclusion"),
    path("<uuid:pk>/second/new/", rounds.second_new, name="second_new"),
    path("<uuid:pk>/posts/new/", rounds.post_new, name="post_new"),
    path("<uuid:pk>/own/", own.own_list, name="own_list"),
    path("<uuid:pk>/run/", run.run, name="run"),
    path("<uuid:pk>/run/proposal/", run.proposal, name="proposal"),
    path("<uuid:pk>/practice/", run.practice, name="practice"),
    path("<uuid:pk>/result/", run.result, name="result"),
    path("<uuid:pk>/what-if/", run.what_if, name="what_if"),
    path("<uuid:pk>/verification/", run.verification, name="verification"),
    path("<uuid:pk>/verification/seed/", run.seed_document, name="seed_document"),
    path("<uuid:pk>/verification/instance/", run.instance, name="instance"),
    path("<uuid:pk>/verification/result/", run.result_document, name="result_document"),
]
