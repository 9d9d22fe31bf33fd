"""Addresses of materials, questions, the public pages and the exports."""

from django.urls import URLPattern, URLResolver, path

from qiao.rooms.programme.views import answer, export, material, offline, public, question

patterns: list[URLPattern | URLResolver] = [
    path("<uuid:pk>/public/", public.public, name="public"),
    path("<uuid:pk>/public/<uuid:session>/", public.public_session, name="public_session"),
    path("<uuid:pk>/public/questions/", question.public_questions, name="public_questions"),
    path("<uuid:pk>/public/programme.json", export.export_json, name="export_json"),
    path("<uuid:pk>/public/schedule.xml", export.export_xml, name="export_xml"),
    path("<uuid:pk>/public/programme.ics", export.export_calendar, name="export_calendar"),
    path("<uuid:pk>/public/places/<uuid:place>.ics", export.export_place, name="export_place"),
    path("<uuid:pk>/public/tracks/<uuid:track>.ics", export.export_track, name="export_track"),
    path("<uuid:pk>/public/releases.atom", export.release_feed, name="release_feed"),
    path("<uuid:pk>/public/offline.zip", offline.offline_copy, name="offline_copy"),
    path("<uuid:pk>/public/offline/", offline.offline_making, name="offline_making"),
    path("<uuid:pk>/materials/", material.materials, name="materials"),
    path("<uuid:pk>/materials/new/<slug:kind>/", material.material_new, name="material_new"),
    path("materials/<uuid:pk>/", material.material_edit, name="material"),
    path("materials/<uuid:pk>/removal/", material.material_removal, name="material_removal"),
    path("<uuid:pk>/questions/", question.question_queue, name="question_queue"),
    path("<uuid:pk>/questions/rules/", question.question_policy, name="question_policy"),
    path("sessions/<uuid:pk>/questions/", question.questions, name="questions"),
    path("sessions/<uuid:pk>/questions/list/", question.questions_part, name="questions_part"),
    path("sessions/<uuid:pk>/questions/wall/", question.projector, name="projector"),
    path("questions/<uuid:pk>/", answer.question, name="question"),
    path("questions/<uuid:pk>/words/", answer.question_translation, name="question_translation"),
    path("questions/<uuid:pk>/showing/", answer.question_showing, name="question_showing"),
    path("questions/<uuid:pk>/hiding/", answer.question_hiding, name="question_hiding"),
    path("questions/<uuid:pk>/merging/", answer.question_merging, name="question_merging"),
    path("questions/<uuid:pk>/vote/", question.question_vote, name="question_vote"),
    path("questions/<uuid:pk>/withdrawal/", question.question_withdrawal, name="question_withdrawal"),
]
