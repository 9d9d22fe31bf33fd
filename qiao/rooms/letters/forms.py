from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.forms import BilingualModelForm
from qiao.kit.bilingual.inputs import BodyInput, LineInput
from qiao.rooms.directory.forms.choices import DAY, country_field
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.letters.domain.application import OF_THE_PASSPORT
from qiao.rooms.letters.domain.settings import PROFILE
from qiao.rooms.letters.enums import Sex
from qiao.rooms.letters.models import LetterSettings
from qiao.rooms.letters.models.passport import LATIN, NUMBER

AS_TYPED = RegexValidator(r"\A(?=.*[0-9])[A-Za-z0-9 ]+\Z", NUMBER.message, "number")


class ApplicationForm(forms.Form):
    """The passport's data and the stay. Nothing of it is remembered by browsers that keep to the rules."""

    name_latin = LineInput(
        label=_("Name as in the passport"),
        max_length=100,
        validators=[LATIN],
        help_text=_("In Latin letters, surname first, as the passport prints it: ZHANG SAN."),
    )
    name_native = LineInput(label=_("Name in Chinese, if there is one"), max_length=50, required=False)
    nationality = country_field()
    number = LineInput(label=_("Number of the passport"), max_length=24, validators=[AS_TYPED])
    sex = forms.ChoiceField(
        label=_("Sex, as in the passport"), choices=[("", "—"), *Sex.choices], required=False
    )
    born_on = forms.DateField(label=_("Date of birth"), **DAY)  # type: ignore[arg-type]  # shared options
    expires_on = forms.DateField(
        label=_("Passport expires"),
        help_text=_("Many consulates ask for six months beyond the visit."),
        **DAY,  # type: ignore[arg-type]  # shared options
    )
    applies_at = LineInput(
        label=_("Embassy or consulate where you apply"),
        max_length=150,
        help_text=_("For example: Consulate General in New York."),
    )
    stay_from = forms.DateField(label=_("First day of the stay"), **DAY)  # type: ignore[arg-type]  # shared options
    stay_to = forms.DateField(label=_("Last day of the stay"), **DAY)  # type: ignore[arg-type]  # shared options

    def __init__(self, *args: Any, span: tuple[Any, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nationality"].label = _("Nationality")
        for name in ("name_latin", "number", "born_on"):
            self.fields[name].widget.attrs["autocomplete"] = "off"
        for name in ("stay_from", "stay_to"):
            self.fields[name].widget.attrs |= {"min": span[0].isoformat(), "max": span[1].isoformat()}

    def clean_number(self) -> str:
        number = str(self.cleaned_data["number"]).replace(" ", "").upper()
        NUMBER(number)
        return number

    def values(self) -> dict[str, Any]:
        """What the domain takes."""
        cleaned = self.cleaned_data
        passport = {name: cleaned[name] for name in OF_THE_PASSPORT}
        return {"stay_from": cleaned["stay_from"], "stay_to": cleaned["stay_to"], "passport": passport}


class SubmissionForm(forms.Form):
    """The consent is a choice of its own, not ticked beforehand."""

    agrees = forms.BooleanField(
        error_messages={"required": _("Without this consent no letter can be written. Tick it if you agree.")}
    )

    def __init__(self, *args: Any, words: Any, is_asked: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_asked:
            del self.fields["agrees"]
            return
        self.fields["agrees"].label = words.title
        self.fields["agrees"].help_text = words.body


class ReasonForm(forms.Form):
    reason = BodyInput(
        label=_("Reason"),
        max_length=1000,
        help_text=_("The person reads it. Do not repeat passport data here."),
    )


class SettingsForm(BilingualModelForm[LetterSettings]):
    class Meta:
        model = LetterSettings
        fields = list(PROFILE)
        help_texts = {
            "purpose_zh": _("As the consulate is to read it: academic exchange, visits, talks."),
            "costs_zh": _("For example: the inviting organisation bears board and lodging."),
            "remarks_zh": _("Left empty, the letter says the facts alone."),
        }

    def __init__(self, *args: Any, exchange: Exchange, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partners = exchange.partners.select_related("organisation")
        choice: Any = self.fields["inviter"]
        choice.queryset = partners
        choice.label_from_instance = lambda partner: str(partner.organisation.name)


class VerificationForm(forms.Form):
    letter_number = LineInput(
        label=pgettext_lazy("letter", "Number"), max_length=40, help_text=_("As in QIAO-2026-0007.")
    )
    letter_code = LineInput(
        label=pgettext_lazy("letter", "Code"),
        max_length=60,
        help_text=_("Twenty letters and digits, below the square code."),
    )
