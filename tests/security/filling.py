"""Fills a form that the crawl found, sends it for real, and tells what came of it."""

import itertools
import json
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django import forms
from django.apps import apps
from django.core import validators
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from psycopg.types.json import Jsonb

from qiao.kit.bilingual.inputs import BodyInput, LineInput
from qiao.kit.files.fields import DocumentUploadField, ImageUploadField, VideoUploadField
from qiao.kit.text import validate_body, validate_line
from qiao.rooms.letters.sealing.fields import SealedLineField
from qiao.rooms.letters.sealing.seal import MARK
from tests.kit.files import samples
from tests.security.crawl import Control, FoundForm, PageReader, given_forms
from tests.support.meeting_workbook import small, workbook
from tests.support.world import PASSWORD, cookies_of
from tests.support.worlds import registration

# Fields with a rule of their own take these. A field that takes no plain sentence and is not here is red.
EXAMPLES = {
    "email": "new-{n}@plain.example",
    "OperatorForm.email": "stranger@world.example",
    "login": "member@world.example",
    "oldpassword": PASSWORD,
    "password": PASSWORD,
    "password1": "another long password 桥侨",
    "password2": "another long password 桥侨",
    "code": "code-{n}",
    "starts_on": "2099-05-10",
    "ends_on": "2099-05-11",
    "head_email": "head-{n}@plain.example",
    "contact_email": "host-{n}@plain.example",
    "url": "https://plain.example/{n}",
    "SettingsForm.code": "WORLD",
    "name_latin": "LIN WEN",
    "ApplicationForm.number": "E12345678",
    "born_on": "1990-02-03",
    "expires_on": "2101-01-01",
    "reply_to": "answers-{n}@plain.example",
    "organisation": "Columbia Univ.",
    "rows": "University,E-mail of the head\nColumbia Univ.,head@plain.example",
    "website": "https://plain.example/",
    "ror_id": "https://ror.org/00hj8s172",
    "orcid": "0000-0002-1825-0097",
    "credit_code": "91350100M000100Y43",
    "phone": "+86 21 5555 0100",
    "suffix": "plain-{n}.example",
    "language": "en",
    "country": "CN",
    "VisitForm.closed_to": "IS",
    "StayForm.room_kind": "double",  # two share it
    "ApplicationForm.name_latin": "LIN WEN",
    "VisibilityForm.visibility": "public",  # only then its reason is kept
    "at": "2099-05-09T14:30",
    "starts": "2020-09",
    "ends": "2021",
    "given": "2024-05-01",
    "doi": "10.1000/plain.{n}",
    "referee_email": "referee-{n}@plain.example",
    "PlanDetailForm.partner": "Columbia Univ.",
    "CohortForm.code": "CAMP{n}",
    "FieldForm.code": "0716",
    "station": "Columbia Univ.",
    "mobile": "Columbia Univ.",
    "link": "https://plain.example/talk",
    "starts_at": "2099-05-10T09:00",
    "opens_at": "2098-05-10T09:00",
    "closes_at": "2098-06-10T09:00",
    "lists_due_at": "2099-05-10T09:00",
    "publish_at": "2099-05-11T09:00",
    "answers_due_at": "2099-05-12T09:00",
    "first_night": "2099-05-09",
    "nights": "2",
    **{f"q_{registration.IDS[kind].hex}": text for kind, text in registration.EXAMPLES.items()},
}
LAST = {"ReportForm.slot"}  # late until the first slot is not late
DAYS = {"date", "time", "datetime-local", "number"}
PLAIN_TYPES = (forms.CharField, LineInput, BodyInput)
PLAIN_RULES = (
    validators.MaxLengthValidator,
    validators.MinLengthValidator,
    validators.ProhibitNullCharactersValidator,
)
_number = itertools.count(1)
_INSERT = re.compile(r'INSERT INTO "(\w+)" \((.*?)\) (?:VALUES|SELECT)')
_UPDATE = re.compile(r'UPDATE "(\w+)" SET (.*?) WHERE', re.DOTALL)


@dataclass
class Sent:
    status: int
    errors: dict[str, list[str]]
    page: PageReader | None
    location: str = ""
    written: dict[str, set[str]] = field(default_factory=dict)  # text by "table.column"

    @property
    def is_accepted(self) -> bool:
        return self.status < 400 and not self.errors

    @property
    def stored(self) -> set[str]:
        return set().union(*self.written.values()) if self.written else set()


