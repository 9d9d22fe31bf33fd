"""Documents of an application: uploaded, or taken over from the profile as a copy of its own."""

from dataclasses import replace

from django.core.files.base import ContentFile
from django.db import transaction

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.kit.files.documents import prepare_document
from qiao.kit.files.enums import FileKind
from qiao.kit.files.models import StoredFile
from qiao.kit.files.prepared import PreparedFile, suffix_of
from qiao.kit.files.store import Upload, remove, store_prepared
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.domain.step import locked, require_state
from qiao.rooms.applications.enums import WITH_THE_APPLICANT
from qiao.rooms.applications.errors import DocumentsFull, DocumentUnfit
from qiao.rooms.applications.file_rules import DOCUMENT_ACCESS
from qiao.rooms.applications.models import Application, ApplicationDocument
from qiao.rooms.opportunities.enums import DocumentKind
from qiao.rooms.opportunities.models import DocumentRequirement
from qiao.rooms.profiles.models import ProfileFile

MOST = 20


@transaction.atomic
def add_document(
    application: Application,
    *,
    actor: User,
    upload: Upload,
    requirement: DocumentRequirement | None = None,
    kind: str = DocumentKind.OTHER,
) -> ApplicationDocument:
    """For a requirement, of which the new file replaces the old one, or of a kind besides."""
    application = _open(application, actor, requirement)
    prepared = upload if isinstance(upload, PreparedFile) else prepare_document(upload)
    return _added(application, prepared, requirement, kind, actor)


@transaction.atomic
def choose_document(
    application: Application,
    *,
    actor: User,
    file: ProfileFile,
    requirement: DocumentRequirement | None = None,
    kind: str = DocumentKind.OTHER,
) -> ApplicationDocument:
    """A file of the applicant's own profile. Changing the profile later does not change the application."""
    application = _open(application, actor, requirement)
    if file.profile_id != application.profile_id:
        raise DocumentUnfit
    return _added(application, copied(file.stored), requirement, kind, actor)


@transaction.atomic
def remove_document(document: ApplicationDocument, *, actor: User) -> None:
    require(actor, "applications.change_application", document.application)
    application = locked(document.application)
    require_state(application, *WITH_THE_APPLICANT)
    record(actor, "applications.document.removed", application, changes={"kind": [document.kind, None]})
    remove(document.stored)


def copied(stored: StoredFile) -> PreparedFile:
    """The same bytes once more, judged when they were first stored."""
    with stored.content.open("rb") as content:
        body = content.read()
    return PreparedFile(
        kind=FileKind(stored.kind),
        name=stored.name,
        content_type=stored.content_type,
        content=ContentFile(body),
        width=stored.width,
        height=stored.height,
    )


def stored_for(application: Application, prepared: PreparedFile, kind: str, owner: User) -> StoredFile:
    """A file's name often is the person's: where names are hidden it is called by its kind."""
    if application.opportunity.is_blind:
        prepared = replace(prepared, name=f"{kind}{suffix_of(prepared.kind, prepared.content_type)}")
    return store_prepared(prepared, owner=owner, access=DOCUMENT_ACCESS, subject=application)


def _open(application: Application, actor: User, requirement: DocumentRequirement | None) -> Application:
    require(actor, "applications.change_application", application)
    application = locked(application)
    require_state(application, *WITH_THE_APPLICANT)
    if requirement is not None and requirement.opportunity_id != application.opportunity_id:
        raise DocumentUnfit
    if requirement is None and application.documents.count() >= MOST:
        raise DocumentsFull(limit=MOST)
    return application


def _added(
    application: Application,
    prepared: PreparedFile,
    requirement: DocumentRequirement | None,
    kind: str,
    actor: User,
) -> ApplicationDocument:
    if requirement is not None:
        kind = requirement.kind
        for old in application.documents.filter(requirement=requirement).select_related("stored"):
            remove(old.stored)
    document = ApplicationDocument(
        application=application,
        requirement=requirement,
        kind=kind,
        stored=stored_for(application, prepared, kind, actor),
    )
    document.full_clean()
    document.save(force_insert=True)
    record(actor, "applications.document.added", application, changes={"kind": [None, kind]})
    return document
