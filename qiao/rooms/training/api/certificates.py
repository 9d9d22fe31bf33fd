import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router, Schema, Status
from pydantic import Field

from qiao.kit.api.schemas import Input
from qiao.kit.errors import NotPermitted
from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.training.api.shared import DECIDE, ENROLMENT, READ, WRITE
from qiao.rooms.training.domain.certificate import issue_certificate
from qiao.rooms.training.domain.certificate import revoke_certificate as revoke
from qiao.rooms.training.load import certificate_for, enrolment_for
from qiao.rooms.training.models import Certificate

router = Router()
OF_IT = f"{ENROLMENT}/certificate"


class CertificateOut(Schema):
    """The document is fetched with a browser; `digest` is its SHA-256, empty until it is set."""

    id: UUID
    enrolment_id: UUID
    number: str
    issued_at: dt.datetime
    digest: str
    revoked_at: dt.datetime | None
    revoked_because: str


class RevocationIn(Input):
    revoked_because: str = Field(min_length=1, max_length=1000, pattern=r"\S")


@router.get(
    OF_IT, response=CertificateOut, auth=READ, summary=gettext_noop("Read the certificate of a participant")
)
def read_certificate(request: HttpRequest, enrolment_id: UUID) -> Any:
    """For the participant and the host."""
    found = getattr(enrolment_for(request, enrolment_id), "certificate", None)
    if found is None:
        raise NotPermitted
    return found


@router.post(
    OF_IT,
    response={201: CertificateOut},
    auth=WRITE,
    summary=gettext_noop("Issue the certificate of a participant"),
)
def new_certificate(request: HttpRequest, enrolment_id: UUID) -> Status[Certificate]:
    """Once the training is completed, with the next number."""
    enrolment = enrolment_for(request, enrolment_id, DECIDE)
    return Status(201, issue_certificate(enrolment, actor=actor_of(request)))


@router.post(
    "/certificates/{uuid:certificate_id}/revocation",
    response=CertificateOut,
    auth=WRITE,
    summary=gettext_noop("Revoke a certificate"),
)
def revoke_certificate(request: HttpRequest, certificate_id: UUID, given: RevocationIn) -> Certificate:
    """Whoever checks it learns so from the same moment."""
    found = certificate_for(request, certificate_id, "training.revoke_certificate")
    return revoke(found, actor=actor_of(request), reason=given.revoked_because)
