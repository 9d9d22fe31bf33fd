"""What a person needs, how they travel, where they sleep."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qiao.rooms.exchanges.views.load import actor_of
from qiao.rooms.registration.domain.needs import save_leg, save_needs
from qiao.rooms.registration.domain.staying import save_stay
from qiao.rooms.registration.enums import Direction
from qiao.rooms.registration.forms.needs import LegForm, NeedsForm, StayForm, theirs_in_words
from qiao.rooms.registration.models import Registration, Stay
from qiao.rooms.registration.pages import url_of
from qiao.rooms.registration.views.load import member_registration
from qiao.rooms.registration.views.saving import fresh_version, saves


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def member_needs(request: HttpRequest, pk: UUID) -> HttpResponse:
    registration = member_registration(request, pk)
    needs = {} if registration._state.adding else _by_code(registration)
    form = NeedsForm(request.POST or None, initial=NeedsForm.start(needs, registration.needs_version))

    def show(theirs: Any) -> None:
        form.add_error(None, _("Saved meanwhile: %(answer)s") % {"answer": theirs_in_words(theirs)})
        form.accept_theirs(fresh_version(registration, "needs_version"))

    if form.is_valid() and saves(
        form,
        lambda: save_needs(
            registration,
            actor=actor_of(request),
            needs=form.drafts(),
            version=form.cleaned_data["version"],
        ),
        show,
    ):
        return _done(request, registration, _("The needs have been saved."))
    return _page(request, registration, form, _("Needs"), "needs")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def member_travel(request: HttpRequest, pk: UUID, direction: str) -> HttpResponse:
    registration = member_registration(request, pk)
    way = Direction(direction)
    leg = None if registration._state.adding else registration.legs.filter(direction=way).first()
    zone = registration.delegation.exchange.time_zone
    form = LegForm(request.POST or None, initial=LegForm.start(leg, zone, registration.travel_version))

    def show(theirs: Any) -> None:
        form.add_error(None, _("Saved meanwhile: %(answer)s") % {"answer": _leg_in_words(theirs)})
        form.accept_theirs(fresh_version(registration, "travel_version"))

    if form.is_valid() and saves(
        form,
        lambda: save_leg(
            registration,
            actor=actor_of(request),
            direction=way,
            values=form.cleaned_data,
            version=form.cleaned_data["version"],
        ),
        show,
    ):
        return _done(request, registration, _("Your travel has been saved."))
    return _page(request, registration, form, way.label, "travel")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def member_nights(request: HttpRequest, pk: UUID) -> HttpResponse:
    registration = member_registration(request, pk)
    stay = Stay.objects.filter(registration__member=registration.member).first()
    form = StayForm(
        request.POST or None,
        initial=StayForm.start(stay, registration.stay_version),
        mates=_mates(registration),
    )

    def show(theirs: Any) -> None:
        form.add_error(None, _("Saved meanwhile: %(answer)s") % {"answer": _stay_in_words(theirs)})
        form.accept_theirs(fresh_version(registration, "stay_version"))

    if form.is_valid() and saves(
        form,
        lambda: save_stay(
            registration,
            actor=actor_of(request),
            values=form.cleaned_data,
            version=form.cleaned_data["version"],
        ),
        show,
    ):
        return _done(request, registration, _("The nights have been saved."))
    return _page(request, registration, form, _("Nights and room"), "beds")


def _by_code(registration: Registration) -> dict[tuple[str, str], str]:
    return {(need.kind, need.code): need.note for need in registration.needs.all()}


def _mates(registration: Registration) -> Any:
    """Of the own delegation: nobody learns here who else comes."""
    own = registration.delegation.members.active().select_related("delegation")
    return own.exclude(pk=registration.member.pk) if registration.member else own


def _leg_in_words(theirs: dict[str, Any]) -> str:
    if not theirs:
        return _("nothing")
    there = theirs["at"].astimezone(ZoneInfo(theirs["time_zone"]))
    parts = (date_format(there, "DATETIME_FORMAT"), theirs["number"], theirs["port"])
    return _(", ").join(part for part in parts if part)


def _stay_in_words(theirs: dict[str, Any]) -> str:
    if not theirs:
        return _("nothing")
    return f"{date_format(theirs['first_night'])} × {theirs['nights']}"


def _done(request: HttpRequest, registration: Registration, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect(url_of(registration))


def _page(
    request: HttpRequest, registration: Registration, form: Any, heading: Any, part: str
) -> HttpResponse:
    context = {
        "exchange": registration.delegation.exchange,
        "registration": registration,
        "form": form,
        "heading": heading,
        "part": part,
        "back": url_of(registration),
    }
    return render(request, "registration/part.html", context, status=422 if form.errors else 200)
