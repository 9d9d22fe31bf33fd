"""What a person, or the head of their delegation, does with a letter."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.access import may, require
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.models import DelegationMember
from qiao.rooms.exchanges.views.load import actor_of, exchange_for
from qiao.rooms.letters.domain.application import ask_letter, change_letter, stay_span, submit_letter
from qiao.rooms.letters.domain.paper import fetch_paper
from qiao.rooms.letters.domain.review import open_passport
from qiao.rooms.letters.domain.settings import require_settings, settings_of
from qiao.rooms.letters.domain.wiping import wipe_on_request, wiped_on
from qiao.rooms.letters.forms import ApplicationForm, SubmissionForm
from qiao.rooms.letters.listings import own_letters
from qiao.rooms.letters.models import Letter
from qiao.rooms.letters.pages import consent_asked, member_rows
from qiao.rooms.letters.views.load import letter_for


@require_safe
@login_required
def letters(request: HttpRequest, pk: UUID) -> HttpResponse:
    exchange = exchange_for(request, pk, "letters.list_own")
    found = list(own_letters(request.user, exchange).order_by("-id"))
    context = {
        "exchange": exchange,
        "members": member_rows(exchange, request.user, found),
        "settings": settings_of(exchange),
        "may_review": may(request.user, "letters.list_letters", exchange),
    }
    return render(request, "letters/letters.html", context)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def letter_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    rows = DelegationMember.objects.select_related("delegation__exchange", "delegation__organisation")
    member = get_object_or_404(rows, pk=pk)
    require(request.user, "letters.ask_letter", member)
    standing = Letter.objects.standing().filter(member=member).first()
    if standing is not None and request.method != "POST":
        return redirect("letters:letter", standing.pk)
    exchange = member.delegation.exchange
    form = ApplicationForm(request.POST or None, span=stay_span(exchange), initial=_initial(member))
    made: list[Letter] = []
    if form.is_valid() and succeeds(
        form, lambda: made.append(ask_letter(member, actor=actor_of(request), **form.values()))
    ):
        return redirect("letters:letter", made[0].pk)
    context = {"exchange": exchange, "member": member, "form": form, "settings": require_settings(exchange)}
    return render(request, "letters/application.html", context, status=_status(form))


@never_cache
@require_safe
@login_required
def letter(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = letter_for(request, pk)
    return render(request, "letters/letter.html", _context(found, request))


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def application(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = letter_for(request, pk, "letters.change_letter")
    actor, exchange = actor_of(request), found.exchange
    if not found.is_with_the_asker:
        return redirect("letters:letter", found.pk)
    initial = {} if request.method == "POST" else _held(found, actor)
    form = ApplicationForm(request.POST or None, span=stay_span(exchange), initial=initial)
    if form.is_valid() and succeeds(form, lambda: change_letter(found, actor=actor, **form.values())):
        messages.success(request, _("The data have been saved."))
        return redirect("letters:letter", found.pk)
    context = {"exchange": exchange, "member": found.member, "letter": found, "form": form}
    context["settings"] = require_settings(exchange)
    return render(request, "letters/application.html", context, status=_status(form))


@require_POST
@login_required
def submission(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = letter_for(request, pk, "letters.change_letter")
    words, is_asked = consent_asked(found, request.user)
    form = SubmissionForm(request.POST, words=words, is_asked=is_asked)
    agreed = words if is_asked else None
    if form.is_valid() and succeeds(
        form, lambda: submit_letter(found, actor=actor_of(request), agreed=agreed)
    ):
        messages.success(request, _("The request is with the organisers. You get a mail when it is decided."))
        return redirect("letters:letter", found.pk)
    context = _context(letter_for(request, pk), request) | {"form": form}
    return render(request, "letters/letter.html", context, status=_status(form))


@require_POST
@login_required
def wiping(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = letter_for(request, pk, "letters.wipe_letter")
    wipe_on_request(found, actor=actor_of(request))
    messages.success(request, _("The passport data and the document have been wiped."))
    return redirect("letters:letter", found.pk)


@never_cache
@require_safe
@login_required
def paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = letter_for(request, pk, "letters.fetch_paper")
    return pdf_response(fetch_paper(found, actor=actor_of(request)), found.number or "letter")


def pdf_response(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _context(found: Letter, request: HttpRequest) -> dict[str, Any]:
    settings = require_settings(found.exchange)
    words, is_asked = consent_asked(found, request.user)
    passport = None
    if may(request.user, "letters.change_letter", found) and not found.is_wiped:
        passport = open_passport(found, actor=actor_of(request))
    return {
        "exchange": found.exchange,
        "letter": found,
        "settings": settings,
        "passport": passport,
        "is_short": passport and found.stay_to and not passport.outlasts(found.stay_to),
        "wiped_on": wiped_on(found, settings.kept_days),
        "steps": found.steps.select_related("actor"),
        "may_change": passport is not None and found.is_with_the_asker,
        "may_wipe": passport is not None,
        "may_fetch": found.state == "issued" and found.digest and not found.is_wiped and passport is not None,
        "form": SubmissionForm(words=words, is_asked=is_asked),
    }


def _initial(member: DelegationMember) -> dict[str, Any]:
    exchange = member.delegation.exchange
    names = {"name_native": member.name_zh[:50]} if member.name_zh else {}
    return names | {"stay_from": exchange.starts_on, "stay_to": exchange.ends_on}


def _held(found: Letter, actor: Any) -> dict[str, Any]:
    passport = open_passport(found, actor=actor)
    names = ("name_latin", "name_native", "nationality", "number", "sex", "applies_at")
    held = {name: getattr(passport, name) for name in names}
    days = {"born_on": passport.birthday, "expires_on": passport.expiry}
    return held | days | {"stay_from": found.stay_from, "stay_to": found.stay_to}


def _status(form: Any) -> int:
    return 422 if form.errors else 200
