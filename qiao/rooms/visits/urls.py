"""Addresses of the room, below the language."""

from django.urls import URLPattern, URLResolver, path

from qiao.rooms.visits.views import person, plan, visit

app_name = "visits"
urlpatterns: list[URLPattern | URLResolver] = [
    path("of/<uuid:pk>/", visit.visits, name="visits"),
    path("of/<uuid:pk>/new/", visit.visit_new, name="visit_new"),
    path("of/<uuid:pk>/wishes/", person.wishes, name="wishes"),
    path("of/<uuid:pk>/groups/", plan.groups, name="groups"),
    path("of/<uuid:pk>/plans/", plan.plans, name="plans"),
    path("of/<uuid:pk>/pins/", plan.pins, name="pins"),
    path("pins/<uuid:pk>/removal/", plan.pin_removal, name="pin_removal"),
    path("plans/<uuid:pk>/", plan.plan, name="plan"),
    path("plans/<uuid:pk>/acceptance/", plan.plan_acceptance, name="plan_acceptance"),
    path("plans/<uuid:pk>/changes/<uuid:old_pk>/", plan.difference, name="difference"),
    path("people/<uuid:pk>/", person.person, name="person"),
    path("places/<uuid:pk>/removal/", person.place_removal, name="place_removal"),
    path("waiting/<uuid:pk>/removal/", person.waiting_removal, name="waiting_removal"),
    path("runs/<uuid:pk>/", visit.run_edit, name="run_edit"),
    path("runs/<uuid:pk>/removal/", visit.run_removal, name="run_removal"),
    path("runs/<uuid:pk>/places/<uuid:member_pk>/", person.place, name="place"),
    path("runs/<uuid:pk>/waiting/<uuid:member_pk>/", person.waiting, name="waiting"),
    path("exclusions/<uuid:pk>/removal/", visit.exclusion_removal, name="exclusion_removal"),
    path("sites/<uuid:pk>/", visit.visit, name="visit"),
    path("sites/<uuid:pk>/profile/", visit.visit_edit, name="visit_edit"),
    path("sites/<uuid:pk>/removal/", visit.visit_removal, name="visit_removal"),
    path("sites/<uuid:pk>/runs/", visit.run_new, name="run_new"),
    path("sites/<uuid:pk>/exclusions/", visit.exclusions, name="exclusions"),
]
