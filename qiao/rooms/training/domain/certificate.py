"""A certificate is issued once with the next number, and can be revoked; anybody may check it."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.kit.jobs.start import start_job
from qiao.rooms.accounts.models import User
from qiao.rooms.letters.domain.numbering import fingerprint, new_code
from qiao.rooms.training.domain.paper import MAKE_TITLE, make_paper
from qiao.rooms.training.domain.step import locked, require_state, required
from qiao.rooms.training.enums import CertificateVerdict, EnrolmentState
from qiao.rooms.training.errors import CertificateExists, CertificateRevoked
from qiao.rooms.training.models import Certificate, Enrolment


@transaction.atomic
def issue_certificate(enrolment: Enrolment, *, actor: User) -> Certificate:
    """The lock of the cohort keeps its numbers without gaps; the document is made afterwards."""
    require(actor, "training.decide_on_enrolment", enrolment)
    enrolment = locked(enrolment)
    require_state(enrolment, EnrolmentState.COMPLETED)
    if Certificate.objects.filter(enrolment=enrolment).exists():
        raise CertificateExists
    certificate = Certificate(enrolment=enrolment, issued_by=actor, **_numbered(enrolment))
    certificate.full_clean()
    certificate.save(force_insert=True)
    record(actor, "training.certificate.issued", certificate, changes={"number": [None, certificate.number]})
    start_job(
        actor,
        make_paper,
        title=MAKE_TITLE,
        args={"certificate_id": certificate.pk},
        subject=certificate,
        effect_key=f"training.paper:{certificate.pk}",
    )
    return certificate


@transaction.atomic
def revoke_certificate(certificate: Certificate, *, actor: User, reason: str) -> Certificate:
    require(actor, "training.revoke_certificate", certificate)
    certificate = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if not certificate.is_valid:
        raise CertificateRevoked
    certificate.revoked_because, certificate.revoked_at = required(reason), timezone.now()
    certificate.full_clean()
    certificate.save(update_fields=["revoked_because", "revoked_at", "updated_at"])
    record(actor, "training.certificate.revoked", certificate)
    return certificate


def verdict_of(code: str, *, number: str | None = None) -> CertificateVerdict:
    """One query for a known code and for an unknown one. With a number, both must belong together."""
    found = Certificate.objects.filter(code_hash=fingerprint(code)).first()
    if found is None or (number is not None and number.strip().upper() != found.number):
        return CertificateVerdict.UNKNOWN
    return CertificateVerdict.VALID if found.is_valid else CertificateVerdict.REVOKED


def _numbered(enrolment: Enrolment) -> dict[str, Any]:
    cohort, code = enrolment.cohort, new_code()
    running = (cohort.certificates.aggregate(last=Max("running"))["last"] or 0) + 1
    return {
        "cohort": cohort,
        "running": running,
        "number": f"{cohort.code}-{running:04d}",
        "code": code,
        "code_hash": fingerprint(code),
        "issued_at": timezone.now(),
    }
