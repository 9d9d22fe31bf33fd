"""What this room tells the others, once the models are loaded."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from qiao.kit.activity.record import actions
from qiao.kit.activity.subjects import subjects as activity_subjects
from qiao.kit.classification import Erase, classify
from qiao.kit.imports.importer import importers
from qiao.kit.jobs.sharing import job_sharing
from qiao.rooms.accounts.scopes import Scope, scopes
from qiao.rooms.exchanges.clones import on_clone
from qiao.rooms.exchanges.doors import delegation_doors, exchange_doors
from qiao.rooms.meetings import doors, models, rules, subjects
from qiao.rooms.meetings.domain import agenda, erasure
from qiao.rooms.meetings.domain.cloning import copy_rounds
from qiao.rooms.meetings.domain.planning import may_plan
from qiao.rooms.meetings.intake.importer import WORKBOOK, WorkbookImporter
from qiao.rooms.meetings.sentences import ACTIONS
from qiao.rooms.privacy.enums import LegalBasis
from qiao.rooms.privacy.reasons import Reason, reasons
from qiao.rooms.programme.agenda import agenda_sources

WHY = Reason(
    _("to arrange meetings and to keep what both sides agreed"),
    _("until you have your data erased; what was arranged stays without your name"),
    LegalBasis.CONTRACT,
    _("the organisations that run the exchange, and the other side of a meeting"),
)
COMMON = {"id", "created_at", "updated_at"}


def register() -> None:
    rules.add_permissions()
    for name, sentence in ACTIONS.items():
        actions.register(name, sentence)
    scopes.register("meetings.read", Scope(_("Read meetings, wishes and next steps as you see them")))
    scopes.register("meetings.write", Scope(_("Set wishes, availability and next steps of your meetings")))
    exchange_doors.register("meetings", doors.exchange_door)
    delegation_doors.register("meetings", doors.delegation_door)
    job_sharing.register("meetings.timetable", may_plan)
    on_clone.register("meetings", copy_rounds)
    agenda_sources.register("meetings", agenda.source)
    activity_subjects.register("meetings.meetinground", subjects.rounds)
    activity_subjects.register("meetings.meetingparty", subjects.parties)
    activity_subjects.register("meetings.encounter", subjects.encounters)
    activity_subjects.register("meetings.timetable", subjects.timetables)
    reasons.register("meetings", WHY)
    importers.register(WORKBOOK, WorkbookImporter())
    _classify_plain()
    _classify_personal()


def _classify_plain() -> None:
    """Nothing in these rows is about a person."""
    for model in (
        *(models.MeetingRound, models.TimeSlot, models.Table, models.TableClosure),
        *(models.MeetingParty, models.Absence, models.FixedMeeting, models.Meeting, models.RefusedWish),
    ):
        classify(model, plain=_columns(model))


def _classify_personal() -> None:
    _by_account(models.MeetingWish, ["answered_by"], ["answer_note"], erasure.erase_answers)
    _by_account(models.ForbiddenPair, ["forbidden_by"], ["reason"], erasure.erase_bans)
    _by_account(models.Timetable, ["asked_by", "accepted_by"])
    _by_account(models.MeetingNote, ["author"], ["text"], erasure.erase_notes)
    _by_account(models.Encounter, ["marked_by"])
    _by_account(models.NextStep, ["author"], ["text"], erasure.erase_steps)
    _by_account(models.Happening, ["said_by", "settled_by"], ["note"], erasure.erase_happenings)


def _by_account(
    model: Any, accounts: list[str], texts: list[str] | None = None, erase: Erase | None = None
) -> None:
    """Rows are found by who wrote them."""
    personal = [*accounts, *(texts or [])]
    find, forget = erasure.of_user(model, *accounts)
    plain = [name for name in _columns(model) if name not in personal]
    classify(model, plain=plain, personal=personal, find=find, erase=erase or forget)


def _columns(model: Any) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if field.name not in COMMON]
