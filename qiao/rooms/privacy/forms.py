from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.inputs import BodyInput, LineInput
from qiao.rooms.privacy.domain.purpose import Words
from qiao.rooms.privacy.enums import PurposeKind, RequestKind
from qiao.rooms.privacy.models import Controller, Purpose

NAMES = ("title", "body", "recipient", "recipient_contact", "recipient_country")


class RequestForm(forms.Form):
    kind = forms.ChoiceField(label=_("What do you want?"), choices=RequestKind.choices)
    details = BodyInput(
        label=_("What it is about"),
        max_length=4000,
        required=False,
        help_text=_("For a correction: what is wrong, and what it should say."),
    )


class RequestByEmailForm(RequestForm):
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("We send a link to it, so that nobody can ask in your name."),
    )
    field_order = ["email", "kind", "details"]


class AnswerForm(forms.Form):
    answer = BodyInput(
        label=_("Answer to the person"),
        max_length=4000,
        required=False,
        help_text=_("A refusal needs the reason and where the person can complain."),
    )


class WordsForm(forms.Form):
    """The same fields for each language, named title_zh_hans, title_en and so on."""

    asks_again = forms.BooleanField(
        label=_("Ask everyone again"),
        required=False,
        help_text=_("Needed when the purpose, the kind of data or the recipient changes."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, language in settings.LANGUAGES:
            for name, field in _words(str(language)).items():
                field.widget.attrs["lang"] = code
                self.fields[f"{name}_{_suffix(code)}"] = field

    @classmethod
    def initial_of(cls, purpose: Purpose) -> dict[str, str]:
        texts = purpose.texts.filter(version=purpose.version)
        return {f"{name}_{_suffix(text.language)}": getattr(text, name) for text in texts for name in NAMES}

    def words(self) -> dict[str, Words]:
        return {code: self._words_in(_suffix(code)) for code, _name in settings.LANGUAGES}

    def _words_in(self, suffix: str) -> Words:
        return Words(**{name: self.cleaned_data[f"{name}_{suffix}"] for name in NAMES})


class PurposeForm(WordsForm):
    code = forms.SlugField(label=_("Code"), max_length=60)
    kind = forms.ChoiceField(label=_("Kind"), choices=PurposeKind.choices)
    field_order = ["code", "kind"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["asks_again"]


class ControllerForm(forms.ModelForm[Controller]):
    class Meta:
        model = Controller
        fields = [
            *["name_zh", "name_en", "address_zh", "address_en", "duties_zh", "duties_en"],
            *["country", "email", "officer"],
        ]


def _suffix(code: str) -> str:
    return code.replace("-", "_")


def _words(language: str) -> dict[str, forms.Field]:
    def label(text: Any) -> str:
        return f"{text} ({language})"

    return {
        "title": LineInput(label=label(_("Title")), max_length=200),
        "body": BodyInput(label=label(_("Text")), max_length=5000),
        "recipient": LineInput(
            label=label(pgettext_lazy("consent", "Recipient")), max_length=200, required=False
        ),
        "recipient_contact": LineInput(
            label=label(_("How to reach the recipient")), max_length=300, required=False
        ),
        "recipient_country": LineInput(label=label(_("Country")), max_length=100, required=False),
    }
