from copy import copy
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.views.load import actor_of
from qiao.rooms.programme.domain.speaker import add_speaker, change_speaker, remove_speaker
from qiao.rooms.programme.forms.item import SpeakerForm
from qiao.rooms.programme.models import Speaker
from qiao.rooms.programme.views.load import item_for, speaker_for

PAGE = "programme/speaker.html"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def speaker_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    item, actor = item_for(request, pk), actor_of(request)
    fresh = Speaker(item=item, position=item.speakers.count())
    form = SpeakerForm(request.POST or None, instance=fresh, exchange=item.exchange, actor=actor)
    if form.is_valid() and succeeds(form, lambda: add_speaker(item, actor=actor, values=form.cleaned_data)):
        messages.success(request, _("The speaker has been named."))
        return redirect("programme:item", item.pk)
    context = {"exchange": item.exchange, "item": item, "form": form}
    return render(request, PAGE, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def speaker_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    found, actor = speaker_for(request, pk), actor_of(request)
    item = found.item
    form = SpeakerForm(request.POST or None, instance=copy(found), exchange=item.exchange, actor=actor)
    if form.is_valid() and succeeds(
        form, lambda: change_speaker(found, actor=actor, values=form.cleaned_data)
    ):
        messages.success(request, _("The speaker has been saved."))
        return redirect("programme:item", item.pk)
    context = {"exchange": item.exchange, "item": item, "form": form, "speaker": found}
    return render(request, PAGE, context, status=422 if form.errors else 200)


@require_POST
@login_required
def speaker_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = speaker_for(request, pk)
    remove_speaker(found, actor=actor_of(request))
    messages.success(request, _("The speaker has been taken out."))
    return redirect("programme:item", found.item_id)
