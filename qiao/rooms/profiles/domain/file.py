"""Documents and the photo of a profile: judged by content, kept while the profile holds them."""

from typing import Any

from django.db import transaction

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.kit.files.documents import prepare_document
from qiao.kit.files.enums import FileKind
from qiao.kit.files.errors import WrongFileType
from qiao.kit.files.limits import LIMITS
from qiao.kit.files.prepared import PreparedFile
from qiao.kit.files.store import remove, store_document
from qiao.rooms.accounts.models import User
from qiao.rooms.profiles.domain.profile import locked_profile
from qiao.rooms.profiles.enums import PaperKind
from qiao.rooms.profiles.errors import TooManyEntries
from qiao.rooms.profiles.models import Profile, ProfileFile

ACCESS = "profiles.file"
MOST_FILES = 30


@transaction.atomic
def add_file(profile: Profile, *, actor: User, kind: PaperKind, upload: Any) -> ProfileFile:
    """A photo takes the place of the one before."""
    require(actor, "profiles.change_profile", profile)
    profile = locked_profile(profile)
    prepared = upload if isinstance(upload, PreparedFile) else prepare_document(upload)
    if kind == PaperKind.PHOTO:
        _require_picture(prepared)
        _remove_all(profile.files.filter(kind=PaperKind.PHOTO))
    if profile.files.count() >= MOST_FILES:
        raise TooManyEntries(most=MOST_FILES)
    file = ProfileFile(profile=profile, kind=kind)
    file.stored = store_document(prepared, owner=actor, access=ACCESS, subject=file)
    file.full_clean()
    file.save(force_insert=True)
    record(actor, "profiles.file.added", file, changes={"kind": [None, str(kind)]})
    return file


@transaction.atomic
def remove_file(file: ProfileFile, *, actor: User) -> None:
    require(actor, "profiles.change_profile", file.profile)
    locked_profile(file.profile)
    record(actor, "profiles.file.removed", file)
    remove(file.stored)


def _require_picture(prepared: PreparedFile) -> None:
    if prepared.kind != FileKind.IMAGE:
        raise WrongFileType(types=LIMITS[FileKind.IMAGE].types)


def _remove_all(files: Any) -> None:
    for file in files.select_related("stored"):
        remove(file.stored)
