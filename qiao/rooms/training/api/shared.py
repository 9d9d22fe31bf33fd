import datetime as dt
from uuid import UUID

from ninja import Schema

from qiao.rooms.accounts.tokens import auth
from qiao.rooms.training.enums import EnrolmentState

READ = auth("training.read")
WRITE = auth("training.write")
COHORT = "/cohorts/{uuid:cohort_id}"
SESSION = "/sessions/{uuid:session_id}"
ENROLMENT = "/enrolments/{uuid:enrolment_id}"
DECIDE = "training.decide_on_enrolment"


class EnrolmentOut(Schema):
    id: UUID
    cohort_id: UUID
    application_id: UUID
    state: EnrolmentState
    completed_at: dt.datetime | None
