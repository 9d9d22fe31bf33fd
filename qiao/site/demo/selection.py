"""What follows an application: a panel with a reviewer, and a matching round of what is filled that way."""

import datetime as dt

from django.utils import timezone

from qiao.rooms.accounts.domain.invitation import accept
from qiao.rooms.applications.models import Application
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.opportunities.enums import Filling
from qiao.rooms.opportunities.models import Intake, Opportunity
from qiao.rooms.placement.domain.post import add_post
from qiao.rooms.placement.domain.round import create_round, open_round
from qiao.rooms.placement.models import MatchingRound
from qiao.rooms.reviews.domain.assignment import assign_application
from qiao.rooms.reviews.domain.panel import invite_reviewer
from qiao.rooms.reviews.models import Reviewer
from qiao.site.demo.accounts import COMPANY, LEAD, REVIEWER
from qiao.site.demo.centre import by_domain
from qiao.site.demo.exchange import actor

ROUND = {
    "name_zh": "博士后与联合培养博士生匹配轮次",
    "name_en": "Matching round: postdocs and joint PhD students",
    "side": "applicants",
    "objective": "stable",
    "time_zone": "Asia/Shanghai",
}
DUE, OUT, ANSWERS = 60, 63, 70  # days from now


def select_people(exchange: Exchange, opportunities: list[Opportunity]) -> None:
    """Safe to repeat: a panel and a round that are there are left alone."""
    internship = next(each for each in opportunities if each.kind == "internship")
    if not Reviewer.objects.filter(opportunity=internship).exists():
        _seat_reviewer(internship)
    if not MatchingRound.objects.filter(exchange=exchange).exists():
        _open_round(exchange)


def _seat_reviewer(internship: Opportunity) -> None:
    company, reviewer = by_domain(COMPANY).memberships.get().user, actor(REVIEWER)
    accept(reviewer, invite_reviewer(internship, actor=company, email=reviewer.email))
    seated = Reviewer.objects.get(opportunity=internship, user=reviewer)
    for application in Application.objects.filter(opportunity=internship, state="complete"):
        assign_application(application, actor=company, reviewer=seated)


def _open_round(exchange: Exchange) -> None:
    lead, now = actor(LEAD), timezone.now().replace(minute=0, second=0, microsecond=0)
    days = {"lists_due_at": DUE, "publish_at": OUT, "answers_due_at": ANSWERS}
    moments = {name: now + dt.timedelta(days=number) for name, number in days.items()}
    made = create_round(exchange, actor=lead, values=ROUND | moments)
    for intake in Intake.objects.filter(
        opportunity__exchange=exchange, opportunity__filling=Filling.MATCHING
    ).order_by("created_at"):
        add_post(made, intake, actor=lead, values={"quota": intake.places})
    open_round(made, actor=lead)
