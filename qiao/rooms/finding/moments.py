"""A deadline by the clock where the opportunity is, and by the reader's where that says something else."""

from typing import Any

from qiao.kit.zones import Moment, moment_at
from qiao.rooms.opportunities.models import Opportunity


def deadline_of(opportunity: Opportunity, reader: Any) -> Moment | None:
    return moment_at(opportunity.closes_at, opportunity.time_zone, reader) if opportunity.closes_at else None
