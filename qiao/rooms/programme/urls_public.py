"""Addresses of materials, questions, the public pages and the exports."""

from django.urls import URLPattern, URLResolver, path

from qiao.rooms.programme.views import answer, export, material, offline, public, question

patterns: list[URLPattern | URLResolver] = [
    path("<uuid:exchange_id>/public/", public.public, name="public"),
    path("<uuid:exchange_id>/public/<uuid:session>/", public.public_session, name="public_session"),
    path("<uuid:exchange_id>/public/questions/", question.public_questions, name="public_questions"),
    path("<uuid:exchange_id>/public/programme.json", export.export_json, name="export_json"),
    path("<uuid:exchange_id>/public/schedule.xml", export.export_xml, name="export_xml"),
    path("<uuid:exchange_id>/public/programme.ics", export.export_calendar, name="export_calendar"),
    path("<uuid:exchange_id>/public/places/<uuid:place>.ics", export.export_place, name="export_place"),
    path("<uuid:exchange_id>/public/tracks/<uuid:track>.ics", export.export_track, name="export_track"),
    path("<uuid:exchange_id>/public/releases.atom", export.release_feed, name="release_feed"),
    path("<uuid:exchange_id>/public/offline.zip", offline.offline_copy, name="offline_copy"),
    path("<uuid:exchange_id>/public/offline/", offline.offline_making, name="offline_making"),
    path("<uuid:exchange_id>/materials/", material.materials, name="materials"),
    path("<uuid:exchange_id>/materials/new/<slug:kind>/", material.material_new, name="material_new"),
    path("materials/<uuid:pk>/", material.material_edit, name="material"),
    path("materials/<uuid:pk>/removal/", material.material_removal, name="material_removal"),
    path("<uuid:exchange_id>/questions/", question.question_queue, name="question_queue"),
    path("<uuid:exchange_id>/questions/rules/", question.question_policy, name="question_policy"),
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
