"""The order of the applications to an intake, with ties; made by several, confirmed by one."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.domain.step import step
from qiao.rooms.applications.enums import IN_SELECTION, OVER, ApplicationState
from qiao.rooms.applications.models import Application
from qiao.rooms.opportunities.models import Intake
from qiao.rooms.reviews.enums import RankingState, Shift
from qiao.rooms.reviews.errors import (
    RankingChanged,
    RankingClosed,
    RankingEmpty,
    RankingInUse,
    RankingOpen,
    RankRefused,
)
from qiao.rooms.reviews.models import RankEntry, Ranking, RankingStep
from qiao.rooms.reviews.tiers import differences, shifted

Tiers = Sequence[Sequence[UUID]]
BEFORE_RANKED = (ApplicationState.COMPLETE, ApplicationState.UNDER_REVIEW, ApplicationState.INTERVIEW)


def ranked(intake: Intake) -> list[list[Application]]:
    """Tiers, the best first; ties stand together, in the order in which they were filed. Who is not in it is
    not acceptable; who has withdrawn since is left out."""
    rows = RankEntry.objects.filter(intake=intake).exclude(application__state__in=OVER)
    rows = rows.select_related(
        "application__profile__user", "application__opportunity", "application__intake"
    )
    rows = rows.order_by("tier", "application__submitted_at", "application")
    return [[row.application for row in tied] for _tier, tied in groupby(rows, key=lambda row: row.tier)]


def ranking_of(intake: Intake) -> Ranking:
    """As it is kept, or the one that a first change will keep."""
    return Ranking.objects.filter(intake=intake).select_related("confirmed_by").first() or Ranking(
        intake=intake
    )


def require_draft(intake: Intake) -> None:
    if Ranking.objects.filter(intake=intake, state=RankingState.CONFIRMED).exists():
        raise RankingClosed


@transaction.atomic
def set_tiers(intake: Intake, *, actor: User, tiers: Tiers, version: int) -> Ranking:
    """The whole order at once. `version` is the one that the actor has seen."""
    require(actor, "reviews.rank_applications", intake)
    ranking = _draft(intake, version)
    return _stored(ranking, tiers, actor)


@transaction.atomic
def shift_application(
    intake: Intake, *, actor: User, application_id: UUID, shift: Shift, version: int
) -> Ranking:
    require(actor, "reviews.rank_applications", intake)
    ranking = _draft(intake, version)
    return _stored(ranking, shifted(_tiers_of(intake), application_id, shift), actor)


@transaction.atomic
def confirm_ranking(intake: Intake, *, actor: User, version: int) -> Ranking:
    """From now on the rooms above may give places by it, and assessments stay as they are."""
    require(actor, "reviews.rank_applications", intake)
    ranking = _draft(intake, version)
    if not (tiers := ranked(intake)):
        raise RankingEmpty
    _keep([[one.pk for one in tied] for tied in tiers], intake)
    for application in _locked(one.pk for tied in tiers for one in tied):
        if application.state in BEFORE_RANKED:
            step(application, ApplicationState.RANKED, actor=actor)
    return _turned(ranking, RankingState.CONFIRMED, actor, confirmed_by=actor, confirmed_at=timezone.now())


@transaction.atomic
def reopen_ranking(intake: Intake, *, actor: User) -> Ranking:
    require(actor, "reviews.rank_applications", intake)
    ranking = _ranking(intake)
    if not ranking.is_confirmed:
        raise RankingOpen
    applications = _locked(RankEntry.objects.filter(intake=intake).values_list("application", flat=True))
    if any(row.state not in (*IN_SELECTION, *OVER) for row in applications):
        raise RankingInUse
    for application in applications:
        if application.state == ApplicationState.RANKED:
            step(application, ApplicationState.UNDER_REVIEW, actor=actor)
    return _turned(ranking, RankingState.DRAFT, actor, confirmed_by=None, confirmed_at=None)


def _ranking(intake: Intake) -> Ranking:
    """The lock of the intake is that of its ranking."""
    Intake.objects.select_for_update().get(pk=intake.pk)
    return Ranking.objects.get_or_create(intake=intake)[0]


def _draft(intake: Intake, version: int) -> Ranking:
    ranking = _ranking(intake)
    if ranking.version != version:
        raise RankingChanged(what=" ".join(_changes_since(ranking, version)))
    if ranking.is_confirmed:
        raise RankingClosed
    return ranking


def _changes_since(ranking: Ranking, version: int) -> list[str]:
    seen = RankingStep.objects.filter(ranking=ranking, number=version).first()
    latest = RankingStep.objects.filter(ranking=ranking).order_by("-number").select_related("actor").first()
    before, after = seen.tiers if seen else [], latest.tiers if latest else []
    rows = Application.objects.filter(intake=ranking.intake_id).select_related("profile", "opportunity")
    names = {str(row.pk): row.title for row in rows}
    return differences(before, after, names) or [str(ranking.get_state_display())]


def _tiers_of(intake: Intake) -> list[list[UUID]]:
    return [[one.pk for one in tied] for tied in ranked(intake)]


def _stored(ranking: Ranking, tiers: Tiers, actor: User) -> Ranking:
    _require_rankable(tiers, ranking.intake)
    _keep(tiers, ranking.intake)
    return _turned(ranking, RankingState.DRAFT, actor)


def _require_rankable(tiers: Tiers, intake: Intake) -> None:
    named = [one for tied in tiers for one in tied]
    able = set(rankable(intake).values_list("pk", flat=True))
    wrong = [one for place, one in enumerate(named) if one not in able or one in named[:place]]
    if wrong:
        raise RankRefused(which=", ".join(map(str, wrong)))


def rankable(intake: Intake) -> Any:
    return Application.objects.filter(intake=intake, state__in=IN_SELECTION)


def _keep(tiers: Tiers, intake: Intake) -> None:
    RankEntry.objects.filter(intake=intake).delete()
    rows = [
        RankEntry(intake=intake, application_id=one, tier=number)
        for number, tied in enumerate((tied for tied in tiers if tied), 1)
        for one in tied
    ]
    RankEntry.objects.bulk_create(rows)


def _locked(ids: Any) -> list[Application]:
    rows = Application.objects.select_for_update(of=("self",)).select_related("opportunity", "profile")
    return list(rows.filter(pk__in=list(ids)))


def _turned(ranking: Ranking, state: RankingState, actor: User, **values: Any) -> Ranking:
    before = ranking.version
    for name, value in (values | {"state": state, "version": before + 1}).items():
        setattr(ranking, name, value)
    ranking.full_clean()
    ranking.save()
    tiers = [[str(one) for one in tied] for tied in _tiers_of(ranking.intake)]
    row = RankingStep(ranking=ranking, number=ranking.version, state=state, tiers=tiers, actor=actor)
    row.full_clean()
    row.save(force_insert=True)
    news = "confirmed" if state == RankingState.CONFIRMED else "reopened" if values else "changed"
    record(actor, f"reviews.ranking.{news}", ranking, changes={"version": [before, ranking.version]})
    return ranking
