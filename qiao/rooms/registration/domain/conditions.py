"""A question may be asked only after certain answers to an earlier one: so there is never a circle."""

from collections.abc import Sequence

from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.registration.domain.reading import pages_of, questions_of
from qiao.rooms.registration.enums import QuestionKind
from qiao.rooms.registration.errors import NotDeciding, NotEarlier, UnknownAnswer, WrongScope
from qiao.rooms.registration.models import Question


def earlier(question: Question, questions: Sequence[Question]) -> list[Question]:
    """Those on which it may depend. A new question, which is not among them, comes last on its page."""
    before: list[Question] = []
    for each in questions:
        if each.pk == question.pk or _is_behind(question, each):
            break
        before.append(each)
    return [each for each in before if may_depend(question, each)]


def may_depend(question: Question, source: Question) -> bool:
    is_seen = question.is_for_organisers or not source.is_for_organisers
    is_told = question.is_personal or not source.is_personal
    return source.is_deciding and not source.is_archived and is_seen and is_told


def answers_to(source: Question) -> list[tuple[str, str]]:
    """What a condition may name, with its words."""
    if source.kind == QuestionKind.YES_NO:
        return [("yes", ""), ("no", "")]
    return [(str(option.pk), str(option.label)) for option in source.options.all()]


def require_condition(question: Question) -> None:
    """Of the question as it is to be stored."""
    source = question.shown_if
    if source is None:
        question.shown_for = []
        return
    if not source.is_deciding:
        raise NotDeciding
    if not may_depend(question, source):
        raise WrongScope
    known = {value for value, _words in answers_to(source)}
    if not question.shown_for or set(question.shown_for) - known:
        raise UnknownAnswer


def require_order(exchange: Exchange) -> None:
    """Every question comes after the one on which it depends."""
    seen = set()
    for question in questions_of(pages_of(exchange)):
        if question.shown_if is not None and question.shown_if_id not in seen:
            raise NotEarlier(question=question.shown_if.label)
        seen.add(question.pk)


def _is_behind(question: Question, other: Question) -> bool:
    """Whether the other one comes after a question that is not stored yet."""
    if not question._state.adding:
        return False
    if question.is_personal != other.is_personal:
        return not question.is_personal
    place, own = other.page, question.page
    return (place.position, place.pk) > (own.position, own.pk)
