from qiao.rooms.opportunities.models.opportunity import Intake, Opportunity
from qiao.rooms.opportunities.models.part import DocumentRequirement, Stage, Supervisor

__all__ = ["DocumentRequirement", "Intake", "Opportunity", "Stage", "Supervisor"]
