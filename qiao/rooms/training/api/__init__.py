"""Trainings for programs: what participants see and report, and what a host runs."""

from qiao.rooms.training.api.certificates import router as certificates
from qiao.rooms.training.api.cohorts import router as cohorts
from qiao.rooms.training.api.enrolments import router
from qiao.rooms.training.api.outcomes import router as outcomes
from qiao.rooms.training.api.sessions import router as sessions

router.add_router("", cohorts)
router.add_router("", sessions)
router.add_router("", certificates)
router.add_router("", outcomes)

__all__ = ["router"]
