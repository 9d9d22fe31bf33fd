"""The order of the applications to an intake, with ties."""

from itertools import groupby

from qiao.rooms.applications.models import Application
from qiao.rooms.opportunities.models import Intake
from qiao.rooms.reviews.models import RankEntry


def ranked(intake: Intake) -> list[list[Application]]:
    """Tiers, the best first; ties stand together, in the order in which they were filed. Who is not in it is
    not acceptable."""
    rows = RankEntry.objects.filter(intake=intake).order_by(
        "tier", "application__submitted_at", "application"
    )
    rows = rows.select_related(
        "application__profile__user", "application__opportunity", "application__intake"
    )
    return [[row.application for row in tied] for _tier, tied in groupby(rows, key=lambda row: row.tier)]
