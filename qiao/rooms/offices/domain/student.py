"""A student and their career office: the claim with its consent, the office's answer, and the end of both."""

from collections.abc import Collection
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.domain.account import confirmed_addresses
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.identifiers.domain import suffixes
from qiao.rooms.directory.models import Organisation
from qiao.rooms.offices.domain import mails
from qiao.rooms.offices.domain.step import note_step, required, step
from qiao.rooms.offices.enums import RegistrationState
from qiao.rooms.offices.errors import AlreadyRegistered, ConsentNeeded, NothingChosen, WrongState
from qiao.rooms.offices.gate import offices
from qiao.rooms.offices.models import StudentRegistration
from qiao.rooms.offices.models.student import RegistrationQuerySet
from qiao.rooms.offices.purpose_names import SEEN
from qiao.rooms.privacy.domain.consent import give_consent, has_consent, withdraw_consent
from qiao.rooms.privacy.models import Purpose, PurposeText
from qiao.rooms.profiles.domain.profile import own_profile


def rows() -> RegistrationQuerySet:
    """With what rules and pages read."""
    return StudentRegistration.objects.select_related("university__office_settings", "profile__user")


@transaction.atomic
def register_student(
    university: Organisation,
    *,
    actor: User,
    agreed: PurposeText | None = None,
    student_number: str = "",
    wants_mails: bool = False,
) -> StudentRegistration:
    """`agreed` is what the student has just read and agreed to; without it the consent must hold already."""
    require(actor, "offices.register_student", university)
    end_lapsed(rows().of_student(actor))
    if agreed is not None and agreed.purpose.code == SEEN and not has_consent(actor, SEEN):
        give_consent(actor, agreed)
    if not has_consent(actor, SEEN):
        raise ConsentNeeded
    registration = StudentRegistration(
        university=university,
        profile=own_profile(actor),
        student_number=student_number,
        matched_domain=matched_domain(actor, university),
        wants_mails=wants_mails,
        consented_at=timezone.now(),
    )
    _save_once(registration)
    note_step(registration, None, actor=actor)
    return registration


@transaction.atomic
def confirm_student(
    registration: StudentRegistration, *, actor: User, reason: str = ""
) -> StudentRegistration:
    require(actor, "offices.decide_student", registration)
    return _decided(registration, RegistrationState.CONFIRMED, actor, reason.strip())


@transaction.atomic
def refuse_student(registration: StudentRegistration, *, actor: User, reason: str) -> StudentRegistration:
    require(actor, "offices.decide_student", registration)
    return _decided(registration, RegistrationState.REFUSED, actor, required(reason))


def decide_student(
    registration: StudentRegistration, *, actor: User, state: RegistrationState, reason: str = ""
) -> StudentRegistration:
    """One of the two answers of an office."""
    if state == RegistrationState.CONFIRMED:
        return confirm_student(registration, actor=actor, reason=reason)
    return refuse_student(registration, actor=actor, reason=reason)


@transaction.atomic
def decide_students(
    university: Organisation,
    *,
    actor: User,
    ids: Collection[UUID],
    state: RegistrationState,
    reason: str = "",
) -> int:
    """Many at once; those that were decided or withdrawn in the meantime are left as they are."""
    require(actor, "offices.list_students", university)
    if not ids:
        raise NothingChosen
    reason = required(reason) if state == RegistrationState.REFUSED else reason.strip()
    chosen = rows().standing().filter(university=university, pk__in=ids).exclude(profile__user=actor)
    done = 0
    for registration in chosen.order_by("pk"):
        with suppress(WrongState):
            _decided(registration, state, actor, reason)
            done += 1
    return done


@transaction.atomic
def change_registration(
    registration: StudentRegistration, *, actor: User, wants_mails: bool
) -> StudentRegistration:
    require(actor, "offices.change_registration", registration)
    registration = locked(registration)
    if registration.wants_mails != wants_mails:
        registration.wants_mails = wants_mails
        registration.save(update_fields=["wants_mails", "updated_at"])
        record(actor, "offices.registration.changed", registration, changes={"wants_mails": None})
    return registration


@transaction.atomic
def end_registration(
    registration: StudentRegistration, *, actor: User, reason: str = ""
) -> StudentRegistration:
    """By the student, who withdraws the consent with the last one; or by the office, with a reason."""
    require(actor, "offices.end_registration", registration)
    registration = locked(registration)
    is_own = registration.profile.user_id == actor.pk
    step(
        registration,
        RegistrationState.ENDED,
        actor=actor,
        reason=reason.strip() if is_own else required(reason),
    )
    if is_own:
        _withdraw_with_the_last(actor)
    else:
        mails.tell_student(registration, "ended")
    return registration


def end_lapsed(registrations: RegistrationQuerySet) -> int:
    """Those whose consent was withdrawn elsewhere: nobody saw them since, now their state says so too."""
    return sum(_lapse(pk) for pk in list(registrations.lapsed().values_list("pk", flat=True)))


@transaction.atomic
def _lapse(pk: UUID) -> int:
    registration = rows().lapsed().select_for_update(of=("self",)).filter(pk=pk).first()
    if registration is None:
        return 0
    step(registration, RegistrationState.ENDED, actor=None)
    return 1


def locked(registration: StudentRegistration) -> StudentRegistration:
    return rows().select_for_update(of=("self",)).get(pk=registration.pk)


@transaction.atomic
def note_export(university: Organisation, *, actor: User) -> None:
    """A file of students leaves the site: that it did stays known."""
    require(actor, "offices.list_students", university)
    record(actor, "offices.students.exported", university)


def suggested_offices(user: User) -> QuerySet[Organisation]:
    """The universities that the confirmed addresses of the account point to."""
    return offices().filter(domains__suffix__in=_suffixes_of(user)).distinct().order_by("pk")


def matched_domain(user: User, university: Organisation) -> str:
    """The domain of a confirmed address that the university writes from: it suggests, never confirms."""
    match = university.domains.filter(suffix__in=_suffixes_of(user)).order_by("suffix").first()
    return str(match.suffix) if match else ""


def _suffixes_of(user: User) -> list[str]:
    hosts = [address.rpartition("@")[2] for address in confirmed_addresses(user)]
    return [suffix for host in hosts for suffix in suffixes(host)]


def _decided(
    registration: StudentRegistration, state: RegistrationState, actor: User, reason: str = ""
) -> StudentRegistration:
    registration = locked(registration)
    step(registration, state, actor=actor, reason=reason, decided_by=actor, decided_at=timezone.now())
    mails.tell_student(registration, state.value)
    return registration


def _withdraw_with_the_last(actor: User) -> None:
    if rows().of_student(actor).standing().exists() or not has_consent(actor, SEEN):
        return
    words: Any = Purpose.objects.prefetch_related("texts").get(code=SEEN).text()
    withdraw_consent(actor, words)


def _save_once(registration: StudentRegistration) -> None:
    twice = StudentRegistration.objects.standing().filter(
        university=registration.university, profile=registration.profile
    )
    if twice.exists():
        raise AlreadyRegistered
    registration.full_clean()
    try:
        with transaction.atomic():
            registration.save(force_insert=True)
    except IntegrityError:
        raise AlreadyRegistered from None
