"""Addresses of the room, below the language."""

from django.urls import URLPattern, URLResolver, path

from qiao.rooms.training.views import cohort, enrolment, feed, outcomes, verification

app_name = "training"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", enrolment.trainings, name="own"),
    path("feeds/", feed.feeds, name="feeds"),
    path("feeds/<uuid:pk>/revocation/", feed.feed_revocation, name="feed_revocation"),
    path("feeds/<slug:token>.ics", feed.feed, name="feed"),
    path("verification/", verification.verification, name="verification"),
    path("verification/<slug:code>/", verification.verdict, name="verdict"),
    path("intakes/<uuid:pk>/cohort/", cohort.cohort_new, name="cohort_new"),
    path("cohorts/<uuid:pk>/", cohort.cohort, name="cohort"),
    path("cohorts/<uuid:pk>/settings/", cohort.settings, name="settings"),
    path("cohorts/<uuid:pk>/enrolling/", cohort.enrolling, name="enrolling"),
    path("cohorts/<uuid:pk>/sessions/", cohort.sessions, name="sessions"),
    path("sessions/<uuid:pk>/", cohort.session, name="session"),
    path("sessions/<uuid:pk>/change/", cohort.session_change, name="session_change"),
    path("sessions/<uuid:pk>/removal/", cohort.session_removal, name="session_removal"),
    path("enrolments/<uuid:pk>/", enrolment.enrolment, name="enrolment"),
    path("enrolments/<uuid:pk>/completion/", enrolment.completion, name="completion"),
    path("enrolments/<uuid:pk>/removal/", enrolment.removal, name="removal"),
    path("enrolments/<uuid:pk>/leaving/", enrolment.leaving, name="leaving"),
    path("enrolments/<uuid:pk>/certificate/", enrolment.certificate, name="certificate"),
    path("milestones/<uuid:pk>/", enrolment.milestone, name="milestone"),
    path("milestones/<uuid:pk>/confirmation/", enrolment.confirmation, name="confirmation"),
    path("certificates/<uuid:pk>/paper/", enrolment.paper, name="paper"),
    path("certificates/<uuid:pk>/revocation/", enrolment.revocation, name="revocation"),
    path("hosts/<uuid:pk>/outcomes/", outcomes.of_host, name="outcomes_of_host"),
    path("exchanges/<uuid:pk>/outcomes/", outcomes.of_exchange, name="outcomes_of_exchange"),
]
