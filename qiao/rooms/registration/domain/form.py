"""The owners write the form: its pages, questions and options, and what it asks beside them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply, described
from qiao.rooms.exchanges.domain.locking import locked_exchange
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.registration.errors import PageInUse
from qiao.rooms.registration.models import FormPage, RegistrationForm

PAGE = ("title_zh", "title_en", "intro_zh", "intro_en")
SETTINGS = ("asks_needs", "asks_travel", "asks_beds", "needs_days", "travel_days")


def form_of(exchange: Exchange) -> RegistrationForm:
    """As it stands, or as it is before anybody changed it."""
    found = RegistrationForm.objects.filter(exchange=exchange).first()
    return found or RegistrationForm(exchange=exchange)


@transaction.atomic
def change_settings(exchange: Exchange, *, actor: User, values: Mapping[str, Any]) -> RegistrationForm:
    require(actor, "registration.change_form", exchange)
    exchange = locked_exchange(exchange.pk)
    form, _made = RegistrationForm.objects.get_or_create(exchange=exchange)
    if changes := apply(form, {name: values[name] for name in SETTINGS if name in values}):
        record(actor, "registration.form.changed", exchange, changes=changes)
    return form


@transaction.atomic
def add_page(exchange: Exchange, *, actor: User, values: Mapping[str, Any]) -> FormPage:
    require(actor, "registration.change_form", exchange)
    exchange = locked_exchange(exchange.pk)
    page = FormPage(exchange=exchange, position=last_place(exchange.form_pages) + 1, **_page(values))
    page.full_clean()
    page.save(force_insert=True)
    record(actor, "registration.page.added", exchange, changes=described(page))
    return page


@transaction.atomic
def change_page(page: FormPage, *, actor: User, values: Mapping[str, Any]) -> FormPage:
    require(actor, "registration.change_form", page.exchange)
    page = FormPage.objects.select_for_update().get(pk=page.pk)
    if changes := apply(page, _page(values)):
        record(actor, "registration.page.changed", page.exchange, changes=changes)
    return page


@transaction.atomic
def remove_page(page: FormPage, *, actor: User) -> None:
    require(actor, "registration.change_form", page.exchange)
    exchange = locked_exchange(page.exchange_id)
    if page.questions.exists():
        raise PageInUse
    record(actor, "registration.page.removed", exchange, changes={"title": [str(page), None]})
    page.delete()


def last_place(rows: Any) -> int:
    return int(rows.aggregate(last=Max("position"))["last"] or 0)


def moved(rows: Sequence[Any], row: Any, step: int) -> list[Any]:
    """The rows with one of them a place up (-1) or down (1); at the end it stays where it is."""
    ordered = list(rows)
    here = next(place for place, each in enumerate(ordered) if each.pk == row.pk)
    there = min(max(here + step, 0), len(ordered) - 1)
    ordered.insert(there, ordered.pop(here))
    return ordered


def number(rows: Sequence[Any]) -> None:
    """Stores the order."""
    for place, row in enumerate(rows, 1):
        row.position = place
    if rows:
        type(rows[0]).objects.bulk_update(rows, ["position"])


def _page(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in PAGE if name in values}
