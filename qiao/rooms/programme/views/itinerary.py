from pathlib import Path
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from qiao.kit.access import may
from qiao.kit.documents.pdf import render_pdf
from qiao.rooms.exchanges.views.load import actor_of, exchange_for
from qiao.rooms.programme.itinerary.addresses import KINDS, itinerary_path
from qiao.rooms.programme.itinerary.lists import DelegationDays, all_delegations, own_subjects
from qiao.rooms.programme.itinerary.page import page_context
from qiao.rooms.programme.itinerary.paper import TEMPLATE, context_of
from qiao.rooms.programme.itinerary.subjects import Subject, subject_for
from qiao.rooms.programme.models import Release
from qiao.rooms.programme.views.files import calendar_answer, file_answer


@require_safe
@login_required
def itineraries(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The reader's own days at an exchange; for its owners everybody's."""
    exchange = exchange_for(request, pk)
    own = own_subjects(exchange, actor_of(request))
    is_owner = may(request.user, "programme.view_releases", exchange)
    if len(own) == 1 and not is_owner:
        return redirect(itinerary_path(own[0].party))
    partners = exchange.partners.select_related("organisation") if is_owner else []
    context = {"exchange": exchange, "own": own, "is_owner": is_owner, "partners": partners}
    context["release"] = Release.objects.current(exchange)
    listing = DelegationDays(request, all_delegations(exchange, is_owner=is_owner))
    return listing.respond("programme/itineraries.html", context)


@require_safe
@login_required
def itinerary(request: HttpRequest, noun: str, pk: UUID) -> HttpResponse:
    subject = loaded(request, noun, pk)
    return render(request, "programme/itinerary.html", page_context(subject, actor_of(request)))


@require_safe
@login_required
def itinerary_pdf(request: HttpRequest, noun: str, pk: UUID) -> HttpResponseBase:
    subject = loaded(request, noun, pk)
    language = get_language() or "en"

    def made() -> bytes:
        return render_pdf(TEMPLATE, context_of(subject), language)

    return file_answer(request, subject, "application/pdf", "itinerary.pdf", made)


@require_safe
@login_required
def itinerary_ics(request: HttpRequest, noun: str, pk: UUID) -> HttpResponseBase:
    return calendar_answer(request, loaded(request, noun, pk))


@require_safe
def offline_script(request: HttpRequest) -> HttpResponse:
    """Served beside the itineraries, because a worker reaches no further than its own folder."""
    path = finders.find("programme/offline.js")
    if not isinstance(path, str):
        raise Http404
    response = HttpResponse(Path(path).read_bytes(), content_type="text/javascript; charset=utf-8")
    patch_cache_control(response, no_cache=True)
    return response


def loaded(request: HttpRequest, noun: str, pk: UUID) -> Subject:
    if noun not in KINDS:
        raise Http404
    return subject_for(request.user, KINDS[noun], pk)
