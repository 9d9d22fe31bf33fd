from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from qiao.rooms.exchanges.views.load import actor_of
from qiao.rooms.programme.domain.feed import feed_behind, open_feed, party_of, revoke_feed
from qiao.rooms.programme.itinerary.addresses import itinerary_path
from qiao.rooms.programme.models import CalendarFeed
from qiao.rooms.programme.views.files import calendar_answer
from qiao.rooms.programme.views.itinerary import loaded


@require_POST
@login_required
def itinerary_feed(request: HttpRequest, noun: str, pk: UUID) -> HttpResponse:
    subject = loaded(request, noun, pk)
    open_feed(subject, actor=actor_of(request), language=get_language() or "en")
    messages.success(request, _("The address for your calendar is ready."))
    return redirect("programme:itinerary", noun, pk)


@require_POST
@login_required
def feed_revocation(request: HttpRequest, pk: UUID) -> HttpResponse:
    feed = get_object_or_404(CalendarFeed.objects.select_related("exchange"), pk=pk)
    revoke_feed(feed, actor=actor_of(request))
    messages.success(request, _("The address is void: calendars that read it get nothing more."))
    return redirect(itinerary_path(party_of(feed)))


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """Read by calendar programs, which do not sign in: the address is the key."""
    if (found := feed_behind(token)) is None:
        raise Http404
    opened, subject = found
    with override(opened.language):
        response = calendar_answer(request, subject)
    response["X-Robots-Tag"] = "noindex"
    return response
