"""The ways from an exchange to its programme, as it was released and as it is edited, to materials and
questions."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qiao.kit.access import may
from qiao.rooms.exchanges.doors import Door
from qiao.rooms.exchanges.models import Exchange

EDITED = tuple(f"programme:{noun}" for noun in ("item", "place", "track", "transfer", "speaker", "editor"))


def programme(exchange: Exchange, reader: Any) -> Iterable[Door]:
    if may(reader, "programme.view_programme", exchange):
        url = _path("public", exchange)
        yield Door(_("Programme"), url, "calendar-range", 10, pages=("programme:public",))


def materials(exchange: Exchange, reader: Any) -> Iterable[Door]:
    """The public finds what is for everybody on the page of the programme."""
    if may(reader, "programme.view_part", exchange):
        url = _path("materials", exchange)
        yield Door(_("Materials"), url, "folder-open", 13, pages=("programme:material",))


def questions(exchange: Exchange, reader: Any) -> Iterable[Door]:
    if may(reader, "programme.moderate_questions", exchange):
        url, pages = _path("question_queue", exchange), ("programme:question",)
        yield Door(_("Questions"), url, "circle-question-mark", 15, is_for_owners=True, pages=pages)


def editor(exchange: Exchange, reader: Any) -> Iterable[Door]:
    if may(reader, "programme.view_working_copy", exchange):
        url = _path("editor", exchange)
        yield Door(_("Edit the programme"), url, "calendar-cog", 11, is_for_owners=True, pages=EDITED)


def _path(name: str, exchange: Exchange) -> str:
    return reverse(f"programme:{name}", args=[exchange.pk])
