from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.localized import active_language
from qiao.kit.bilingual.sorting import sort_key
from qiao.kit.ui.moments import MomentField
from qiao.rooms.directory.countries import country_choices
from qiao.rooms.exchanges.models import DelegationMember, Exchange
from qiao.rooms.visits.forms.visit import LanguagesField
from qiao.rooms.visits.models import Visit, Visitor

MOST_WISHES = 5


class WishForm(forms.Form):
    """One choice for each rank; a nationality only where some visit has a rule about it."""

    languages = LanguagesField(
        label=_("Languages in which the person follows a visit"), help_text=_("Nothing chosen: any language.")
    )
    needs_step_free = forms.BooleanField(label=_("Needs a way without steps"), required=False)

    def __init__(self, *args: Any, exchange: Exchange, member: DelegationMember, **kwargs: Any) -> None:
        visits = list(exchange.visits.all())
        kwargs.setdefault("initial", self._known(member))
        super().__init__(*args, **kwargs)
        self.visits = {str(visit.pk): visit for visit in visits}
        self.ranks = min(MOST_WISHES, len(visits))
        asking = [str(visit.title) for visit in visits if visit.asks_nationality]
        choices = [("", _("No wish")), *((key, str(visit.title)) for key, visit in self.visits.items())]
        places = {f"wish_{rank}": _wish(rank, choices) for rank in range(1, self.ranks + 1)}
        self.fields = {**places, **self.fields}
        if asking:
            self.fields["nationality"] = _nationality(", ".join(asking))

    def _known(self, member: DelegationMember) -> dict[str, Any]:
        visitor = Visitor.objects.filter(member=member).first() or Visitor()
        wishes = {f"wish_{wish.rank}": str(wish.visit_id) for wish in member.visit_wishes.all()}
        names = ("languages", "needs_step_free", "nationality")
        return wishes | {name: getattr(visitor, name) for name in names}

    def chosen(self) -> list[Visit]:
        """In order; ranks left empty are closed up."""
        keys = (self.cleaned_data.get(f"wish_{rank}") for rank in range(1, self.ranks + 1))
        return [self.visits[key] for key in keys if key]

    def person(self) -> dict[str, Any]:
        return {
            "languages": self.cleaned_data["languages"],
            "needs_step_free": self.cleaned_data["needs_step_free"],
            "nationality": self.cleaned_data.get("nationality", ""),
        }


def _wish(rank: int, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Wish %(rank)s") % {"rank": rank}, choices=choices, required=False)


def _nationality(visits: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Nationality"),
        choices=_countries,
        required=False,
        help_text=_(
            "Needed only for: %(visits)s. Without it these visits are not possible. It is kept while one of "
            "them is wished for."
        )
        % {"visits": visits},
    )


def _countries() -> Iterator[tuple[str, Any]]:
    language = active_language()
    yield "", "—"
    yield from sorted(country_choices(), key=lambda pair: sort_key(pair[1], language))


class CallForm(forms.Form):
    wishes_until = MomentField(label=_("Wishes until"), required=False)
    most_visits = forms.IntegerField(
        label=_("Most visits of one person"),
        min_value=1,
        max_value=20,
        required=False,
        help_text=_("Left empty: one in each session of visits."),
    )

    def __init__(self, *args: Any, exchange: Exchange, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wishes_until"].zone = exchange.zone  # type: ignore[attr-defined]  # a moment
        self.fields["wishes_until"].help_text = _("By the clock of %(zone)s.") % {"zone": exchange.time_zone}
