"""Everything held about a person, as one machine-readable file."""

import base64
import hashlib
import json
import tempfile
from collections.abc import Iterator
from typing import IO, Any

from django.conf import settings
from django.core.files import File
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction
from django.db.models.fields.files import FieldFile
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.kit.classification import Classified, DataSubject
from qiao.kit.jobs.running import RunningJob, running
from qiao.kit.jobs.start import start_job
from qiao.kit.jobs.task import job_task
from qiao.rooms.accounts.models import User
from qiao.rooms.privacy.domain.holdings import found
from qiao.rooms.privacy.domain.letter import send
from qiao.rooms.privacy.domain.steps import complete
from qiao.rooms.privacy.domain.subject import subject_of, subject_of_request
from qiao.rooms.privacy.errors import ExportRunning
from qiao.rooms.privacy.models import Controller, DataExport, DataSubjectRequest
from qiao.rooms.privacy.reasons import reason_for

FORMAT = "qiao-personal-data"
VERSION = 1
LANGUAGES = ("zh-hans", "en")


@transaction.atomic
def start_export(actor: User) -> DataExport:
    require(actor, "privacy.export_own_data")
    try:
        with transaction.atomic():
            export = DataExport.objects.create(user=actor)
    except IntegrityError as error:
        raise ExportRunning from error
    _start(actor, export)
    record(actor, "privacy.export.asked", export)
    return export


def start_export_for(actor: User, request: DataSubjectRequest) -> DataExport:
    """For a request that was approved; the caller has checked that and holds the transaction."""
    export = DataExport.objects.filter(user=request.user, made_at=None).first() if request.user else None
    export = export or DataExport(user=request.user)
    export.request = request
    export.save()
    _start(actor, export)
    return export


def _start(actor: User, export: DataExport) -> None:
    job = start_job(
        actor,
        make_export,
        title=_("A copy of all data about a person"),
        args={"export_id": export.pk},
        subject=export,
        effect_key=f"privacy.export:{export.pk}",
    )
    DataExport.objects.filter(pk=export.pk).update(job_id=job.pk)


@job_task(queue="export")
def make_export(job_id: str, export_id: str) -> dict[str, int]:
    with running(job_id) as job:
        export = DataExport.objects.select_related("user", "request__user").get(pk=export_id)
        if export.made_at is None:
            _make(job, export)
    return {"size": export.size}


def _make(job: RunningJob, export: DataExport) -> None:
    with tempfile.TemporaryFile("w+b") as target:
        digest = _write(job, _subject(export), target)
        export.size = target.tell()
        export.sha256 = digest
        target.seek(0)
        export.file.save("copy.json", File(target), save=False)
    try:
        _settle(export)
    except Exception:
        export.file.delete(save=False)
        raise


@transaction.atomic
def _settle(export: DataExport) -> None:
    export.made_at = timezone.now()
    export.save(update_fields=["file", "size", "sha256", "made_at", "updated_at"])
    record(None, "privacy.export.made", export)
    if export.request is not None:
        complete(export.request)
        send("copy", export.request, path=_link(export, export.request))


def _link(export: DataExport, request: DataSubjectRequest) -> str:
    with translation.override(request.language):
        return reverse("privacy:export-by-link", args=[export.link_token])


def _subject(export: DataExport) -> DataSubject:
    if export.request is not None and export.request.user is None:
        return subject_of_request(export.request)
    assert export.user is not None  # noqa: S101 (a constraint: an export is somebody's)
    return subject_of(export.user)


def _write(job: RunningJob, subject: DataSubject, target: IO[bytes]) -> str:
    digest = hashlib.sha256()
    for number, piece in enumerate(pieces(subject)):
        if number % 100 == 0:
            job.check()
        digest.update(piece.encode())
        target.write(piece.encode())
    return digest.hexdigest()


def pieces(subject: DataSubject) -> Iterator[str]:
    """The document bit by bit: a person's rows are never all in memory."""
    yield _text(_head(subject))[:-1] + ',"parts":['
    comma = ""
    for label, entry, rows in found(subject):
        first = True
        for row in rows.iterator(chunk_size=500):
            yield (comma + _text(_part(label, entry))[:-1] + ',"rows":[') if first else ","
            yield _text(_row(entry, row))
            first, comma = False, ","
        if not first:
            yield "]}"
    yield "]}"


def _head(subject: DataSubject) -> dict[str, Any]:
    return {
        "$schema": settings.BASE_URL + static("privacy/personal-data-1.schema.json"),
        "format": FORMAT,
        "version": VERSION,
        "made_at": timezone.now(),
        "about": {
            "account": subject.user_id,
            "emails": sorted(subject.emails),
            "people": sorted(map(str, subject.person_ids)),
        },
        "controllers": [
            {"name": {"zh-hans": each.name_zh, "en": each.name_en}, "email": each.email}
            for each in Controller.objects.all()
        ],
    }


def _part(label: str, entry: Classified) -> dict[str, Any]:
    reason = reason_for(label)
    return {
        "model": label,
        "name": _in_both(entry.model._meta.verbose_name_plural),
        "why": _in_both(reason.why) if reason else None,
        "until": _in_both(reason.until) if reason else None,
    }


def _in_both(text: Any) -> dict[str, str]:
    said = {}
    for language in LANGUAGES:
        with translation.override(language):
            said[language] = str(text)
    return said


def _row(entry: Classified, row: models.Model) -> dict[str, Any]:
    names = [name for name in entry.fields if name not in entry.secret]
    return {"id": row.pk} | {name: _value(row, name) for name in names}


def _value(row: models.Model, name: str) -> Any:
    field: Any = row._meta.get_field(name)
    value = getattr(row, field.attname)
    if isinstance(value, FieldFile):
        return {"file": value.name, "size": _size(value)} if value else None
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return value


def _size(value: FieldFile) -> int | None:
    try:
        return value.size
    except OSError:
        return None


def _text(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)


def remove_expired() -> int:
    removed = 0
    for export in DataExport.objects.filter(expires_at__lte=timezone.now()).iterator():
        removed += remove(export)
    return removed


def remove(export: DataExport) -> int:
    """The file goes once the row is gone for good."""
    name, storage = export.file.name, export.file.storage
    with transaction.atomic():
        count, _by_model = DataExport.objects.filter(pk=export.pk).delete()
        if name:
            transaction.on_commit(lambda: storage.delete(name))
    return count
