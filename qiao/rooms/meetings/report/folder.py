"""A folder that appears as a whole or not at all."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from qiao.kit.errors import Invalid

OWN = {"timetable.xlsx", "summary.pdf", "itineraries", ".DS_Store", "Thumbs.db", "desktop.ini"}


class FolderTaken(Invalid):
    code = "folder-taken"
    sentence = _(
        "The folder %(folder)s is not empty. Name another one, or add --force to replace an earlier plan."
    )


class FolderForeign(Invalid):
    code = "folder-foreign"
    sentence = _("The folder %(folder)s holds %(name)s, which would be lost. Name another folder.")


class NoFolder(Invalid):
    code = "no-folder"
    sentence = _("%(folder)s is a file, or lies in no folder. Name a folder whose parent is there.")


def require_free(folder: Path, *, force: bool) -> None:
    """Before any work: may the plan be written here?"""
    if not folder.parent.is_dir() or (folder.exists() and not folder.is_dir()):
        raise NoFolder(folder=folder)
    there = sorted(each.name for each in folder.iterdir()) if folder.is_dir() else []
    foreign = next((name for name in there if name not in OWN), None)
    if there and not force:
        raise FolderTaken(folder=folder)
    if foreign is not None:
        raise FolderForeign(folder=folder, name=foreign)


@contextmanager
def replaced(folder: Path, *, force: bool) -> Iterator[Path]:
    """A fresh folder beside, which takes the place of `folder` when the block ends well."""
    require_free(folder, force=force)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        yield fresh
        require_free(folder, force=force)  # it may have been filled meanwhile
        _swap(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _swap(fresh: Path, folder: Path) -> None:
    """An earlier folder is put aside until the new one stands."""
    mask = os.umask(0)
    os.umask(mask)
    fresh.chmod(0o777 & ~mask)
    if not folder.exists():
        fresh.rename(folder)
        return
    aside = fresh.with_name(f"{fresh.name}-old")
    folder.rename(aside)
    try:
        fresh.rename(folder)
    except OSError as error:
        with suppress(OSError):
            aside.rename(folder)
        raise OSError(error.errno or errno.EIO, os.strerror(error.errno or errno.EIO), str(folder)) from error
    shutil.rmtree(aside, ignore_errors=True)
