"""What the organisers do: the queue, one letter while deciding on it, and the settings."""

from collections.abc import Callable
from copy import copy
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.access import may
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.views.load import actor_of, exchange_for
from qiao.rooms.letters.domain import review as domain
from qiao.rooms.letters.domain.application import is_agreed
from qiao.rooms.letters.domain.paper import preview_paper
from qiao.rooms.letters.domain.settings import require_settings, set_settings, settings_of
from qiao.rooms.letters.domain.wiping import wipe_counts, wiped_on
from qiao.rooms.letters.forms import ReasonForm, SettingsForm
from qiao.rooms.letters.listings import LetterList, queue_of
from qiao.rooms.letters.models import Letter, LetterSettings
from qiao.rooms.letters.rules import is_deciding
from qiao.rooms.letters.views.load import letter_for
from qiao.rooms.letters.views.own import pdf_response


@require_safe
@login_required
def queue(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    exchange = exchange_for(request, pk, "letters.list_letters")
    context = {"exchange": exchange, "counts": wipe_counts(exchange), "settings": settings_of(exchange)}
    return LetterList(request, queue_of(exchange)).respond("letters/queue.html", context)


@never_cache
@require_safe
@login_required
def review(request: HttpRequest, pk: UUID) -> HttpResponse:
    letter = letter_for(request, pk, "letters.follow_letter")
    actor, settings = actor_of(request), require_settings(letter.exchange)
    reviews = may(actor, "letters.review_letter", letter)
    agreed = is_agreed(letter)
    decides = reviews and is_deciding(actor, letter) and not letter.is_wiped and agreed
    passport = domain.open_passport(letter, actor=actor) if decides else None
    context = {
        "exchange": letter.exchange,
        "letter": letter,
        "settings": settings,
        "passport": passport,
        "is_short": passport and letter.stay_to and not passport.outlasts(letter.stay_to),
        "wiped_on": wiped_on(letter, settings.kept_days),
        "steps": letter.steps.select_related("actor"),
        "reviews": reviews and not letter.is_wiped,
        "is_agreed": agreed,
    }
    return render(request, "letters/review.html", context)


@require_POST
@login_required
def claim(request: HttpRequest, pk: UUID) -> HttpResponse:
    letter = letter_for(request, pk, "letters.review_letter")
    domain.claim_letter(letter, actor=actor_of(request))
    return redirect("letters:review", letter.pk)


@require_POST
@login_required
def claim_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    letter = letter_for(request, pk, "letters.review_letter")
    domain.put_back_letter(letter, actor=actor_of(request))
    messages.success(request, _("The letter is back in the queue."))
    return redirect("letters:queue", letter.exchange_id)


@require_POST
@login_required
def issuing(request: HttpRequest, pk: UUID) -> HttpResponse:
    letter = domain.issue_letter(letter_for(request, pk, "letters.review_letter"), actor=actor_of(request))
    messages.success(request, _("Letter %(number)s has been issued.") % {"number": letter.number})
    return redirect("letters:review", letter.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def return_(request: HttpRequest, pk: UUID) -> HttpResponse:
    letter = letter_for(request, pk, "letters.review_letter")
    words = {"title": _("Send the request back"), "label": _("Send back"), "variant": "primary"}
    words["lead"] = _("The person corrects what you name and sends the request again.")
    return _decided(request, letter, domain.send_back_letter, words)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def refusal(request: HttpRequest, pk: UUID) -> HttpResponse:
    letter = letter_for(request, pk, "letters.review_letter")
    words = {"title": _("Refuse the letter"), "label": pgettext("letter", "Refuse"), "variant": "danger"}
    words["lead"] = _("The request ends here. The person may make a new one.")
    return _decided(request, letter, domain.refuse_letter, words)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def revocation(request: HttpRequest, pk: UUID) -> HttpResponse:
    letter = letter_for(request, pk, "letters.revoke_letter")
    words = {"title": _("Revoke the letter"), "label": _("Revoke"), "variant": "danger"}
    words["lead"] = _("Whoever checks the letter is told that it is revoked. This cannot be undone.")
    return _decided(request, letter, domain.revoke_letter, words)


@never_cache
@require_safe
@login_required
def preview(request: HttpRequest, pk: UUID) -> HttpResponse:
    letter = letter_for(request, pk, "letters.open_passport")
    return pdf_response(preview_paper(letter, actor=actor_of(request)), "preview")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def settings(request: HttpRequest, pk: UUID) -> HttpResponse:
    exchange = exchange_for(request, pk, "letters.change_settings")
    known = settings_of(exchange) or LetterSettings(exchange=exchange)
    form = SettingsForm(request.POST or None, instance=copy(known), exchange=exchange)
    if form.is_valid() and succeeds(
        form, lambda: set_settings(exchange, actor=actor_of(request), values=form.cleaned_data)
    ):
        messages.success(request, _("The settings of the letters have been saved."))
        return redirect("letters:queue", exchange.pk)
    context = {"exchange": exchange, "form": form}
    return render(request, "letters/settings.html", context, status=422 if form.errors else 200)


def _decided(
    request: HttpRequest, letter: Letter, decide: Callable[..., Letter], words: dict[str, str]
) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    actor = actor_of(request)
    if form.is_valid() and succeeds(form, lambda: decide(letter, actor=actor, **form.cleaned_data)):
        messages.success(request, _("Done. The person gets a mail."))
        return redirect("letters:review", letter.pk)
    context: dict[str, Any] = {"exchange": letter.exchange, "letter": letter, "form": form, "words": words}
    return render(request, "letters/decision.html", context, status=422 if form.errors else 200)
