"""Addresses of the room, below the language."""

from django.urls import URLPattern, URLResolver, path

from qiao.rooms.offices.views import approvals, hosting, office, own, recommendations, students

app_name = "offices"
POSTING = "<uuid:pk>/postings/<uuid:opportunity_id>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", office.offices, name="offices"),
    path("registrations/", own.registrations, name="registrations"),
    path("registrations/new/", own.choice, name="choice"),
    path("registrations/<uuid:pk>/mails/", own.registration_mails, name="registration_mails"),
    path("registrations/<uuid:pk>/ending/", own.registration_ending, name="registration_ending"),
    path("hosting/", hosting.hosting, name="hosting"),
    path("opportunities/<uuid:pk>/", hosting.approvals_of, name="approvals"),
    path("students/<uuid:pk>/", students.student, name="student"),
    path("students/<uuid:pk>/ending/", students.student_ending, name="student_ending"),
    path("<uuid:pk>/", office.office, name="office"),
    path("<uuid:pk>/registration/", own.registration_new, name="registration_new"),
    path("<uuid:pk>/students/", students.students, name="students"),
    path("<uuid:pk>/hosts/", approvals.hosts, name="hosts"),
    path("<uuid:pk>/hosts/<uuid:host_id>/", approvals.host, name="host"),
    path("<uuid:pk>/postings/", approvals.postings, name="postings"),
    path(POSTING, approvals.posting, name="posting"),
    path(f"{POSTING}recommendation/", recommendations.recommendation, name="recommendation"),
    path(
        f"{POSTING}recommendation/removal/",
        recommendations.recommendation_removal,
        name="recommendation_removal",
    ),
    path("<uuid:pk>/recommendations/", recommendations.recommendations, name="recommendations"),
    path("<uuid:pk>/settings/", office.settings, name="settings"),
]
