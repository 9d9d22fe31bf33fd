"""The document of a letter: set once when it is issued, kept sealed, its digest kept for good."""

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
from qiao.rooms.directory.models import Organisation
from qiao.rooms.letters.domain import mails
from qiao.rooms.letters.domain.settings import require_settings
from qiao.rooms.letters.domain.step import locked, rows
from qiao.rooms.letters.domain.wording import Page
from qiao.rooms.letters.errors import DataWiped, PaperNotReady
from qiao.rooms.letters.models import Letter, LetterPaper

TEMPLATE = "documents/letters/invitation.typ"
MAKE_TITLE = _("Set a letter of invitation")
LANGUAGES = ("zh-hans", "en")


@job_task(queue="export")
def make_paper(job_id: str, letter_id: str) -> dict[str, bool]:
    """Made once; a second run finds it there."""
    with running(job_id):
        return {"made": keep_paper(letter_id)}


def keep_paper(letter_id: Any) -> bool:
    """Set outside of the transaction: nobody waits for a document with a lock in hand."""
    letter = rows().get(pk=letter_id)
    if not letter.awaits_paper:
        return False
    return store_paper(letter, set_paper(letter))


@transaction.atomic
def store_paper(letter: Letter, content: bytes) -> bool:
    letter = rows().select_for_update(of=("self",)).get(pk=letter.pk)
    if not letter.awaits_paper:
        return False
    LetterPaper(letter=letter, content=content).save(force_insert=True)
    letter.digest = digest_of(content)
    letter.save(update_fields=["digest", "updated_at"])
    record(None, "letters.letter.paper_made", letter, changes={"digest": [None, letter.digest]})
    mails.tell(letter, "issued")
    return True


@transaction.atomic
def fetch_paper(letter: Letter, *, actor: User) -> bytes:
    require(actor, "letters.fetch_paper", letter)
    letter = locked(letter)
    paper = LetterPaper.objects.filter(letter=letter).first()
    if paper is None:
        raise PaperNotReady
    record(actor, "letters.letter.fetched", letter)
    return bytes(paper.content)


def preview_paper(letter: Letter, *, actor: User) -> bytes:
    """What would be issued, marked as a draft; for the one who decides."""
    require(actor, "letters.open_passport", letter)
    if letter.is_wiped:
        raise DataWiped
    record(actor, "letters.letter.previewed", letter)
    return set_paper(letter)


def set_paper(letter: Letter) -> bytes:
    settings, passport = require_settings(letter.exchange), letter.passport
    images = _images(settings.inviter.organisation, letter.code)
    context = {
        "title": f"{letter.number or 'Draft'} – {settings.inviter.organisation.name_en or 'Qiao'}",
        "pages": [Page(letter, passport, settings, language).values() for language in LANGUAGES],
        "logo": next((name for name in images if name.startswith("logo")), ""),
        "code": "code.png" if letter.code else "",
        "checked_at": _short_address(),
        "is_draft": not letter.code,
    }
    return render_pdf(TEMPLATE, context, LANGUAGES[0], images=images)


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _images(organisation: Organisation, code: str | None) -> dict[str, bytes]:
    images = {}
    if code:
        images["code.png"] = qr_png(mails.verification_url(code, LANGUAGES[0]))
    if organisation.logo is not None:
        kind = organisation.logo.content_type.rsplit("/", 1)[-1]
        with organisation.logo.content.open("rb") as logo:
            images[f"logo.{kind}"] = logo.read()
    return images


def _short_address() -> str:
    with override(LANGUAGES[1]):
        return f"{site.BASE_URL}{reverse('letters:verification')}"
