"""The ways from an exchange to its public programme, to materials and questions, and to the editor."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qiao.kit.access import may
from qiao.rooms.exchanges.doors import Door
from qiao.rooms.exchanges.models import Exchange


def reading(exchange: Exchange, _reader: Any) -> Iterable[Door]:
    """Whoever sees the exchange sees its programme, as far as it is released."""
    yield Door(_("Programme"), _path("public", exchange), "calendar-range", 10)


def materials(exchange: Exchange, reader: Any) -> Iterable[Door]:
    """The public finds what is for everybody on the page of the programme."""
    if may(reader, "programme.view_part", exchange):
        yield Door(_("Materials"), _path("materials", exchange), "folder-open", 13)


def questions(exchange: Exchange, reader: Any) -> Iterable[Door]:
    if may(reader, "programme.moderate_questions", exchange):
        yield Door(
            _("Questions"), _path("question_queue", exchange), "circle-question-mark", 15, is_for_owners=True
        )


def editor(exchange: Exchange, reader: Any) -> Iterable[Door]:
    if may(reader, "programme.view_working_copy", exchange):
        yield Door(_("Edit the programme"), _path("editor", exchange), "calendar-cog", 11, is_for_owners=True)


def _path(name: str, exchange: Exchange) -> str:
    return reverse(f"programme:{name}", args=[exchange.pk])
