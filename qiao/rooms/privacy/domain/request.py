"""Rights over one's data: asking, deciding, carrying out. The clock runs from the confirmation."""

import datetime as dt

from django.core import signing
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.kit.errors import NotPermitted
from qiao.kit.jobs.errors import TryAgain
from qiao.kit.jobs.running import running
from qiao.kit.jobs.start import start_job
from qiao.kit.jobs.task import job_task
from qiao.rooms.accounts.models import User
from qiao.rooms.privacy.domain.erasure import erase_person, request_key
from qiao.rooms.privacy.domain.export import start_export_for
from qiao.rooms.privacy.domain.letter import is_on_its_way, send
from qiao.rooms.privacy.domain.steps import complete, move
from qiao.rooms.privacy.domain.subject import subject_of_request
from qiao.rooms.privacy.enums import RequestKind, RequestState
from qiao.rooms.privacy.errors import ReasonNeeded, RequestRunning
from qiao.rooms.privacy.models import DataSubjectRequest
from qiao.rooms.privacy.models.request import MONTH

CONFIRM_SALT = "qiao.privacy.confirm"
CONFIRM_WITHIN = dt.timedelta(days=7)
A_DAY = 3  # unconfirmed requests for one address
COPIES = {RequestKind.ACCESS, RequestKind.TRANSFER}


@transaction.atomic
def make_request(actor: User, *, kind: RequestKind, details: str = "") -> DataSubjectRequest:
    """By somebody who is signed in and has just proved it again."""
    require(actor, "privacy.make_request")
    now = timezone.now()
    request = DataSubjectRequest(
        kind=kind,
        state=RequestState.OPEN,
        user=actor,
        email=actor.email,
        language=actor.language,
        details=details,
        confirmed_at=now,
        due_at=now + MONTH,
    )
    _insert(request)
    record(actor, "privacy.request.made", request, changes={"kind": [None, str(kind)]})
    return request


@transaction.atomic
def ask_by_email(email: str, *, kind: RequestKind, details: str = "") -> None:
    """By somebody without an account. Nothing tells the asker whether anything is held about the address."""
    email, since = email.lower(), timezone.now() - dt.timedelta(days=1)
    unconfirmed = DataSubjectRequest.objects.filter(email=email, state=RequestState.UNCONFIRMED)
    if unconfirmed.filter(created_at__gt=since).count() >= A_DAY:
        return
    request = DataSubjectRequest(kind=kind, email=email, language=get_language(), details=details)
    _insert(request)
    record(None, "privacy.request.made", request, changes={"kind": [None, str(kind)]})
    token = signing.dumps(str(request.pk), salt=CONFIRM_SALT)
    send("confirm", request, path=_path(request, "privacy:request-confirmation", token))


def request_to_confirm(token: str) -> DataSubjectRequest:
    try:
        found = signing.loads(token, salt=CONFIRM_SALT, max_age=CONFIRM_WITHIN)
    except signing.BadSignature as error:
        raise NotPermitted from error
    request = DataSubjectRequest.objects.filter(pk=found).first()
    if request is None:
        raise NotPermitted
    return request


@transaction.atomic
def confirm_request(token: str) -> DataSubjectRequest:
    request = _locked(request_to_confirm(token))
    if request.state != RequestState.UNCONFIRMED:
        return request  # the link was followed twice
    request.confirmed_at = timezone.now()
    request.due_at = request.confirmed_at + MONTH
    move(request, RequestState.OPEN)
    record(None, "privacy.request.confirmed", request)
    return request


@transaction.atomic
def withdraw_request(actor: User, request: DataSubjectRequest) -> None:
    require(actor, "privacy.withdraw_request", request)
    move(_locked(request), RequestState.WITHDRAWN)
    record(actor, "privacy.request.withdrawn", request)


@transaction.atomic
def refuse_request(actor: User, request: DataSubjectRequest, *, answer: str) -> None:
    require(actor, "privacy.decide_request", request)
    if not answer.strip():
        raise ReasonNeeded
    request = _decided(actor, request, answer)
    move(request, RequestState.REFUSED)
    record(actor, "privacy.request.refused", request, changes={"answer": None})
    send("refusal", request, answer=answer)


@transaction.atomic
def approve_request(actor: User, request: DataSubjectRequest, *, answer: str = "") -> DataSubjectRequest:
    """What a program can do starts at once; the rest the operator has done and describes in the answer."""
    require(actor, "privacy.decide_request", request)
    request = _decided(actor, request, answer)
    move(request, RequestState.APPROVED)
    record(actor, "privacy.request.approved", request)
    if request.kind == RequestKind.ERASURE:
        _start_erasure(actor, request)
    elif request.kind in COPIES:
        start_export_for(actor, request)
    else:
        complete(request)
        send("answer", request, answer=answer)
    return request


def _start_erasure(actor: User, request: DataSubjectRequest) -> None:
    path = _path(request, "privacy:certificate", request.certificate_token)
    send("erasure", request, path=path)
    start_job(
        actor,
        carry_out_erasure,
        title=_("Erasure of all data about a person"),
        args={"request_id": request.pk},
        subject=request,
        effect_key=request_key(request.pk),
    )


@job_task(queue="default", attempts=8)
def carry_out_erasure(job_id: str, request_id: str) -> dict[str, int]:
    with running(job_id) as job:
        job.check()
        return _carry_out(request_id)


@transaction.atomic
def _carry_out(request_id: str) -> dict[str, int]:
    """The letter that says where the certificate is goes first: after the erasure there is no address."""
    request = DataSubjectRequest.objects.select_for_update().get(pk=request_id)
    if request.state != RequestState.APPROVED:
        return {}
    if is_on_its_way("erasure", request):
        raise TryAgain
    certificate = erase_person(subject_of_request(request))
    request.refresh_from_db()
    complete(request, certificate)
    return {"rows": sum(part["rows"] for part in certificate["erased"])}


def remove_unconfirmed() -> int:
    """Addresses that were typed in and never confirmed are not kept."""
    old = timezone.now() - CONFIRM_WITHIN
    unconfirmed = DataSubjectRequest.objects.filter(state=RequestState.UNCONFIRMED, created_at__lt=old)
    return unconfirmed.delete()[0]


def _insert(request: DataSubjectRequest) -> None:
    request.full_clean(validate_constraints=False)
    try:
        with transaction.atomic():
            request.save(force_insert=True)
    except IntegrityError as error:
        raise RequestRunning from error


def _locked(request: DataSubjectRequest) -> DataSubjectRequest:
    return DataSubjectRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)


def _decided(actor: User, request: DataSubjectRequest, answer: str) -> DataSubjectRequest:
    request = _locked(request)
    request.decided_by, request.decided_at, request.answer = actor, timezone.now(), answer
    return request


def _path(request: DataSubjectRequest, name: str, token: str) -> str:
    with override(request.language):
        return reverse(name, args=[token])
