"""The document of a certificate: set once when it is issued, its digest kept for good."""

import hashlib
from typing import Any

from django.conf import settings as site
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.kit.documents.pdf import render_pdf
from qiao.kit.documents.qr import qr_png
from qiao.kit.jobs.running import running
from qiao.kit.jobs.task import job_task
from qiao.rooms.accounts.models import User
from qiao.rooms.training.domain import mails
from qiao.rooms.training.domain.wording import Page
from qiao.rooms.training.errors import CertificateNotReady
from qiao.rooms.training.models import Certificate, CertificatePaper

TEMPLATE = "documents/training/certificate.typ"
MAKE_TITLE = _("Set a certificate")
LANGUAGES = ("zh-hans", "en")


@job_task(queue="export")
def make_paper(job_id: str, certificate_id: str) -> dict[str, bool]:
    """Made once; a second run finds it there."""
    with running(job_id):
        return {"made": keep_paper(certificate_id)}


def keep_paper(certificate_id: Any) -> bool:
    """Set outside of the transaction: nobody waits for a document with a lock in hand."""
    certificate = _rows().get(pk=certificate_id)
    return False if certificate.digest else store_paper(certificate, set_paper(certificate))


@transaction.atomic
def store_paper(certificate: Certificate, content: bytes) -> bool:
    certificate = _rows().select_for_update(of=("self",)).get(pk=certificate.pk)
    if certificate.digest:
        return False
    CertificatePaper(certificate=certificate, content=content).save(force_insert=True)
    certificate.digest = hashlib.sha256(content).hexdigest()
    certificate.save(update_fields=["digest", "updated_at"])
    changes = {"digest": [None, certificate.digest]}
    record(None, "training.certificate.paper_made", certificate, changes=changes)
    mails.tell(certificate.enrolment, "certificate", number=certificate.number)
    return True


def fetch_paper(certificate: Certificate, *, actor: User) -> bytes:
    require(actor, "training.fetch_certificate", certificate)
    paper = CertificatePaper.objects.filter(certificate=certificate).first()
    if paper is None:
        raise CertificateNotReady
    return bytes(paper.content)


def set_paper(certificate: Certificate) -> bytes:
    images = _images(certificate)
    context = {
        "title": certificate.number,
        "pages": [Page(certificate, language).values() for language in LANGUAGES],
        "logo": next((name for name in images if name.startswith("logo")), ""),
        "code": "code.png",
        "checked_at": _short_address(),
    }
    return render_pdf(TEMPLATE, context, LANGUAGES[0], images=images)


def verification_url(code: str, language: str) -> str:
    with override(language):
        return f"{site.BASE_URL}{reverse('training:verdict', args=[code])}"


def _images(certificate: Certificate) -> dict[str, bytes]:
    images = {"code.png": qr_png(verification_url(certificate.code, LANGUAGES[0]))}
    logo = certificate.cohort.intake.opportunity.host.logo
    if logo is not None:
        with logo.content.open("rb") as content:
            images[f"logo.{logo.content_type.rsplit('/', 1)[-1]}"] = content.read()
    return images


def _short_address() -> str:
    with override(LANGUAGES[1]):
        return f"{site.BASE_URL}{reverse('training:verification')}"


def _rows() -> Any:
    return Certificate.objects.select_related(
        "cohort__intake__opportunity__host", "enrolment__application__profile__user"
    )
