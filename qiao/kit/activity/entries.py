"""Activity rows as people read them: a sentence, names and links, what changed."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext

from qiao.kit.activity.enums import Channel
from qiao.kit.activity.models import Activity
from qiao.kit.activity.record import actions
from qiao.kit.activity.subjects import Named, name_subjects

LONGEST_VALUE = 100  # letters of an old or new value that are shown


@dataclass(frozen=True)
class Change:
    label: str
    old: str = ""
    new: str = ""
    is_told: bool = True  # False where only the field's name is kept, because its values are personal

    def __str__(self) -> str:
        if not self.is_told:
            return self.label
        return gettext("%(label)s: %(old)s → %(new)s") % {
            "label": self.label,
            "old": self.old or "—",
            "new": self.new or "—",
        }


@dataclass(frozen=True)
class Entry:
    pk: uuid.UUID
    when: datetime
    sentence: str
    kind: str
    title: str
    href: str
    actor: str
    channel: str
    changes: Sequence[Change]
    request_id: uuid.UUID | None

    @property
    def changed(self) -> str:
        return "; ".join(str(change) for change in self.changes)


def entries(rows: Iterable[Activity]) -> list[Entry]:
    """One query for each kind of subject and one for the people, however many rows."""
    rows = list(rows)
    account = get_user_model()._meta.label_lower
    people = [(account, row.actor_id) for row in rows if row.actor_id]
    named = name_subjects([*people, *((row.subject_type, row.subject_id) for row in rows)])
    emails = _emails({actor_id for _label, actor_id in people if (account, actor_id) not in named})
    return [
        _entry(row, named, named.get((account, row.actor_id)) if row.actor_id else None, emails)
        for row in rows
    ]


def _emails(ids: set[Any]) -> dict[uuid.UUID, str]:
    model = get_user_model()
    found = (
        model._default_manager.filter(pk__in=ids).values_list("pk", model.get_email_field_name())
        if ids
        else ()
    )
    return dict(found)


def _entry(
    row: Activity, named: Named, person: tuple[str, str] | None, emails: dict[uuid.UUID, str]
) -> Entry:
    title, href = named.get((row.subject_type, row.subject_id), ("", ""))
    name = person[0] if person else emails.get(row.actor_id) if row.actor_id else None
    return Entry(
        pk=row.pk,
        when=row.created_at,
        sentence=sentence(row.action),
        kind=kind_label(row.subject_type),
        title=title,
        href=href,
        actor=name or _nobody(row.channel),
        channel=row.get_channel_display(),
        changes=[_change(row.subject_type, name, values) for name, values in row.changes.items()],
        request_id=row.request_id,
    )


def sentence(action: str) -> str:
    """An action whose room is gone keeps its bare name."""
    return str(actions.get(action)) if action in actions else action


def kind_label(subject_type: str) -> str:
    try:
        return capfirst(str(apps.get_model(subject_type)._meta.verbose_name))
    except (LookupError, ValueError):
        return subject_type


def _nobody(channel: str) -> str:
    if channel == Channel.COMMAND:
        return gettext("the server")
    if channel == Channel.JOB:
        return gettext("a background job")
    return gettext("nobody signed in, or an account since deleted")


def _change(subject_type: str, name: str, values: Any) -> Change:
    field = _field(subject_type, name)
    label = capfirst(str(getattr(field, "verbose_name", name)))
    if isinstance(values, list) and len(values) == 2:
        words = dict(getattr(field, "flatchoices", ()))
        return Change(label, _shown(values[0], words), _shown(values[1], words))
    return Change(label, is_told=False)


def _field(subject_type: str, name: str) -> Any:
    """None where the model or the field is gone by now."""
    try:
        return apps.get_model(subject_type)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None


def _shown(value: Any, words: Mapping[Any, Any]) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    word = words.get(value, value) if isinstance(value, str | int) else value
    return Truncator(str(word)).chars(LONGEST_VALUE)
