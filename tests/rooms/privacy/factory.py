"""Makes a row of any classed model about one person, with a marker in every personal field."""

import datetime as dt
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from qiao.kit.classification import Classified, DataSubject, Sensitivity, classified
from qiao.kit.idempotency.models import scope_of_user
from qiao.kit.jobs.models import Job
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation, Person
from qiao.rooms.exchanges.models import Delegation, DelegationMember, Partner
from qiao.rooms.meetings.models import MeetingParty, MeetingRound
from qiao.rooms.placement.models import RankOrderList
from qiao.rooms.profiles.models import Profile


def _nothing(maker: "Maker") -> dict[str, Any]:
    return {}


PERSONAL = (Sensitivity.PERSONAL, Sensitivity.SENSITIVE)


@dataclass
class Maker:
    """All rows are about `user`, the account of `person`."""

    user: User
    person: Person
    markers: list[str] = field(default_factory=list)
    made: dict[str, models.Model] = field(default_factory=dict)

    @property
    def subject(self) -> DataSubject:
        return DataSubject(self.user.pk, frozenset({self.user.email}), frozenset({self.person.pk}))

    def marker(self) -> str:
        self.markers.append(f"m{secrets.token_hex(5)}")
        return self.markers[-1]

    def make(self, model: type[models.Model]) -> models.Model:
        label = model._meta.label_lower
        if label not in self.made:
            entry = classified.get(label)
            values = {each.name: self.value(entry, each) for each in model._meta.concrete_fields}
            given = {name: value for name, value in values.items() if value is not models.NOT_PROVIDED}
            self.made[label] = model._base_manager.create(**given | SPECIAL.get(label, _nothing)(self))
        return self.made[label]

    def value(self, entry: Classified, each: Any) -> Any:
        if each.primary_key and (each.has_default() or isinstance(each, models.AutoField)):
            return models.NOT_PROVIDED
        if each.is_relation:
            return self.related(each)
        # What is secret is a hash or key that the program made: it says nothing about anybody.
        is_personal = entry.fields.get(each.name) in PERSONAL and each.name not in entry.secret
        return self.marked(each) if is_personal else self.plain(each)

    def related(self, each: Any) -> Any:
        if each.related_model is User:
            return self.user
        if each.related_model is Person:
            return self.person
        return None if each.null else self.make(each.related_model)

    def marked(self, each: Any) -> Any:
        if isinstance(each, models.EmailField):
            return self.user.email
        if isinstance(each, models.FileField):
            return ContentFile(self.marker().encode(), name=f"{self.marker()}.txt")
        if isinstance(each, models.JSONField):
            return {self.marker(): [self.marker()]}
        if isinstance(each, models.BinaryField):
            return self.marker().encode()
        if isinstance(each, models.CharField | models.TextField) and not each.choices:
            return self.marker()[: each.max_length]
        return self.plain(each)

    def plain(self, each: Any) -> Any:
        if each.choices:
            return each.choices[0][0]
        if each.has_default() and not each.unique:
            return models.NOT_PROVIDED
        if each.null and not each.unique:
            return None
        for kind, value in _PLAIN:
            if isinstance(each, kind):
                return value()
        return secrets.token_hex(4)[: each.max_length or 8]


_PLAIN: list[tuple[Any, Any]] = [
    (models.UUIDField, uuid.uuid4),
    (models.DateTimeField, timezone.now),
    (models.DateField, dt.date.today),
    (models.TimeField, lambda: dt.time(9)),
    (models.DurationField, dt.timedelta),
    (models.BooleanField, bool),
    (models.IntegerField, lambda: 1),
    (models.DecimalField, lambda: 1),
    (models.FloatField, lambda: 1.0),
    (models.JSONField, dict),
    (models.GenericIPAddressField, lambda: "192.0.2.1"),
    (models.BinaryField, lambda: b"x"),
]


def _session(maker: Maker) -> dict[str, Any]:
    store = SessionStore()
    content = {SESSION_KEY: str(maker.user.pk), "note": maker.marker()}
    return {"session_data": store.encode(content), "expire_date": _soon()}


def _soon() -> dt.datetime:
    return timezone.now() + dt.timedelta(days=1)


def _task(maker: Maker) -> dict[str, Any]:
    return {"task": maker.make(DBTaskResult)}


def _traceback(maker: Maker) -> dict[str, Any]:
    return {"traceback": f"IntegrityError: {maker.user.email} exists {maker.marker()}"}


def _exchange(_maker: Maker) -> dict[str, Any]:
    return {"name_en": "Exchange", "seats": 1, "seats_held": 1, "common_held": 1}


