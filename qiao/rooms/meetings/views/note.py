from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.views.load import actor_of
from qiao.rooms.meetings.addresses import encounter_path
from qiao.rooms.meetings.domain.note import change_note, remove_note, write_note
from qiao.rooms.meetings.errors import NoteChanged
from qiao.rooms.meetings.forms.encounter import NewNoteForm, NoteForm
from qiao.rooms.meetings.load import encounter_for, note_for
from qiao.rooms.meetings.models import Encounter, MeetingNote
from qiao.rooms.meetings.models.pair import pair_id
from qiao.rooms.meetings.pages.encounter import own_parties
from qiao.rooms.meetings.views.encounter import encounter_page


@require_POST
@login_required
def note_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = encounter_for(request, pk)
    actor = actor_of(request)
    form = NewNoteForm(request.POST, own=own_parties(found, actor), auto_id="id_note_%s")
    if form.is_valid() and succeeds(form, lambda: write_note(found, actor=actor, **form.cleaned_data)):
        messages.success(request, _("The note has been stored."))
        return redirect(encounter_path(found.pk))
    return encounter_page(request, found, {"note_form": form}, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def note(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = note_for(request, pk)
    place = _place(request, found)
    if request.method != "POST":
        first = {"text": found.text, "is_shared": found.is_shared, "version": found.version}
        return _page(request, found, place, NoteForm(initial=first))
    form = NoteForm(request.POST)
    if form.is_valid() and succeeds(form, lambda: _save(request, found, form)):
        messages.success(request, _("The note has been stored."))
        return redirect(encounter_path(place.pk))
    now = note_for(request, pk)
    if form.cleaned_data.get("version") == now.version:
        return _page(request, now, place, form)
    form = NoteForm(sent_again(request, now.version))
    form.add_error(None, str(NoteChanged.sentence))
    return _page(request, now, place, form, is_changed=True)


@require_POST
@login_required
def note_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = note_for(request, pk)
    place = encounter_path(pair_id(found.guest_id, found.host_id))
    remove_note(found, actor=actor_of(request))
    messages.success(request, _("The note has been deleted."))
    return redirect(place)


def sent_again(request: HttpRequest, version: int) -> QueryDict:
    """The same input, from the version that its writer is now shown."""
    given = request.POST.copy()
    given["version"] = str(version)
    return given


def _save(request: HttpRequest, found: MeetingNote, form: NoteForm) -> None:
    change_note(
        found,
        actor=actor_of(request),
        text=form.text_for(found, request.POST.get("press", "")),
        is_shared=form.cleaned_data["is_shared"],
        version=form.cleaned_data["version"] or 0,
    )


def _place(request: HttpRequest, found: MeetingNote) -> Encounter:
    return encounter_for(request, pair_id(found.guest_id, found.host_id))


def _page(
    request: HttpRequest, found: MeetingNote, place: Encounter, form: NoteForm, *, is_changed: bool = False
) -> HttpResponse:
    context = {
        "exchange": place.guest.round.exchange,
        "round": place.guest.round,
        "encounter": place,
        "note": found,
        "form": form,
        "is_changed": is_changed,
    }
    return render(request, "meetings/note.html", context, status=422 if form.errors else 200)
