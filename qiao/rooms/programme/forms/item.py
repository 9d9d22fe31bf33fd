import datetime as dt
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.forms import BilingualModelForm
from qiao.rooms.directory.models import Affiliation, Person
from qiao.rooms.exchanges.models import Delegation, Exchange
from qiao.rooms.programme.domain.item import ABOUT, PLAN, SETS
from qiao.rooms.programme.forms.fields import TIMES_THERE, LanguagesField, MomentThere
from qiao.rooms.programme.models import Place, ProgrammeItem, Speaker, Track


class ItemForm(BilingualModelForm[ProgrammeItem]):
    """`version` is what its writer has seen; a host writes only what its sessions are about."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)
    starts_at = MomentThere(label=_("Begins"))
    ends_at = MomentThere(label=_("Ends"))
    languages = LanguagesField(label=_("Languages"))
    interpretation = LanguagesField(label=_("Interpreted into"))

    class Meta:
        model = ProgrammeItem
        fields = [
            *("kind", "title_zh", "title_en", "starts_at", "ends_at", "place", "track", "host"),
            *("audience", "delegations", "partners", "languages", "interpretation"),
            *("summary_zh", "summary_en", "capacity", "vehicle", "destination", "is_public", "state"),
        ]
        widgets = {
            "delegations": forms.CheckboxSelectMultiple,
            "partners": forms.CheckboxSelectMultiple,
        }
        help_texts = {
            "delegations": _("Counted only for a session that is for those who are named."),
            "capacity": _("Leave it empty where everyone of the audience may come."),
            "destination": _("Only for a transfer; its place is where it begins."),
        }

    def __init__(self, *args: Any, exchange: Exchange, is_owner: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_owner:
            for name in (*PLAN, *SETS):
                del self.fields[name]
        else:
            self._offer(exchange)
        self.fields["version"].initial = self.instance.version

    def _offer(self, exchange: Exchange) -> None:
        """What belongs to the exchange, and nothing else."""
        places = Place.objects.filter(exchange=exchange)
        partners = exchange.partners.select_related("organisation", "exchange")
        delegations = Delegation.objects.standing().filter(exchange=exchange).select_related("organisation")
        rows = {"place": places, "destination": places, "track": exchange.tracks.all(), "host": partners}
        rows |= {"partners": partners, "delegations": delegations}
        for name, found in rows.items():
            self.fields[name].queryset = found  # type: ignore[attr-defined]  # a choice of rows
        for name in ("host", "partners", "delegations"):
            self.fields[name].label_from_instance = _organisation  # type: ignore[attr-defined]
        if not delegations:
            del self.fields["delegations"]
        for name in ("starts_at", "ends_at"):
            moment: Any = self.fields[name]
            moment.exchange = exchange
            moment.widget.attrs |= {
                "min": f"{exchange.starts_on}T00:00",
                "max": f"{exchange.ends_on + dt.timedelta(days=1)}T00:00",
            }
        self.fields["starts_at"].help_text = TIMES_THERE % {"zone": exchange.time_zone}

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in (*ABOUT, *PLAN, *SETS) if name in self.cleaned_data}


class MoveForm(forms.Form):
    """One session to another time or column. `moved` is its id with the version that the reader sees."""

    moved = forms.CharField(label=_("Session"))  # the page draws its choices
    day = forms.ChoiceField(label=_("Day"))
    time = forms.TimeField(
        label=_("Begins"), widget=forms.TimeInput(attrs={"type": "time", "step": 300}, format="%H:%M")
    )
    column = forms.ChoiceField(required=False)
    by = forms.CharField(widget=forms.HiddenInput, max_length=10)

    def __init__(self, *args: Any, editor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "move-%s"
        self.editor = editor
        choices: Any = {
            "day": [(day.isoformat(), day) for day in editor.days],
            "column": [(column.key, column.name) for column in editor.columns],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]  # a choice
        self.fields["column"].label = (
            pgettext_lazy("session", "Place") if editor.by == "places" else _("Track")
        )


class MoveData(forms.Form):
    """What is sent, judged without the page: the session may have gone to another day meanwhile."""

    moved = forms.CharField(max_length=60)
    day = forms.DateField()
    time = forms.TimeField()
    column = forms.UUIDField(required=False)
    by = forms.ChoiceField(choices=[("places", ""), ("tracks", "")])

    def __init__(self, *args: Any, exchange: Exchange, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.exchange = exchange

    def clean_moved(self) -> tuple[UUID, int]:
        pk, _dot, version = self.cleaned_data["moved"].partition(".")
        try:
            return UUID(pk), min(int(version), 2**31 - 1)
        except ValueError as error:
            raise ValidationError(_("This session is not here any more. Load the page again.")) from error

    def clean_column(self) -> Any:
        pk = self.cleaned_data["column"]
        model: Any = Place if self.data.get("by") == "places" else Track
        found = model.objects.filter(exchange=self.exchange, pk=pk).first() if pk else None
        if pk and found is None:
            raise ValidationError(_("This is not a place or track of the exchange. Load the page again."))
        return found

    @cached_property
    def starts_at(self) -> dt.datetime:
        given = self.cleaned_data
        moment = dt.datetime.combine(given["day"], given["time"], tzinfo=self.exchange.zone)
        return moment.astimezone(dt.UTC)

    @property
    def column_values(self) -> dict[str, Any]:
        name = "place" if self.cleaned_data["by"] == "places" else "track"
        return {name: self.cleaned_data["column"]}


class SpeakerForm(BilingualModelForm[Speaker]):
    class Meta:
        model = Speaker
        fields = ["role", "person", "name_zh", "name_en", "organisation_zh", "organisation_en", "position"]
        help_texts = {
            "person": _("People of the organisations that take part. For anyone else write a name below."),
        }

    def __init__(self, *args: Any, exchange: Exchange, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["person"]
        people.queryset = people_of(exchange, actor)


def people_of(exchange: Exchange, actor: Any) -> Any:
    """Who works at an organisation that takes part, as far as the actor may see them."""
    partners = exchange.partners.values("organisation")
    delegations = Delegation.objects.standing().filter(exchange=exchange).values("organisation")
    current = Affiliation.objects.current()
    there = current.filter(organisation__in=partners) | current.filter(organisation__in=delegations)
    return Person.objects.visible_to(actor).filter(pk__in=there.values("person")).order_by("sort_en", "pk")


def _organisation(row: Any) -> str:
    return str(row.organisation)
