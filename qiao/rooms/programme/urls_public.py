"""Addresses of materials, questions, the public pages and the exports."""

from django.urls import URLPattern, URLResolver, path

from qiao.rooms.programme.views import answer, material, question

patterns: list[URLPattern | URLResolver] = [
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
