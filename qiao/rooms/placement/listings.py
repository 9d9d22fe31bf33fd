"""The lists of this room. None of them holds anybody's rank-order list."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.localized import holds_text
from qiao.kit.ui.columns import Column, Sort
from qiao.kit.ui.filters import Filter, MultiChoice
from qiao.kit.ui.listing import Listing
from qiao.rooms.placement.domain.step import rows
from qiao.rooms.placement.enums import AnswerState, ListState, MatchingRoundState
from qiao.rooms.placement.models import MatchingRound, MatchingRun, Placement, RoundPost


def rounds_of(actor: Any) -> QuerySet[MatchingRound]:
    return rows().concerning(actor)


class RoundList(Listing[MatchingRound]):
    file_name = "matching-rounds"
    filters: ClassVar[Sequence[Filter]] = (
        MultiChoice(name="state", label=_("State"), choices=MatchingRoundState.choices),
    )
    sorts = (
        Sort("newest", _("Newest first"), ("-id",)),
        Sort("lists_due", _("Lists are due"), ("lists_due_at", "id")),
    )
    columns = (
        Column("id", _("Id"), lambda row: str(row.pk), shown=False),
        Column(
            "name",
            pgettext_lazy("matching round", "Name"),
            link=lambda row: reverse("placement:round", args=[row.pk]),
        ),
        Column("runner", pgettext_lazy("matching round", "Run by"), lambda row: str(row.runner.name)),
        Column("state", _("State"), "get_state_display", template="placement/parts/state.html"),
        Column("lists_due_at", _("Lists are due"), sort="lists_due"),
        Column("publish_at", _("Result is published")),
    )


def posts_of(matching_round: MatchingRound) -> QuerySet[RoundPost]:
    """With how many have applied in the round; of lists only whether they are certified."""
    found = RoundPost.objects.filter(round=matching_round).order_by("number")
    return found.select_related(
        "intake__opportunity__host", "ranking", "reserved_for", "reverts_to__intake__opportunity"
    ).prefetch_related("options__supervisor__person")


def participation_of(matching_round: MatchingRound) -> dict[str, int]:
    """Counts, without contents."""
    certified = Q(state=ListState.CERTIFIED)
    people = matching_round.lists.aggregate(all=Count("pk"), certified=Count("pk", filter=certified))
    of_posts = Q(ranking__state=ListState.CERTIFIED)
    posts = matching_round.posts.aggregate(all=Count("pk"), certified=Count("pk", filter=of_posts))
    return {
        "people": people["all"],
        "people_certified": people["certified"],
        "posts": posts["all"],
        "posts_certified": posts["certified"],
        "pairs": matching_round.pairs.count() if matching_round.takes_pairs else 0,
    }


def results_of(run: MatchingRun) -> QuerySet[Placement]:
    return Placement.objects.filter(run=run).told()


class ResultList(Listing[Placement]):
    """Who goes where, for those who run the round and, of its own post, for a host."""

    file_name = "placements"
    search_label = _("Name or number")
    filters: ClassVar[Sequence[Filter]] = (
        MultiChoice(name="state", label=_("State"), choices=AnswerState.choices),
    )
    sorts = (Sort("number", _("Number in this round"), ("entry__code", "id")),)
    columns = (
        Column("person", pgettext_lazy("placement", "Person"), "entry.profile"),
        Column("code", _("Number in this round"), "entry.code", sort="number"),
        Column("choice", pgettext_lazy("placement", "Place"), lambda row: str(row.option or "–")),
        Column(
            "host",
            pgettext_lazy("opportunity", "Host"),
            lambda row: str(row.post.intake.opportunity.host.name) if row.post else "–",
        ),
        Column("state", _("State"), "get_state_display", template="placement/parts/answer.html"),
    )

    def search(self, queryset: QuerySet[Placement], text: str) -> QuerySet[Placement]:
        return queryset.filter(holds_text("entry__profile__name", text) | Q(entry__code=text))
