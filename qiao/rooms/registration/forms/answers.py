"""A page of questions as a form: built from rows, judged by `domain.kinds`."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.inputs import BodyInput, LineInput
from qiao.kit.bilingual.localized import active_language
from qiao.kit.bilingual.sorting import sort_key
from qiao.rooms.directory.countries import country_choices
from qiao.rooms.registration.domain import kinds
from qiao.rooms.registration.enums import QuestionKind, Required
from qiao.rooms.registration.models import Question

MOST_RADIOS = 7
REFRESH = {
    "hx-post": "?refresh=1",
    "hx-trigger": "change",
    "hx-include": "closest form",
    "hx-params": "not idempotency_key",
    "hx-target": "#questions",
    "hx-select": "#questions",
    "hx-swap": "outerHTML show:none",
}
Choices = list[tuple[str, Any]]


class QuestionBoundField(forms.BoundField):
    """Says "optional" by the question: as a draft everything is."""

    form: "AnswersForm"
    template_name = "registration/parts/field.html"

    @property
    def is_needed(self) -> bool:
        return self.form.by_name[self.name].required != Required.NEVER


class AnswerField(forms.Field):
    """A question that is not plain text."""

    def __init__(self, question: Question, **options: Any) -> None:
        self.question = question
        super().__init__(required=False, **options)

    def clean(self, value: Any) -> Any:
        return kinds.cleaned(self.question, value)


class AnswersForm(forms.Form):
    """Of questions that are asked. `shown` tells which were on the page, for a box that is not ticked sends
    nothing; `version` is that of the registration when the page was made."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40_000)

    def __init__(
        self, data: Any = None, *, questions: Sequence[Question], answers: Mapping[UUID, Any], version: int
    ) -> None:
        initial = {each.field_name: as_input(each, answers.get(each.pk)) for each in questions}
        shown = " ".join(each.pk.hex for each in questions)
        super().__init__(data, initial=initial | {"version": version, "shown": shown})
        self.questions = list(questions)
        self.by_name = {question.field_name: question for question in self.questions}
        for name, question in self.by_name.items():
            self.fields[name] = field_of(question, answers.get(question.pk))
            self.fields[name].bound_field_class = QuestionBoundField

    def given(self) -> dict[UUID, Any]:
        """By question, only what the page showed."""
        there = set(self.cleaned_data["shown"].split())
        return {
            each.pk: self.cleaned_data[each.field_name] for each in self.questions if each.pk.hex in there
        }

    def show_theirs(self, theirs: Mapping[UUID, Any], version: int) -> None:
        """Beside each answer what somebody else saved meanwhile; saved again, the writer's own stands."""
        self.data = with_version(self.data, version)
        for question in self.questions:
            if question.pk in theirs:
                words = kinds.shown(question, theirs[question.pk]) or gettext("nothing")
                self.add_error(
                    question.field_name, gettext("Saved meanwhile: %(answer)s") % {"answer": words}
                )


def with_version(data: Any, version: int) -> Any:
    """What was sent, as if it had been written on the page as it is now."""
    copy = data.copy()
    copy["version"] = str(version)
    return copy


def field_of(question: Question, answer: Any = None) -> forms.Field:
    kind = QuestionKind(question.kind)
    options: dict[str, Any] = {"label": str(question.label), "help_text": _help(question)}
    if kind == QuestionKind.LINE:
        return LineInput(required=False, max_length=kinds.LONGEST[kind], **options)
    if kind == QuestionKind.BODY:
        return BodyInput(required=False, max_length=kinds.LONGEST[kind], **options)
    return AnswerField(question, widget=_widget(question, kind, answer), **options)


def _help(question: Question) -> str:
    words = [str(question.help)] if question.help else []
    if question.required == Required.SUBMISSION:
        words.append(gettext("Needed before the delegation is submitted."))
    if question.required == Required.APPROVAL:
        words.append(gettext("Needed before the delegation is approved."))
    return " ".join(words)


def posted_answers(questions: Iterable[Question], data: Any) -> dict[UUID, Any]:
    """What a page sent, as far as it can be read: conditions look at it before anything is saved."""
    there = set(data.get("shown", "").split())
    found: dict[UUID, Any] = {}
    for question in questions:
        if question.pk.hex in there:
            raw = field_of(question).widget.value_from_datadict(data, {}, question.field_name)
            try:
                found[question.pk] = kinds.cleaned(question, raw)
            except ValidationError:
                found[question.pk] = None
    return found


def as_input(question: Question, value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if question.kind == QuestionKind.ONE and isinstance(value, list):
        return value[0] if value else ""
    return value


def _widget(question: Question, kind: QuestionKind, answer: Any) -> forms.Widget:
    match kind:
        case QuestionKind.ONE:
            return _one(_options(question, answer), question)
        case QuestionKind.SEVERAL:
            return forms.CheckboxSelectMultiple(choices=_options(question, answer), attrs=_decides(question))
        case QuestionKind.YES_NO:
            return _one([("yes", _("Yes")), ("no", _("No"))], question)
        case QuestionKind.COUNTRY:
            return forms.Select(choices=_countries())
        case QuestionKind.LANGUAGE:
            return forms.Select(choices=[("", "—"), *kinds.LANGUAGES])
        case _:
            return forms.TextInput(attrs=_TEXT[kind])


_TEXT: dict[QuestionKind, dict[str, str]] = {
    QuestionKind.NUMBER: {"inputmode": "decimal", "autocomplete": "off"},
    QuestionKind.DATE: {"type": "date"},
    QuestionKind.TIME: {"type": "time"},
    QuestionKind.PHONE: {"type": "tel"},
    QuestionKind.EMAIL: {"type": "email"},
    QuestionKind.URL: {"type": "url", "placeholder": "https://"},
}


def _one(choices: Choices, question: Question) -> forms.Widget:
    attributes = _decides(question)
    if len(choices) > MOST_RADIOS:
        return forms.Select(choices=[("", "—"), *choices], attrs=attributes)
    if question.required == Required.NEVER:
        choices = [*choices, ("", _("No answer"))]
    return forms.RadioSelect(choices=choices, attrs=attributes)


def _decides(question: Question) -> dict[str, str]:
    """Another question hangs on this one: the page asks the server which, where scripts run."""
    return REFRESH if question.decides else {}


def _options(question: Question, answer: Any) -> Choices:
    """An archived one only where it was chosen: saving again does not lose it."""
    chosen = answer if isinstance(answer, list) else []
    return [
        (str(option.pk), str(option.label))
        for option in question.options.all()
        if not option.is_archived or str(option.pk) in chosen
    ]


def _countries() -> Choices:
    language = active_language()
    return [("", "—"), *sorted(country_choices(), key=lambda pair: sort_key(pair[1], language))]
