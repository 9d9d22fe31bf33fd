from qiao.rooms.offices.models.approval import (
    HostApproval,
    HostApprovalStep,
    PostingApproval,
    PostingApprovalStep,
)
from qiao.rooms.offices.models.recommendation import Recommendation
from qiao.rooms.offices.models.settings import OfficeSettings
from qiao.rooms.offices.models.student import RegistrationStep, StudentRegistration

__all__ = [
    "HostApproval",
    "HostApprovalStep",
    "OfficeSettings",
    "PostingApproval",
    "PostingApprovalStep",
    "Recommendation",
    "RegistrationStep",
    "StudentRegistration",
]
