import datetime as dt
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.inputs import LineInput
from qiao.rooms.directory.forms.choices import time_zone_field
from qiao.rooms.exchanges.models import DelegationMember
from qiao.rooms.registration.domain.kinds import LANGUAGES
from qiao.rooms.registration.domain.needs import NeedDraft, label_of
from qiao.rooms.registration.enums import Access, Allergen, Diet, NeedKind, Prayer, RoomKind, Transport
from qiao.rooms.registration.forms.answers import with_version
from qiao.rooms.registration.models import Need, Stay, TravelLeg
from qiao.rooms.registration.models.bed import MOST_NIGHTS

# The words beside a list say what it does not; they stand with the code "other", or with "times".
NOTES = {
    NeedKind.DIET: "other",
    NeedKind.ALLERGY: "other",
    NeedKind.ACCESS: "other",
    NeedKind.PRAYER: "times",
}


def _boxes(label: Any, choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
    )


def _words(label: Any) -> LineInput:
    return LineInput(label=label, required=False, max_length=300)


class VersionedForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def accept_theirs(self, version: int) -> None:
        """Saved again, the writer's own stands."""
        self.data = with_version(self.data, version)


class NeedsForm(VersionedForm):
    diet = _boxes(_("Diet"), Diet.choices)
    diet_note = _words(_("Diet: something else"))
    allergy = _boxes(_("Allergies and intolerances"), Allergen.choices)
    allergy_note = _words(_("Allergies: what exactly, how severe"))
    access = _boxes(_("Access"), Access.choices)
    access_note = _words(_("Access: what helps"))
    prayer = _boxes(_("Prayer"), Prayer.choices)
    prayer_note = _words(_("Prayer: which times"))
    interpreter = _boxes(_("Interpreter for"), LANGUAGES)

    @staticmethod
    def start(needs: Mapping[tuple[str, str], str], version: int) -> dict[str, Any]:
        values: dict[str, Any] = {"version": version}
        for (kind, code), note in needs.items():
            values.setdefault(kind, []).append(code)
            if note:
                values[f"{kind}_note"] = note
        return values

    def drafts(self) -> list[NeedDraft]:
        """Words without a tick are a tick: whoever writes them needs it."""
        return [draft for kind in NeedKind for draft in self._of(kind)]

    def _of(self, kind: NeedKind) -> list[NeedDraft]:
        codes = list(self.cleaned_data[kind])
        note, place = self.cleaned_data.get(f"{kind}_note", ""), NOTES.get(kind, "")
        if note and place not in codes:
            codes.append(place)
        return [NeedDraft(kind, code, note if code == place else "") for code in codes]


def theirs_in_words(needs: Mapping[tuple[str, str], str]) -> str:
    said = [f"{label_of(kind, code)} {note}".strip() for (kind, code), note in needs.items()]
    return gettext(", ").join(said) or gettext("nothing")


def needs_in_words(needs: Any) -> str:
    return theirs_in_words({(need.kind, need.code): need.note for need in needs})


class MomentInput(forms.Field):
    """Date and time by the clock of the place, without a zone."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def to_python(self, value: Any) -> dt.datetime | None:
        if not (text := str(value or "").strip()):
            return None
        try:
            moment = dt.datetime.fromisoformat(text)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is not None or not 2000 <= moment.year <= 2199:
            raise forms.ValidationError(
                _("Write date and time as year-month-day, hours and minutes, such as 2026-05-31 09:30.")
            )
        return moment


class LegForm(VersionedForm):
    at = MomentInput(label=_("Date and time there"), required=False)
    time_zone = time_zone_field()
    transport = forms.ChoiceField(label=pgettext_lazy("transport", "By"), choices=Transport.choices)
    number = LineInput(label=_("Flight or train number"), required=False, max_length=20)
    port = LineInput(label=_("Airport or station"), required=False, max_length=120)
    wants_pickup = forms.BooleanField(label=_("Please fetch me, or take me there"), required=False)

    @staticmethod
    def start(leg: TravelLeg | None, zone: str, version: int) -> dict[str, Any]:
        if leg is None:
            return {"time_zone": zone, "version": version, "transport": Transport.FLIGHT}
        there = leg.at.astimezone(ZoneInfo(leg.time_zone))
        names = ("time_zone", "transport", "number", "port", "wants_pickup")
        values = {name: getattr(leg, name) for name in names}
        return values | {"at": there.replace(tzinfo=None), "version": version}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        moment, zone = cleaned.get("at"), cleaned.get("time_zone")
        if "at" in cleaned and not moment and (cleaned.get("number") or cleaned.get("port")):
            self.add_error("at", _("Say when. If you do not know yet, empty number and place as well."))
        if moment and not zone:
            self.add_error("time_zone", _("Choose the time zone of the place."))
        elif moment and zone:
            cleaned["at"] = moment.replace(tzinfo=ZoneInfo(zone))
        return cleaned


class StayForm(VersionedForm):
    first_night = forms.DateField(
        label=_("First night"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        help_text=_("Leave it empty if you need no room."),
    )
    nights = forms.IntegerField(label=_("Nights"), required=False, min_value=1, max_value=MOST_NIGHTS)
    room_kind = forms.ChoiceField(label=_("Kind of room"), choices=RoomKind.choices)
    shares_with = forms.ModelChoiceField(
        label=_("Shares the room with"), queryset=DelegationMember.objects.none(), required=False
    )
    note = LineInput(label=_("Note for the hotel"), required=False, max_length=300)

    def __init__(self, *args: Any, mates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shares_with"].queryset = mates  # type: ignore[attr-defined]  # a choice of rows

    @staticmethod
    def start(stay: Stay | None, version: int) -> dict[str, Any]:
        if stay is None:
            return {"version": version, "room_kind": RoomKind.SINGLE}
        names = ("first_night", "nights", "room_kind", "shares_with", "note")
        return {name: getattr(stay, name) for name in names} | {"version": version}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("first_night") and not cleaned.get("nights"):
            self.add_error("nights", _("Say how many nights."))
        if "first_night" in cleaned and not cleaned["first_night"] and cleaned.get("note"):
            self.add_error(
                "first_night", _("A note needs a first night. If you need no room, empty the note.")
            )
        if cleaned.get("shares_with") and cleaned.get("room_kind") == RoomKind.SINGLE:
            self.add_error("room_kind", _("Two people do not share a single room: choose another kind."))
        return cleaned


def need_groups(needs: Any) -> list[tuple[str, str]]:
    """For a page: the kind, and what of it."""
    found: dict[str, list[Need]] = {}
    for need in needs:
        found.setdefault(need.kind, []).append(need)
    return [(str(NeedKind(kind).label), needs_in_words(rows)) for kind, rows in found.items()]
