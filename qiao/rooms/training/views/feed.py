"""One's own sessions in a calendar program."""

from hashlib import sha256
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.training.domain.feed import feed_behind, feed_calendar, open_feed, revoke_feed
from qiao.rooms.training.models import TrainingFeed

CALENDAR = "text/calendar; charset=utf-8"


@require_POST
@login_required
def feeds(request: HttpRequest) -> HttpResponse:
    open_feed(actor_of(request), actor=actor_of(request), language=get_language() or "en")
    messages.success(request, _("The address for your calendar is ready."))
    return redirect("training:own")


@require_POST
@login_required
def feed_revocation(request: HttpRequest, pk: UUID) -> HttpResponse:
    revoke_feed(get_object_or_404(TrainingFeed, pk=pk), actor=actor_of(request))
    messages.success(request, _("The address is void: calendars that read it get nothing more."))
    return redirect("training:own")


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """Read by calendar programs, which do not sign in: the address is the key."""
    if (found := feed_behind(token)) is None:
        raise Http404
    content = feed_calendar(found)
    etag = quote_etag(sha256(content).hexdigest())
    response = get_conditional_response(request, etag=etag) or HttpResponse(content, content_type=CALENDAR)
    response["ETag"] = etag
    response["Content-Disposition"] = 'attachment; filename="trainings.ics"'
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, private=True, no_cache=True)
    return response
