from copy import copy
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.views.load import actor_of, exchange_for
from qiao.rooms.programme.domain import track as domain
from qiao.rooms.programme.forms.place import TrackForm
from qiao.rooms.programme.models import Track
from qiao.rooms.programme.views.load import track_for


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def tracks(request: HttpRequest, exchange_id: UUID) -> HttpResponse:
    exchange, actor = exchange_for(request, exchange_id, "programme.edit_programme"), actor_of(request)
    form = TrackForm(request.POST or None, instance=Track(exchange=exchange))
    if form.is_valid() and succeeds(
        form, lambda: domain.add_track(exchange, actor=actor, values=form.cleaned_data)
    ):
        messages.success(request, _("The track has been added."))
        return redirect("programme:tracks", exchange.pk)
    context = {"exchange": exchange, "form": form, "tracks": exchange.tracks.all()}
    return render(request, "programme/tracks.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def track_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    found, actor = track_for(request, pk), actor_of(request)
    form = TrackForm(request.POST or None, instance=copy(found))
    if form.is_valid() and succeeds(
        form, lambda: domain.change_track(found, actor=actor, values=form.cleaned_data)
    ):
        messages.success(request, _("The track has been saved."))
        return redirect("programme:tracks", found.exchange_id)
    context = {"exchange": found.exchange, "track": found, "form": form}
    return render(request, "programme/track.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def track_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = track_for(request, pk)
    domain.remove_track(found, actor=actor_of(request))
    messages.success(request, _("The track has been removed."))
    return redirect("programme:tracks", found.exchange_id)
