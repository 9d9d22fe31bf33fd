"""What the pages of this room show, gathered."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from qiao.kit.access import may
from qiao.rooms.applications.domain.application import may_be_sent
from qiao.rooms.applications.domain.completeness import missing_of
from qiao.rooms.applications.domain.snapshot import snapshot_of
from qiao.rooms.applications.doors import doors_of_application
from qiao.rooms.applications.enums import ASKS_FOR_LETTERS, BEFORE_REVIEW, ApplicationState
from qiao.rooms.applications.guidance import guidance
from qiao.rooms.applications.models import (
    Application,
    ApplicationDocument,
    ApplicationSnapshot,
    ReferenceLetter,
)
from qiao.rooms.profiles.presenting import presented


@dataclass(frozen=True, slots=True)
class Line:
    """A step of the history. Neither side is told who exactly acted on the other."""

    when: dt.datetime
    state: str
    who: str
    reason: str


def history(application: Application, reader: Any) -> list[Line]:
    person = application.profile.user_id
    is_host = person != reader.pk
    steps = application.steps.select_related("actor")
    return [
        Line(step.created_at, step.get_to_state_display(), _who(step.actor, person, is_host), step.reason)
        for step in steps
    ]


def documents_of(application: Application) -> QuerySet[ApplicationDocument]:
    return application.documents.select_related("stored", "requirement")


def letters_of(application: Application) -> QuerySet[ReferenceLetter]:
    return application.letters.select_related("stored").order_by("id")


def seen_of(application: Application, snapshot: ApplicationSnapshot | None) -> Any:
    """The profile as hosts and reviewers may read it now; an erased person's is empty."""
    return presented(snapshot.seen(nameless=application.is_nameless) if snapshot else {})


def own_page(application: Application, reader: Any) -> dict[str, Any]:
    is_draft, state = application.state == ApplicationState.DRAFT, application.status
    in_time = may_be_sent(application)
    waits = state in BEFORE_REVIEW
    missing = missing_of(application) if waits else None
    return {
        "application": application,
        "guidance": guidance(application),
        "missing": missing.words if missing and is_draft else missing.waiting_words if missing else [],
        "wanted_documents": missing.documents if missing else [],
        "is_draft": is_draft,
        "may_send": is_draft and in_time,
        "may_reopen": in_time and state.can_become(ApplicationState.DRAFT),
        "may_withdraw": not state.is_over,
        "may_ask": state in ASKS_FOR_LETTERS and timezone.now() < application.letters_until,
        "documents": documents_of(application),
        "letters": letters_of(application),
        "lines": history(application, reader),
        "doors": doors_of_application(application, reader),
    }


def host_page(application: Application, reader: Any) -> dict[str, Any]:
    """Of the application as it was sent. Reviewers read it too; only the host's editors act."""
    selects = may(reader, "applications.select_application", application)
    state = application.status
    return {
        "application": application,
        "seen": seen_of(application, snapshot_of(application)),
        "is_preview": False,
        "missing": missing_of(application).waiting_words if state == ApplicationState.SUBMITTED else [],
        "selects": selects,
        "may_move": selects and not state.is_over and state != ApplicationState.SUBMITTED,
        "may_complete": selects and state == ApplicationState.SUBMITTED,
        "may_review": selects and state == ApplicationState.COMPLETE,
        "may_close": selects and not state.is_over,
        "documents": documents_of(application),
        "letters": letters_of(application),
        "lines": history(application, reader) if selects else [],
        "doors": doors_of_application(application, reader),
    }


def _who(actor: Any, person: Any, is_host: bool) -> str:
    if actor is None:
        return ""
    if actor.pk == person:
        return _("the applicant") if is_host else _("you")
    return actor.email if is_host else _("the host")
