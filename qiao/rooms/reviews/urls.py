"""Addresses of the room, below the language."""

from django.urls import URLPattern, URLResolver, path

from qiao.rooms.reviews.views import interviews, own, panel, ranking, rubric, withdrawal

app_name = "reviews"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", own.panels, name="panels"),
    path("opportunities/<uuid:pk>/", panel.panel, name="panel"),
    path("opportunities/<uuid:pk>/invitations/", panel.invitations, name="invitations"),
    path("opportunities/<uuid:pk>/reviewers/", panel.reviewers, name="reviewers"),
    path("opportunities/<uuid:pk>/sharing/", panel.sharing, name="sharing"),
    path("opportunities/<uuid:pk>/applications/", panel.applications, name="applications"),
    path("opportunities/<uuid:pk>/assignments/", own.own, name="own"),
    path("opportunities/<uuid:pk>/rubric/", rubric.rubric, name="rubric"),
    path("opportunities/<uuid:pk>/rubric/standard/", rubric.standard, name="standard"),
    path("opportunities/<uuid:pk>/rubric/new/", rubric.criterion_new, name="criterion_new"),
    path("opportunities/<uuid:pk>/rankings/", ranking.rankings, name="rankings"),
    path("opportunities/<uuid:pk>/interviews/", interviews.interviews, name="interviews"),
    path("opportunities/<uuid:pk>/interviews/new/", interviews.slot_new, name="slot_new"),
    path("reviewers/<uuid:pk>/removal/", panel.reviewer_removal, name="reviewer_removal"),
    path("criteria/<uuid:pk>/", rubric.criterion, name="criterion"),
    path("criteria/<uuid:pk>/removal/", rubric.criterion_removal, name="criterion_removal"),
    path("applications/<uuid:pk>/", panel.application, name="application"),
    path("applications/<uuid:pk>/notes/", own.notes, name="notes"),
    path("applications/<uuid:pk>/interview/", interviews.interview_invitation, name="interview_invitation"),
    path("notes/<uuid:pk>/removal/", own.note_removal, name="note_removal"),
    path("assignments/<uuid:pk>/", own.assignment, name="assignment"),
    path("assignments/<uuid:pk>/declaration/", own.declaration, name="declaration"),
    path("assignments/<uuid:pk>/assessment/", own.assessment, name="assessment"),
    path("assignments/<uuid:pk>/removal/", panel.assignment_removal, name="assignment_removal"),
    path("declarations/<uuid:pk>/withdrawal/", withdrawal.conflict_withdrawal, name="conflict_withdrawal"),
    path("withdrawals/<uuid:pk>/", withdrawal.withdrawal, name="withdrawal"),
    path("intakes/<uuid:pk>/ranking/", ranking.ranking, name="ranking"),
    path("intakes/<uuid:pk>/ranking/shifts/", ranking.shifts, name="shifts"),
    path("intakes/<uuid:pk>/ranking/tiers/", ranking.tiers, name="tiers"),
    path("intakes/<uuid:pk>/ranking/confirmation/", ranking.confirmation, name="confirmation"),
    path("intakes/<uuid:pk>/ranking/reopening/", ranking.reopening, name="reopening"),
    path("slots/<uuid:pk>/", interviews.slot, name="slot"),
    path("slots/<uuid:pk>/cancellation/", interviews.slot_cancellation, name="slot_cancellation"),
    path("interviews/<uuid:pk>/", interviews.interview, name="interview"),
    path("interviews/<uuid:pk>/booking/", interviews.booking, name="booking"),
    path("interviews/<uuid:pk>/release/", interviews.release, name="release"),
]
