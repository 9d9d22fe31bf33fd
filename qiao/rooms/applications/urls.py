"""Addresses of the room, below the language."""

from django.urls import URLPattern, URLResolver, path

from qiao.rooms.applications.views import letters, own, reference, selection

app_name = "applications"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", own.applications, name="applications"),
    path("opportunities/<uuid:pk>/", selection.queue, name="queue"),
    path("opportunities/<uuid:pk>/new/", own.application_new, name="application_new"),
    path("opportunities/<uuid:pk>/closing/", selection.queue_closing, name="queue_closing"),
    path("offices/<uuid:pk>/", selection.students, name="students"),
    path("documents/<uuid:pk>/removal/", own.document_removal, name="document_removal"),
    path("letters/<uuid:pk>/", letters.letter, name="letter"),
    path("letters/<uuid:pk>/reminder/", letters.reminder, name="letter_reminder"),
    path("letters/<uuid:pk>/cancellation/", letters.cancellation, name="letter_cancellation"),
    path("letters/<uuid:pk>/entry/", letters.entry, name="letter_entry"),
    path("references/thanks/", reference.reference_thanks, name="reference_thanks"),
    path("references/declined/", reference.reference_declined, name="reference_declined"),
    path("references/<slug:token>/", reference.reference, name="reference"),
    path("references/<slug:token>/refusal/", reference.reference_refusal, name="reference_refusal"),
    path("<uuid:pk>/", own.application, name="application"),
    path("<uuid:pk>/statement/", own.statement, name="statement"),
    path("<uuid:pk>/documents/new/", own.document_new, name="document_new"),
    path("<uuid:pk>/letters/new/", letters.letter_new, name="letter_new"),
    path("<uuid:pk>/letters/<uuid:letter_pk>/reuse/", letters.letter_reuse, name="letter_reuse"),
    path("<uuid:pk>/preview/", own.preview, name="preview"),
    path("<uuid:pk>/submission/", own.submission, name="submission"),
    path("<uuid:pk>/reopening/", own.reopening, name="reopening"),
    path("<uuid:pk>/withdrawal/", own.withdrawal, name="withdrawal"),
    path("<uuid:pk>/selection/", selection.selection, name="selection"),
    path("<uuid:pk>/stage/", selection.stage, name="stage"),
    path("<uuid:pk>/completion/", selection.completion, name="completion"),
    path("<uuid:pk>/reading/", selection.reading, name="reading"),
    path("<uuid:pk>/closing/", selection.closing, name="closing"),
]
