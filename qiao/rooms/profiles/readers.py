"""Who else reads the files of a profile: higher rooms say so.

A room registers a function in `apps.ready()` that tells whether this reader has a reason to read this file;
it is asked only of files that their person has not kept to themselves.
"""

from collections.abc import Callable
from typing import Any

from qiao.kit.files.models import StoredFile
from qiao.kit.registry import Registry
from qiao.rooms.profiles.enums import Audience, PaperKind
from qiao.rooms.profiles.models import ProfileFile

file_readers: Registry[Callable[[Any, ProfileFile], bool]] = Registry("reader of files of profiles")


def may_read(reader: Any, stored: StoredFile) -> bool:
    file = ProfileFile.objects.select_related("profile").filter(stored=stored).first()
    if file is None:
        return False
    profile = file.profile
    if profile.user_id and reader.is_authenticated and profile.user_id == reader.pk:
        return True
    audience = profile.audience_of("photo" if file.kind == PaperKind.PHOTO else "files")
    if audience == Audience.PUBLIC and profile.has_page and profile.user_id:
        return True
    if audience == Audience.NOBODY or not reader.is_authenticated:
        return False
    return any(reads(reader, file) for reads in file_readers)