def _meeting_wish(maker: Maker) -> dict[str, Any]:
    rounds, partner = maker.make(MeetingRound), maker.make(Partner)
    host = MeetingParty._base_manager.create(round=rounds, partner=partner)
    return {"wanted": host, "answered_at": timezone.now()}


def _pair(maker: Maker) -> dict[str, Any]:
    profile = Profile._base_manager.create(name_en="The other one")
    own = maker.make(RankOrderList)
    return {"second": RankOrderList._base_manager.create(round_id=own.round_id, profile=profile)}  # type: ignore[attr-defined]  # made


# What ties a row to the person where no key does, and what constraints ask beyond the types.
SPECIAL: dict[str, Callable[[Maker], dict[str, Any]]] = {
    "accounts.apitoken": lambda maker: {"expires_at": _soon()},
    "bilingual.searchentry": lambda maker: {"kind": "directory.person", "object_id": maker.person.pk},
    "django_tasks_database.dbtaskresult": _traceback,
    "exchanges.delegation": lambda maker: {
        "state": "accepted",
        "seats_asked": 1,
        "seats_held": 1,
        "seats_filled": 1,
    },
    "exchanges.exchange": _exchange,
    "exchanges.partner": lambda maker: {"seats_held": 1},
    "files.storedfile": lambda maker: {"access": "owner", "content_type": "image/png"},
    "idempotency.keyedrequest": lambda maker: {"scope": scope_of_user(maker.user.pk)},
    "imports.importproblem": lambda maker: {"excerpt": maker.user.email},
    "imports.importrow": lambda maker: {"object_id": maker.person.pk},
    "jobs.deadletter": lambda maker: {"task": getattr(maker.make(Job), "task")},  # noqa: B009 (typed)
    "jobs.job": lambda maker: {"cancel_requested_at": timezone.now(), **_task(maker)},
    "programme.programmeitem": lambda maker: {
        "title_en": "Welcome",
        "starts_at": timezone.now(),
        "ends_at": _soon(),
    },
    "programme.material": lambda maker: {"kind": "link", "title_en": "A link", "url": "https://a.example/"},
    "programme.question": lambda maker: {"text_en": "Why?"},
    "programme.calendarfeed": lambda maker: {"member": maker.make(DelegationMember)},
    "programme.releasedname": lambda maker: {"person_id": maker.person.pk},
    "meetings.encounter": lambda maker: {"mark": "held", "marked_at": timezone.now()},
    "letters.letter": lambda maker: {"number": None, "wiped_because": ""},
    "letters.lettersettings": lambda maker: {"purpose_en": "Exchange", "costs_en": "Nobody"},
    "opportunities.opportunity": lambda maker: {"title_en": "Workstation"},
    "opportunities.intake": lambda maker: {"closes_at": _soon()},
    "offices.hostapproval": lambda maker: {
        "host": Organisation._base_manager.create(kind="company"),
        "asked_at": timezone.now(),
    },
    "offices.postingapproval": lambda maker: {"asked_at": timezone.now()},
    "placement.matchinground": lambda maker: {
        "name_en": "Round",
        "organisation": maker.make(Organisation),
        "publish_at": _soon(),
        "answers_due_at": _soon() + dt.timedelta(days=1),
    },
    "placement.matchingrun": lambda maker: {"confirmed_by": None, "second_yes": None},
    "placement.pair": _pair,
    "placement.postlist": lambda maker: {"digest": ""},
    "placement.rankorderlist": lambda maker: {"digest": ""},
    "training.certificate": lambda maker: {"revoked_because": ""},
    "training.cohort": lambda maker: {"name_en": "Cohort"},
    "training.milestone": lambda maker: {"name_en": "Milestone"},
    "training.trainingsession": lambda maker: {"title_en": "Lecture", "minutes": 60},
    "applications.application": lambda maker: {"closing_reason": ""},
    "applications.referenceletter": lambda maker: {"state": "received", "received_at": timezone.now()},
    "reviews.criterion": lambda maker: {"name_en": "Criterion"},
    "registration.formpage": lambda maker: {"title_en": "Page"},
    "registration.hotel": lambda maker: {"name_en": "Hotel"},
    "registration.option": lambda maker: {"label_en": "Option"},
    "registration.question": lambda maker: {"label_en": "Question"},
    "registration.registration": lambda maker: {"member": maker.make(DelegationMember)},
    "meetings.meetinground": lambda maker: {"name_en": "Round"},
    "meetings.meetingparty": lambda maker: {"delegation": maker.make(Delegation)},
    "meetings.meetingwish": _meeting_wish,
    "sessions.session": _session,
    "visits.visit": lambda maker: {"title_en": "Visit"},
    "visits.visitrun": lambda maker: {"ends_at": _soon()},
}
