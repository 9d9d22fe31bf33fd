"""What happened, kind by kind: each form asks for just what that kind needs and gives it as `said`."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.inputs import BodyInput
from qiao.rooms.exchanges.enums import SEATED, PartnerRole
from qiao.rooms.exchanges.models import Delegation, Partner
from qiao.rooms.meetings.domain.timetable import standing_timetable
from qiao.rooms.meetings.enums import HappeningKind
from qiao.rooms.meetings.models import Meeting, MeetingParty, MeetingRound, TimeSlot, Timetable

WHO = pgettext_lazy("live change", "Who")
SLOT_LABELS: dict[str, Any] = {
    HappeningKind.LATE: _("First slot in which it can meet"),
    HappeningKind.LEAVES: _("Last slot in which it can meet"),
    HappeningKind.AWAY: _("Slot in which it is away"),
    HappeningKind.NEW_WISH: _("Slot"),
    HappeningKind.TABLE_LOST: _("Slot"),
}
OPTIONAL: dict[str, Any] = {
    HappeningKind.NEW_WISH: _("Left empty: any slot."),
    HappeningKind.TABLE_LOST: _("Left empty: for good."),
}


class ChangeForm(forms.Form):
    kind = forms.ChoiceField(choices=HappeningKind.choices, widget=forms.HiddenInput)

    def __init__(self, *args: Any, meeting_round: MeetingRound, kind: HappeningKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"initial": {"kind": kind}})
        self.round, self.of = meeting_round, kind
        for name, field in self._asked().items():
            self.fields[name] = field
        self.fields["note"] = _note()

    def _asked(self) -> dict[str, forms.Field]:
        kind = self.of
        if kind in (HappeningKind.SWAP, HappeningKind.DROP, HappeningKind.NO_SHOW):
            return self._meetings()
        if kind == HappeningKind.WALK_IN:
            return self._walk_in()
        if kind == HappeningKind.NEW_WISH:
            return self._pair() | {"slot": self._slot()}
        if kind == HappeningKind.TABLE_LOST:
            tables = self.round.tables.select_related("place")
            label = pgettext_lazy("round of meetings", "Table")
            return {"table": forms.ModelChoiceField(tables, label=label), "slot": self._slot()}
        fields: dict[str, forms.Field] = {"party": _party(self._parties(), WHO)}
        return fields if kind == HappeningKind.CANCELS else fields | {"slot": self._slot()}

    def _parties(self) -> Any:
        return self.round.parties.standing().named()

    def _pair(self) -> dict[str, forms.Field]:
        return {
            "party": _party(self._parties().exclude(delegation=None), _("Delegation")),
            "other": _party(self._parties().exclude(partner=None), _("Host")),
        }

    def _slot(self) -> "forms.ModelChoiceField[TimeSlot]":
        help_text = OPTIONAL.get(self.of, "")
        to_come = self.round.slots.filter(starts_at__gt=timezone.now()).select_related("round__exchange")
        return forms.ModelChoiceField(
            to_come, label=SLOT_LABELS[self.of], required=not help_text, help_text=help_text
        )

    def _meetings(self) -> dict[str, forms.Field]:
        self.meetings = {str(each.pk): each for each in self._standing()}
        if self.of == HappeningKind.NO_SHOW:
            return {"absent": _choice(_("Who did not appear"), _ends(self.meetings.values()))}
        labels = {"meeting": _("Meeting")}
        if self.of == HappeningKind.SWAP:
            labels = {"meeting": _("This meeting"), "with_meeting": _("changes places with")}
        offered = [(key, _told(each)) for key, each in self.meetings.items()]
        return {name: _choice(label, offered) for name, label in labels.items()}

    def _standing(self) -> Iterable[Meeting]:
        standing = standing_timetable(self.round)
        if standing is None:
            return []
        now = timezone.now()
        past, to_come = {"slot__starts_at__lte": now}, {"slot__starts_at__gt": now}
        when = past if self.of == HappeningKind.NO_SHOW else to_come
        rows = list(standing.meetings.due().filter(**when).told())
        for each in rows:
            each.slot.round = self.round
        return reversed(rows) if self.of == HappeningKind.NO_SHOW else rows

    def _walk_in(self) -> dict[str, forms.Field]:
        self.newcomers = {str(each.pk): each for each in _newcomers(self.round)}
        offered = [(key, str(each.organisation)) for key, each in self.newcomers.items()]
        return {
            "newcomer": _choice(WHO, offered),
            "other": _party(
                self._parties(), _("Has to meet"), required=False, help_text=_("Of the other side.")
            ),
            "wishes": forms.ModelMultipleChoiceField(
                self._parties(),
                label=_("Wishes to meet"),
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text=_("Held where that moves nobody."),
            ),
        }

    @property
    def said(self) -> dict[str, Any]:
        """For `propose_change`."""
        given = dict(self.cleaned_data)
        extra = {name: given.pop(name) for name in ("wishes",) if name in given}
        if newcomer := given.pop("newcomer", ""):
            extra["newcomer"] = self.newcomers[newcomer]
        return {"values": given | self._of_meetings(given), **extra}

    def _of_meetings(self, given: dict[str, Any]) -> dict[str, Any]:
        if "absent" in given:
            key, end = given["absent"].split(":")
            meeting = self.meetings[key]
            return {"party": getattr(meeting, end), "slot": meeting.slot}
        if "meeting" not in given:
            return {}
        meeting = self.meetings[given["meeting"]]
        if "with_meeting" not in given:
            return {"party": meeting.guest, "other": meeting.host}
        other = self.meetings[given["with_meeting"]]
        ends = {"party": meeting.guest, "slot": meeting.slot}
        return ends | {"other": other.guest, "other_slot": other.slot}


class ReportForm(forms.Form):
    """What a party says of itself, or of whom it waits for."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("live change", "What happened"),
        choices=[
            (HappeningKind.LATE, _("We come late")),
            (HappeningKind.LEAVES, _("We leave early")),
            (HappeningKind.AWAY, _("We are away in one slot")),
            (HappeningKind.CANCELS, _("We cannot come at all")),
            (HappeningKind.NO_SHOW, _("Whom we meet did not appear")),
        ],
        widget=forms.RadioSelect,
    )
    slot: "forms.ModelChoiceField[TimeSlot]" = forms.ModelChoiceField(
        label=_("Slot"),
        queryset=None,
        required=False,
        help_text=_(
            "Late: the first one in which you can meet. Early: the last one. Did not appear: the slot of "
            "that meeting."
        ),
    )

    def __init__(self, *args: Any, meeting_round: MeetingRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        slots = meeting_round.slots.select_related("round__exchange")
        self.fields["slot"].queryset = slots  # type: ignore[attr-defined]  # a choice
        self.fields["note"] = _note()


class MovesForm(forms.Form):
    """Empty: as few as can be."""

    most_moved = forms.IntegerField(
        label=_("Meetings that may move"), min_value=0, max_value=1_000, required=False
    )


class ShownForm(forms.Form):
    """The timetable that was looked at: another one is not confirmed by mistake."""

    shown: "forms.ModelChoiceField[Timetable]" = forms.ModelChoiceField(
        queryset=Timetable.objects.light(),
        error_messages={
            "invalid_choice": _("It has been planned again meanwhile. Look at the new plan first."),
            "required": _("It has been planned again meanwhile. Look at the new plan first."),
        },
    )


def _note() -> BodyInput:
    return BodyInput(
        label=_("Note"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


def _party(rows: Any, label: Any, **options: Any) -> "forms.ModelChoiceField[MeetingParty]":
    return forms.ModelChoiceField(rows, label=label, **options)


def _choice(label: Any, offered: Iterable[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", "–"), *offered])


def _told(meeting: Meeting) -> str:
    return f"{meeting.slot}: {meeting}"


def _ends(meetings: Iterable[Meeting]) -> list[tuple[str, str]]:
    told = [(each, end, getattr(each, end)) for each in meetings for end in ("guest", "host")]
    return [(f"{each.pk}:{end}", f"{each.slot}: {who} ({each.other(who)})") for each, end, who in told]


def _newcomers(meeting_round: MeetingRound) -> list[Delegation | Partner]:
    """Delegations with seats and hosts that are not in the round."""
    there, exchange = meeting_round.parties.standing(), meeting_round.exchange
    delegations = exchange.delegations.filter(state__in=SEATED).exclude(meeting_parties__in=there)
    hosts = exchange.partners.filter(role=PartnerRole.HOST).exclude(meeting_parties__in=there)
    return [*delegations.select_related("organisation"), *hosts.select_related("organisation")]
