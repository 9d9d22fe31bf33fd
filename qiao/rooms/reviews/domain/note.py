"""Remarks on an application among the panel and the host."""

from django.db import transaction

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.models import Application
from qiao.rooms.reviews.models import Note


@transaction.atomic
def write_note(application: Application, *, actor: User, body: str) -> Note:
    require(actor, "reviews.write_note", application)
    note = Note(application=application, author=actor, body=body)
    note.full_clean()
    note.save(force_insert=True)
    record(actor, "reviews.note.written", application)
    return note


@transaction.atomic
def remove_note(note: Note, *, actor: User) -> None:
    require(actor, "reviews.remove_note", note)
    record(actor, "reviews.note.removed", note.application)
    note.delete()
