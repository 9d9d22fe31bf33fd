"""A file is read and judged, looked at by its person, and then taken over as a whole or put away."""

import datetime as dt
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.kit.errors import Invalid
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply
from qiao.rooms.directory.models import Organisation
from qiao.rooms.profiles.domain.profile import locked_profile
from qiao.rooms.profiles.enums import FileFormat
from qiao.rooms.profiles.errors import FileTooLarge, ImportGone, NothingFound
from qiao.rooms.profiles.formats import bibtex, json_resume, orcid
from qiao.rooms.profiles.formats.draft import Draft, from_json
from qiao.rooms.profiles.formats.plan import Meeting, Plan, plan_of
from qiao.rooms.profiles.models import ImportDraft, Profile

LARGEST = 2 * 1024 * 1024
KEPT = dt.timedelta(days=1)
_READERS: dict[str, Callable[[bytes, str], Draft]] = {
    FileFormat.JSON_RESUME: json_resume.read,
    FileFormat.ORCID: lambda body, _language: orcid.read(body),
    FileFormat.BIBTEX: lambda body, _language: bibtex.read(body),
}


@transaction.atomic
def draft_import(
    profile: Profile, *, actor: User, body: bytes, file_format: str, language: str
) -> ImportDraft:
    """Takes the place of the one before. Nothing of the profile changes yet."""
    require(actor, "profiles.change_profile", profile)
    profile = locked_profile(profile)
    content = _read(body, file_format, language)
    if content.is_empty:
        raise ValidationError([str(NothingFound()), *content.problems])
    ImportDraft.objects.filter(profile=profile).delete()
    draft = ImportDraft(
        profile=profile, file_format=file_format, language=language, content=content.as_json()
    )
    draft.full_clean()
    draft.save(force_insert=True)
    return draft


def plan_of_draft(draft: ImportDraft) -> Plan:
    """As the profile is now."""
    return plan_of(draft.profile, from_json(draft.content))


@transaction.atomic
def accept_import(profile: Profile, *, actor: User, replaces: bool) -> Plan:
    """All of it, or nothing. What the person entered stays unless `replaces`."""
    require(actor, "profiles.change_profile", profile)
    profile = locked_profile(profile)
    draft = open_draft(profile)
    if draft is None:
        raise ImportGone
    plan = _carry_out(profile, from_json(draft.content), actor, replaces)
    draft.delete()
    return plan


@transaction.atomic
def discard_import(profile: Profile, *, actor: User) -> None:
    require(actor, "profiles.change_profile", profile)
    ImportDraft.objects.filter(profile=profile).delete()


@transaction.atomic
def import_at_once(
    profile: Profile, *, actor: User, body: bytes, file_format: str, language: str, replaces: bool
) -> Plan:
    """For programs: a file with any problem is refused as a whole."""
    require(actor, "profiles.change_profile", profile)
    profile = locked_profile(profile)
    content = _read(body, file_format, language)
    if content.problems:
        told = (each.partition(": ") for each in content.problems)
        raise Invalid([{"place": place, "problem": problem} for place, _colon, problem in told])
    return _carry_out(profile, content, actor, replaces)


def open_draft(profile: Profile) -> ImportDraft | None:
    since = timezone.now() - KEPT
    return ImportDraft.objects.filter(profile=profile, created_at__gt=since).first()


def forget_drafts() -> int:
    return int(ImportDraft.objects.filter(created_at__lte=timezone.now() - KEPT).delete()[0])


def _read(body: bytes, file_format: str, language: str) -> Draft:
    if len(body) > LARGEST:
        raise FileTooLarge(most=filesizeformat(LARGEST))
    return _READERS[file_format](body, language)


def _carry_out(profile: Profile, content: Draft, actor: User, replaces: bool) -> Plan:
    plan = plan_of(profile, content)
    changes = apply(profile, plan.fills | (plan.differs if replaces else {}))
    organisations = _organisations(plan)
    for meeting in plan.meetings:
        _store(meeting, organisations, replaces)
    counts = {
        "added": len(plan.added),
        "filled": len(plan.filled),
        "replaced": replaces and len(plan.differing),
    }
    changes |= {name: [0, int(count)] for name, count in counts.items()}
    record(actor, "profiles.profile.imported", profile, changes=changes)
    return plan


def _store(meeting: Meeting, organisations: dict[str, Organisation], replaces: bool) -> None:
    entry = meeting.entry
    found = organisations.get(meeting.row.ror)
    values = meeting.fills | (meeting.differs if replaces else {})
    if found is not None and not entry.organisation_id:
        values["organisation"] = found
    if meeting.is_new:
        for name, value in values.items():
            setattr(entry, name, value)
        entry.full_clean()
        entry.save(force_insert=True)
    elif values:
        apply(entry, values)


def _organisations(plan: Plan) -> dict[str, Organisation]:
    wanted = {meeting.row.ror for meeting in plan.meetings} - {""}
    found = Organisation.objects.standing().filter(ror_id__in=wanted)
    return {str(each.ror_id): each for each in found}
