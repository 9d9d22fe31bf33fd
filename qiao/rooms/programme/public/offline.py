"""The public pages as files that open without a network: two languages, their files, the exports."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from qiao.kit.files.access import may_read
from qiao.kit.files.models import StoredFile
from qiao.kit.ui.language import SHORT_NAMES, html_code
from qiao.kit.ui.stylesheets import STYLESHEETS
from qiao.rooms.programme.exports.calendar import programme_calendar
from qiao.rooms.programme.exports.document import document_bytes
from qiao.rooms.programme.exports.frab import schedule_bytes
from qiao.rooms.programme.public.choice import Choice
from qiao.rooms.programme.public.frame import PLACES, SHEET, filled
from qiao.rooms.programme.public.page import Links, Programme
from qiao.rooms.programme.public.render import Parts, page_parts, session_parts
from qiao.rooms.programme.public.structured import public_url

LINKS = Links(site=settings.BASE_URL, up="index.html", end=".html", is_offline=True)
ASSETS = (*STYLESHEETS, SHEET, "programme/local_time.js")
MOST_BYTES = 400 * 1024 * 1024  # of files; what is beyond stays on the site, and the page leads there
_FILE = re.compile(r'"/files/([0-9a-f-]{36})/(small/)?[^"]*"')


@dataclass
class Archive:
    """`say` is told of each page that is done, and stops the work by raising."""

    programme: Programme
    zip: ZipFile
    say: Callable[[int, int], None]
    made_at: dt.datetime = field(default_factory=timezone.now)
    known: dict[str, str] = field(default_factory=dict)  # address on the site -> place in the archive
    size: int = 0


def write_archive(programme: Programme, target: IO[bytes], say: Callable[[int, int], None]) -> None:
    with ZipFile(target, "w", ZIP_DEFLATED) as packed:
        archive = Archive(programme, packed, say)
        for name in ASSETS:
            packed.writestr(f"assets/{PurePosixPath(name).name}", Path(str(finders.find(name))).read_bytes())
        packed.writestr("index.html", _start(programme))
        pages = list(_pages(programme))
        for number, (code, here, parts) in enumerate(pages):
            say(number, len(pages))
            with override(code):
                packed.writestr(f"{code}/{here}", _page(archive, code, here, parts()))
        _write_exports(archive)


def _pages(programme: Programme) -> Iterator[tuple[str, str, Callable[[], Parts]]]:
    for code, _name in settings.LANGUAGES:
        yield code, "index.html", partial(page_parts, programme, Choice(), links=LINKS)
        for key, entry in programme.by_id.items():
            yield code, f"{key}.html", partial(session_parts, programme, entry, links=LINKS)


def _page(archive: Archive, code: str, here: str, parts: Parts) -> str:
    context = _around(archive.programme) | {
        "lang": html_code(code),
        "here": here,
        "made_at": archive.made_at,
        "online": public_url(archive.programme.exchange),
    }
    page = filled(render_to_string("programme/offline.html", context | PLACES), parts)
    return _FILE.sub(lambda found: f'"{_local(archive, found)}"', page)


def _start(programme: Programme) -> str:
    return render_to_string(
        "programme/offline_start.html", _around(programme) | {"exchange": programme.exchange}
    )


def _around(programme: Programme) -> dict[str, Any]:
    languages = [
        {"code": code, "html_code": html_code(code), "label": SHORT_NAMES[code]}
        for code, _name in settings.LANGUAGES
    ]
    sheets = [PurePosixPath(name).name for name in ASSETS if name.endswith(".css")]
    return {"languages": languages, "sheets": sheets}


def _local(archive: Archive, found: "re.Match[str]") -> str:
    """The file in the archive, put there when it is met first; or the one on the site."""
    address = found.group().strip('"')
    if address not in archive.known:
        archive.known[address] = _packed(archive, UUID(found[1]), bool(found[2]))
    place = archive.known[address]
    return f"../{place}" if place else settings.BASE_URL + address


def _packed(archive: Archive, key: UUID, is_small: bool) -> str:
    stored = StoredFile.objects.filter(pk=key).first()
    if stored is None or not may_read(AnonymousUser(), stored):
        return ""
    content = stored.small if is_small else stored.content
    if archive.size + content.size > MOST_BYTES:
        return ""
    archive.size += content.size
    place = f"files/{key}{'-small' if is_small else ''}{PurePosixPath(str(content.name)).suffix}"
    with content.storage.open(str(content.name), "rb") as source, archive.zip.open(place, "w") as target:
        while chunk := source.read(256 * 1024):
            target.write(chunk)
    return place


def _write_exports(archive: Archive) -> None:
    programme = archive.programme
    archive.zip.writestr("programme.json", document_bytes(programme))
    for code, _name in settings.LANGUAGES:
        with override(code):
            archive.zip.writestr(f"{code}/schedule.xml", schedule_bytes(programme))
            calendar = programme_calendar(programme, programme.entries)
            archive.zip.writestr(f"{code}/programme.ics", calendar)
