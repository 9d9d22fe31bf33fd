from qiao.rooms.opportunities.models.detail import (
    CampDetail,
    Detail,
    JobDetail,
    PlanDetail,
    PostdocDetail,
    TalentProgrammeDetail,
)
from qiao.rooms.opportunities.models.opportunity import Intake, Opportunity
from qiao.rooms.opportunities.models.part import DocumentRequirement, Stage, Supervisor
from qiao.rooms.opportunities.models.wanted import LanguageRequirement, OpportunityField, PlannedMilestone

__all__ = [
    "CampDetail",
    "Detail",
    "DocumentRequirement",
    "Intake",
    "JobDetail",
    "LanguageRequirement",
    "Opportunity",
    "OpportunityField",
    "PlanDetail",
    "PlannedMilestone",
    "PostdocDetail",
    "Stage",
    "Supervisor",
    "TalentProgrammeDetail",
]
