"""The kinds of opportunities: what each keeps, how it selects, what it trains, what schema.org calls it."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from qiao.kit.registry import Registry
from qiao.rooms.opportunities.enums import OpportunityKind, Phase
from qiao.rooms.opportunities.models import (
    CampDetail,
    Detail,
    JobDetail,
    Opportunity,
    PlanDetail,
    PostdocDetail,
    TalentProgrammeDetail,
)

Stages = tuple[tuple[Phase, str, str], ...]  # phase, Chinese name, English name
Milestones = tuple[tuple[int, str, str], ...]  # month after the start, Chinese name, English name


@dataclass(frozen=True, slots=True)
class Kind:
    """`needs` names what must be filled in before publication, of the opportunity or of its detail; a pair
    of languages counts as filled in with one of them. `trains` says that a training follows."""

    code: OpportunityKind
    detail: type[Detail]
    schema_type: str
    stages: Stages
    needs: tuple[str, ...] = ()
    milestones: Milestones = ()

    @property
    def label(self) -> str | Promise:
        return self.code.label

    @property
    def trains(self) -> bool:
        return bool(self.milestones)

    @property
    def detail_fields(self) -> tuple[str, ...]:
        """Own columns of the detail, in the order of its form."""
        fields = self.detail._meta.concrete_fields
        return tuple(field.name for field in fields if field.name not in _OF_EVERY_DETAIL)


_OF_EVERY_DETAIL = {"id", "created_at", "updated_at", "opportunity"}
_APPLICATION = (Phase.SUBMITTED, "提交申请", "Application")
_CHECK = (Phase.COMPLETE, "材料审核", "Check of the documents")
_REVIEW = (Phase.UNDER_REVIEW, "评审", "Review")
_INTERVIEW = (Phase.INTERVIEW, "面试", "Interview")
_RANKING = (Phase.RANKED, "排序", "Ranking")
_DECISION = (Phase.DECISION, "录用决定", "Decision")
_ADMISSION = (Phase.DECISION, "录取决定", "Admission")
_STUDIES = (_APPLICATION, _CHECK, _REVIEW, _INTERVIEW, _RANKING, _ADMISSION)

kinds: Registry[Kind] = Registry("kind of opportunity")


def kind_of(opportunity: Opportunity) -> Kind:
    return kinds.get(opportunity.kind)


def detail_of(opportunity: Opportunity) -> Any:
    """The row that belongs to its kind; made together with the opportunity."""
    return getattr(opportunity, kind_of(opportunity).detail._meta.model_name or "")


def _register(kind: Kind) -> None:
    kinds.register(kind.code.value, kind)


_register(
    Kind(
        OpportunityKind.JOB,
        JobDetail,
        "JobPosting",
        (_APPLICATION, _REVIEW, _INTERVIEW, _DECISION),
        needs=("employment",),
    )
)
_register(
    Kind(
        OpportunityKind.INTERNSHIP,
        JobDetail,
        "JobPosting",
        (_APPLICATION, _REVIEW, _INTERVIEW, _DECISION),
        needs=("months",),
    )
)
_register(
    Kind(
        OpportunityKind.CAMP,
        CampDetail,
        "EducationalOccupationalProgram",
        (_APPLICATION, _REVIEW, _ADMISSION),
        needs=("starts_on", "ends_on", "curriculum"),
        milestones=((0, "开营", "Opening"), (0, "结营展示", "Final presentation")),
    )
)
_register(
    Kind(
        OpportunityKind.POSTDOC,
        PostdocDetail,
        "JobPosting",
        (
            _APPLICATION,
            _CHECK,
            (Phase.UNDER_REVIEW, "专家评审", "Review by experts"),
            (Phase.INTERVIEW, "进站考核答辩", "Presentation and interview"),
            _RANKING,
            (Phase.DECISION, "进站决定", "Decision on entry"),
        ),
        needs=("months", "career_stage"),
    )
)
_register(
    Kind(
        OpportunityKind.MASTER_PLAN,
        PlanDetail,
        "EducationalOccupationalProgram",
        _STUDIES,
        needs=("months", "awarded", "curriculum"),
        milestones=(
            (0, "入学", "Enrolment"),
            (12, "开题", "Thesis proposal"),
            (24, "中期考核", "Mid-term review"),
            (36, "学位论文答辩", "Thesis defence"),
        ),
    )
)
_register(
    Kind(
        OpportunityKind.PHD_PLAN,
        PlanDetail,
        "EducationalOccupationalProgram",
        _STUDIES,
        needs=("months", "awarded", "curriculum"),
        milestones=(
            (0, "入学", "Enrolment"),
            (12, "资格考试", "Qualifying examination"),
            (18, "开题", "Thesis proposal"),
            (30, "中期考核", "Mid-term review"),
            (48, "学位论文答辩", "Thesis defence"),
        ),
    )
)
_register(
    Kind(
        OpportunityKind.TALENT_PROGRAMME,
        TalentProgrammeDetail,
        "WorkBasedProgram",
        (_APPLICATION, _CHECK, (Phase.UNDER_REVIEW, "专家评审", "Review by experts"), _DECISION),
        needs=("level", "benefits"),
    )
)
