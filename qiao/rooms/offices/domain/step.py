"""One change of state of a registration or an approval, with its row of who, when and why."""

from qiao.kit.steps.make import Steps
from qiao.rooms.offices.enums import ApprovalState, RegistrationState
from qiao.rooms.offices.errors import ReasonMissing, WrongState
from qiao.rooms.offices.models import HostApproval, PostingApproval, StudentRegistration

Subject = StudentRegistration | HostApproval | PostingApproval
State = RegistrationState | ApprovalState

STEPS = Steps[Subject, State](wrong=WrongState, reasonless=ReasonMissing)
step = STEPS.step
note_step = STEPS.note
required = STEPS.required
