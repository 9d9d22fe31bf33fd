"""What the overview pages of a registration show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from qiao.kit.access import may
from qiao.rooms.registration.domain import kinds
from qiao.rooms.registration.domain.answering import known_answers
from qiao.rooms.registration.domain.form import form_of
from qiao.rooms.registration.domain.missing import Gap, gaps
from qiao.rooms.registration.domain.reading import asked, of_scope, pages_of, questions_of
from qiao.rooms.registration.domain.registration import is_answerable, registrations_of
from qiao.rooms.registration.domain.reviewing import open_reviews
from qiao.rooms.registration.enums import Direction, Required, ReviewState
from qiao.rooms.registration.forms.needs import need_groups
from qiao.rooms.registration.models import FormPage, Question, Registration, Stay


@dataclass(frozen=True, slots=True)
class Answered:
    question: Question
    words: str
    waiting: str  # a new answer that the organisers have not decided on


@dataclass(frozen=True, slots=True)
class Section:
    title: Any
    url: str
    answers: list[Answered]


@dataclass(frozen=True, slots=True)
class Lacking:
    label: Any
    who: str
    url: str


def url_of(registration: Registration, part: str = "", *more: Any) -> str:
    """The overview of a member or of a delegation, or a part of it."""
    noun = "member" if registration.member else "delegation"
    subject = registration.member or registration.delegation
    name = f"registration:{noun}_{part}" if part else f"registration:{noun}"
    return reverse(name, args=[subject.pk, *more])


def delegation_context(registration: Registration, reader: Any) -> dict[str, Any]:
    delegation = registration.delegation
    rows = registrations_of(delegation)
    missing = gaps(delegation, Required.SUBMISSION)
    people = [_person(row, missing, reader) for key, row in rows.items() if key is not None]
    return _common(registration, reader) | {
        "delegation": delegation,
        "people": people,
        "lacking": lacking(missing),
        "is_answerable": is_answerable(delegation),
    }


def member_context(registration: Registration, reader: Any) -> dict[str, Any]:
    missing = [
        gap
        for gap in gaps(registration.delegation, Required.SUBMISSION)
        if gap.registration.member_id == registration.member_id
    ]
    sees_needs = may(reader, "registration.view_needs", registration)
    context = _common(registration, reader) | {
        "member": registration.member,
        "lacking": lacking(missing),
        "settings": form_of(registration.delegation.exchange),
        "sees_needs": sees_needs,
        "sees_delegation": may(
            reader, "registration.view_answers", Registration(delegation=registration.delegation)
        ),
    }
    return context | (_needs(registration) if sees_needs else {})


def lacking(missing: Iterable[Gap]) -> list[Lacking]:
    """Each leads to its question."""
    return [
        Lacking(
            gap.question.label,
            str(gap.registration.member or ""),
            f"{url_of(gap.registration, 'answers', gap.question.page_id)}#id_{gap.question.field_name}",
        )
        for gap in missing
    ]


def _common(registration: Registration, reader: Any) -> dict[str, Any]:
    exchange = registration.delegation.exchange
    is_owner = may(reader, "registration.answer_for_organisers", registration)
    pages = pages_of(exchange)
    return {
        "exchange": exchange,
        "registration": registration,
        "may_fill": may(reader, "registration.fill", registration),
        "may_answer_for_organisers": is_owner,
        "sections": _sections(registration, pages, for_organisers=False),
        "organisers_sections": _sections(registration, pages, for_organisers=True) if is_owner else [],
        "sent_back": _sent_back(registration),
    }


def _sections(
    registration: Registration, pages: Sequence[FormPage], *, for_organisers: bool
) -> list[Section]:
    known = known_answers(registration)
    waiting = open_reviews(registration)
    called = of_scope(asked(questions_of(pages), known), registration.scope, for_organisers=for_organisers)
    found = []
    for page in pages:
        answers = [
            Answered(
                each,
                kinds.shown(each, known.get(each.pk)),
                kinds.shown(each, waiting[each.pk].new) or "–" if each.pk in waiting else "",
            )
            for each in called
            if each.page_id == page.pk
        ]
        if answers:
            url = url_of(registration, *(["organisers"] if for_organisers else ["answers", page.pk]))
            found.append(Section(page.title, url, answers))
    return found


def _sent_back(registration: Registration) -> list[Any]:
    """The latest refusals, with their reasons; one that was answered since is past."""
    if registration._state.adding:
        return []
    rows = registration.reviews.exclude(state=ReviewState.TAKEN_BACK).select_related("question")
    latest = {row.question_id: row for row in rows.order_by("id")}
    return [row for row in latest.values() if row.state == ReviewState.SENT_BACK]


def _person(row: Registration, missing: Sequence[Gap], reader: Any) -> dict[str, Any]:
    number = sum(
        1 for gap in missing if gap.registration is row or gap.registration.member_id == row.member_id
    )
    return {"member": row.member, "url": url_of(row), "missing": number, "is_begun": not row._state.adding}


def _needs(registration: Registration) -> dict[str, Any]:
    if registration._state.adding:
        return {"needs": [], "legs": _legs({}), "stay": None}
    legs = {leg.direction: leg for leg in registration.legs.all()}
    stays = Stay.objects.filter(registration=registration).select_related("hotel", "shares_with")
    return {
        "needs": need_groups(registration.needs.all()),
        "legs": _legs(legs),
        "stay": stays.first(),
    }


def _legs(legs: dict[str, Any]) -> list[tuple[Direction, Any]]:
    return [(direction, legs.get(direction)) for direction in Direction]