@dataclass
class Filling:
    form: FoundForm
    client: Client

    @cached_property
    def free(self) -> list[str]:
        """Text fields that take any sentence."""
        return [name for name in self.form.texts if name not in self.ruled]

    @cached_property
    def ruled(self) -> list[str]:
        return [name for name in self.form.texts if self._has_example(name) or not self._is_plain(name)]

    def _has_example(self, name: str) -> bool:
        return bool(name in EXAMPLES or self._own_example(name))

    def _is_plain(self, name: str) -> bool:
        field = self.form.fields.get(name)
        rules = [rule for rule in getattr(field, "validators", []) if not isinstance(rule, PLAIN_RULES)]
        return field is None or (
            type(field) in PLAIN_TYPES
            and not [rule for rule in rules if rule not in (validate_line, validate_body)]
        )

    def room(self, name: str) -> int:
        return getattr(self.form.fields.get(name), "max_length", None) or 200

    def takes_lines(self, name: str) -> bool:
        rules = getattr(self.form.fields.get(name), "validators", [])
        return validate_body in rules

    def send(self, texts: dict[str, str], *, keep: bool = False) -> Sent:
        """One real request; its writes are taken back unless they are to be kept."""
        data = self.plain() | texts
        before = cookies_of(self.client) if not keep else None
        with transaction.atomic(), _watched() as statements:
            response = getattr(self.client, self.form.method)(self.form.action, data)
            sent = _told(response)
            transaction.set_rollback(not keep)
        if before is not None:
            self.client.cookies = before
        sent.written = _by_column(statements)
        return sent

    def plain(self) -> dict[str, Any]:
        """What the page shows, with a plain value wherever one may be typed."""
        data: dict[str, Any] = {}
        for control in self.form.controls:
            value = self._plain_value(control)
            if control.name and value not in (None, ""):
                data.setdefault(control.name, []).append(value)
        named = {
            name: [self._own_example(name).format(n=next(_number))]
            for name in {*data, *self.form.texts}
            if self._own_example(name)
        }
        return self._with_choices(data) | {name: [self._example(name)] for name in self.form.texts} | named

    def _example(self, name: str) -> str:
        return EXAMPLES.get(name, "Plain {n}").format(n=next(_number))

    def _own_example(self, name: str) -> str:
        return max((EXAMPLES.get(f"{kind.__name__}.{name}", "") for kind in self.form.classes), default="")

    def _with_choices(self, data: dict[str, Any]) -> dict[str, Any]:
        """Where one must be ticked and none is, the first."""
        for control in self.form.controls:
            if control.kind in {"checkbox", "radio"} and self._needs(control):
                data.setdefault(control.name, [control.value])
        return data

    def _plain_value(self, control: Control) -> Any:
        if control.name == "idempotency_key":
            return str(uuid.uuid4())
        if control.kind in {"checkbox", "radio"}:
            return control.value if control.is_chosen else None
        if control.kind == "select":
            options = control.options[::-1] if self._takes_the_last(control) else control.options
            return control.value or next(filter(None, options), "")
        if control.kind == "file":
            return self._file(control) if self._needs(control) else None
        if control.kind in DAYS:
            return control.value or (EXAMPLES[control.name] if self._is_asked(control) else "")
        return self._pressed(control) if control.kind == "button" else control.value

    def _takes_the_last(self, control: Control) -> bool:
        return any(f"{kind.__name__}.{control.name}" in LAST for kind in self.form.classes)

    def _pressed(self, button: Control) -> str | None:
        """The first that says its name, as a browser sends it."""
        named = [each for each in self.form.controls if each.kind == "button" and each.name]
        return button.value or "pressed" if named[:1] == [button] else None

    def _is_asked(self, control: Control) -> bool:
        return self._needs(control) or control.name in EXAMPLES

    def _needs(self, control: Control) -> bool:
        field = self.form.fields.get(control.name)
        return bool(field and field.required)

    def _file(self, control: Control) -> SimpleUploadedFile:
        field = self.form.fields[control.name]
        makes = {
            ImageUploadField: ("a.png", samples.picture),
            VideoUploadField: ("a.mp4", samples.mp4),
            DocumentUploadField: ("a.pdf", samples.pdf),
            forms.FileField: ("a.xlsx", lambda: workbook(small()).getvalue()),
        }
        name, make = makes[type(field)]  # type: ignore[index]  # another kind of file is red: give it a sample
        return SimpleUploadedFile(name, make())


def _told(response: Any) -> Sent:
    errors: dict[str, list[str]] = {}
    is_page = not response.streaming and response.headers.get("Content-Type", "").startswith("text/html")
    if response.status_code < 300 or response.status_code >= 400:
        for form in given_forms(response):
            for name, sentences in (form.errors if form.is_bound else {}).items():
                errors.setdefault(form.add_prefix(name), []).extend(map(str, sentences))
    page = PageReader(response.content.decode()) if is_page else None
    return Sent(response.status_code, errors, page, response.headers.get("Location", ""))


@contextmanager
def _watched() -> Iterator[list[tuple[str, Any]]]:
    statements: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE")):
            statements.append((sql, params or ()))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield statements


def _by_column(statements: list[tuple[str, Any]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for sql, params in statements:
        table, columns = _columns(sql)
        for name, value in zip(itertools.cycle(columns), params, strict=False):
            for each in map(_as_text, value if isinstance(value, list) else [value]):
                if isinstance(each, str):
                    each = _opened(table, name, each)
                    found.setdefault(f"{table}.{name}", set()).update([each, *_inside(each)])
    return found


def _opened(table: str, name: str, text: str) -> str:
    """What was sealed, as those read it who may."""
    if not text.startswith(f"{MARK}."):
        return text
    columns = {
        (each._meta.db_table, field.column): field
        for each in apps.get_models()
        for field in each._meta.fields
    }
    field = columns[table, name]
    return str(field.from_db_value(text, None, None)) if isinstance(field, SealedLineField) else text


def _as_text(value: Any) -> Any:
    """PostgreSQL is handed a wrapped object for JSON, SQLite the text of it."""
    return json.dumps(value.obj, ensure_ascii=False) if isinstance(value, Jsonb) else value


def _inside(text: str) -> list[str]:
    """The texts in a column of JSON."""
    waiting = [_loaded(text)] if text[:1] in set('{["') else []
    found: list[str] = []
    while waiting:
        value = waiting.pop()
        waiting += value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
        found += [value] if isinstance(value, str) else []
    return found


def _loaded(text: str) -> Any:
    """A text that only begins like JSON is one."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def _columns(sql: str) -> tuple[str, list[str]]:
    if match := _INSERT.match(sql):
        return match[1], re.findall(r'"(\w+)"', match[2])
    if match := _UPDATE.match(sql):
        return match[1], re.findall(r'"(\w+)" = (?:CASE|%s)', match[2])
    return "", [""]
