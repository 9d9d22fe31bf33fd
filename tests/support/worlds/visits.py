"""Two visits of the world's exchange, wishes of its member, accepted groups and others."""

import datetime as dt
from typing import TYPE_CHECKING

from qiao.rooms.visits.domain.exclusion import exclude_visitor
from qiao.rooms.visits.domain.forming import form_groups, form_plan
from qiao.rooms.visits.domain.pin import pin_visitor
from qiao.rooms.visits.domain.plan import accept_plan
from qiao.rooms.visits.domain.visit import add_run, add_visit
from qiao.rooms.visits.domain.wish import set_wishes
from qiao.rooms.visits.models import VisitPlan, VisitSeat, VisitWaiting

if TYPE_CHECKING:
    from tests.support.world import World

ZONE = dt.timezone(dt.timedelta(hours=8))


def fill(world: "World") -> dict[str, str]:
    owner, exchange, member = world.users["owner"], world.rows["exchange"], world.rows["member"]
    values = {"title_en": "Battery laboratory", "title_zh": "电池实验室", "host": world.rows["host"]}
    battery = add_visit(exchange, actor=owner, values=values)
    optics = add_visit(exchange, actor=owner, values={"title_en": "Optics laboratory"})
    runs = [
        add_run(
            visit,
            actor=owner,
            values={
                "starts_at": dt.datetime(2099, 5, 11, hour, tzinfo=ZONE),
                "ends_at": dt.datetime(2099, 5, 11, hour + 1, tzinfo=ZONE),
            },
        )
        for visit, hour in ((battery, 18), (optics, 20))
    ]
    set_wishes(member, actor=owner, visits=[battery, optics])
    plans = [_formed(world) for _ in range(2)]
    accept_plan(plans[0], actor=owner)
    pin = pin_visitor(runs[0], member, actor=owner)
    exclusion = exclude_visitor(optics, member, actor=owner, reason="Not told in time")
    waiting = VisitWaiting.objects.create(run=runs[1], member=member)
    seat = VisitSeat.objects.filter(plan=plans[0], member=member).first()
    return {
        "visits/of/pk": str(exchange.pk),
        "sites/pk": str(battery.pk),
        "visits/runs/pk": str(runs[0].pk),
        "visits/pins/pk": str(pin.pk),
        "visits/plans/pk": str(plans[1].pk),
        "old_pk": str(plans[0].pk),
        "visits/people/pk": str(member.pk),
        "visits/places/pk": str(seat.pk) if seat else "",
        "visits/waiting/pk": str(waiting.pk),
        "exclusions/pk": str(exclusion.pk),
        "member_pk": str(member.pk),
    }


def _formed(world: "World") -> VisitPlan:
    plan = form_groups(world.rows["exchange"], actor=world.users["owner"])
    form_plan.func(str(plan.job_id), str(plan.pk))
    return VisitPlan.objects.get(pk=plan.pk)
