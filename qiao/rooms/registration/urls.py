"""Addresses of the room, below the language."""

from django.urls import URLPattern, URLResolver, path, register_converter

from qiao.rooms.registration.enums import Direction, Scope
from qiao.rooms.registration.views import building, filling, hotel, needs, organising, question, totals


class _OneOf:
    regex = ""

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


class StepConverter(_OneOf):
    regex = "up|down"


class ScopeConverter(_OneOf):
    regex = "|".join(Scope.values)


class DirectionConverter(_OneOf):
    regex = "|".join(Direction.values)


register_converter(StepConverter, "step")
register_converter(ScopeConverter, "scope")
register_converter(DirectionConverter, "travel")

app_name = "registration"
urlpatterns: list[URLPattern | URLResolver] = [
    path("exchanges/<uuid:pk>/form/", building.form, name="form"),
    path("exchanges/<uuid:pk>/form/settings/", building.form_settings, name="form_settings"),
    path("exchanges/<uuid:pk>/form/pages/new/", building.page_new, name="page_new"),
    path("exchanges/<uuid:pk>/form/preview/<scope:scope>/", building.preview, name="preview"),
    path("form-pages/<uuid:pk>/", building.page_edit, name="page"),
    path("form-pages/<uuid:pk>/removal/", building.page_removal, name="page_removal"),
    path("form-pages/<uuid:pk>/position/<step:direction>/", building.page_position, name="page_position"),
    path("form-pages/<uuid:pk>/questions/new/", question.question_new, name="question_new"),
    path("form-questions/<uuid:pk>/", question.question, name="question"),
    path(
        "form-questions/<uuid:pk>/position/<step:direction>/",
        question.question_position,
        name="question_position",
    ),
    path("form-questions/<uuid:pk>/archiving/", question.question_archiving, name="question_archiving"),
    path("form-questions/<uuid:pk>/removal/", question.question_removal, name="question_removal"),
    path("form-questions/<uuid:pk>/options/new/", question.option_new, name="option_new"),
    path("form-options/<uuid:pk>/", question.option, name="option"),
    path(
        "form-options/<uuid:pk>/position/<step:direction>/", question.option_position, name="option_position"
    ),
    path("form-options/<uuid:pk>/removal/", question.option_removal, name="option_removal"),
    path("exchanges/<uuid:pk>/registrations/", organising.registrations, name="registrations"),
    path("exchanges/<uuid:pk>/reviews/", organising.reviews, name="reviews"),
    path("reviews/<uuid:pk>/", organising.review, name="review"),
    path("reviews/<uuid:pk>/acceptance/", organising.review_acceptance, name="review_acceptance"),
    path("reviews/<uuid:pk>/refusal/", organising.review_refusal, name="review_refusal"),
    path("exchanges/<uuid:pk>/hotels/", hotel.hotels, name="hotels"),
    path("exchanges/<uuid:pk>/hotels/new/", hotel.hotel_new, name="hotel_new"),
    path("hotels/<uuid:pk>/", hotel.hotel, name="hotel"),
    path("hotels/<uuid:pk>/removal/", hotel.hotel_removal, name="hotel_removal"),
    path("stays/<uuid:pk>/hotel/", hotel.stay_hotel, name="stay_hotel"),
    path("exchanges/<uuid:pk>/totals/", totals.totals_page, name="totals"),
    path("totals-links/<uuid:pk>/revocation/", totals.link_revocation, name="link_revocation"),
    path("totals/<slug:token>/", totals.shared_totals, name="shared_totals"),
    path("delegations/<uuid:pk>/", filling.delegation, name="delegation"),
    path(
        "delegations/<uuid:pk>/answers/<uuid:page_pk>/",
        filling.delegation_answers,
        name="delegation_answers",
    ),
    path("delegations/<uuid:pk>/organisers/", filling.delegation_organisers, name="delegation_organisers"),
    path("members/<uuid:pk>/", filling.member, name="member"),
    path("members/<uuid:pk>/answers/<uuid:page_pk>/", filling.member_answers, name="member_answers"),
    path("members/<uuid:pk>/organisers/", filling.member_organisers, name="member_organisers"),
    path("members/<uuid:pk>/needs/", needs.member_needs, name="member_needs"),
    path("members/<uuid:pk>/travel/<travel:direction>/", needs.member_travel, name="member_travel"),
    path("members/<uuid:pk>/nights/", needs.member_nights, name="member_nights"),
]
