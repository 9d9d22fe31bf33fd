"""The usual criteria of each kind of opportunity: names and descriptions in both languages, weight."""

from dataclasses import dataclass

from qiao.rooms.opportunities.enums import OpportunityKind

MOST_POINTS = 5


@dataclass(frozen=True, slots=True)
class Standard:
    name_zh: str
    name_en: str
    description_zh: str
    description_en: str
    weight: int


SKILLS = Standard(
    "专业能力",
    "Skills",
    "所学、所会与岗位要求相符的程度。",
    "How far knowledge and skills meet what is asked.",
    4,
)
EXPERIENCE = Standard(
    "工作经历", "Experience", "相关经历的深度与成果。", "Depth and results of relevant work.", 3
)
MOTIVATION = Standard(
    "动机与契合度",
    "Motivation and fit",
    "申请理由是否具体、可信。",
    "Whether the reasons are concrete and sound.",
    2,
)
LANGUAGE = Standard(
    "语言与沟通",
    "Language and communication",
    "能否用工作语言顺畅沟通。",
    "Whether the working language is mastered.",
    1,
)
POTENTIAL = Standard(
    "发展潜力", "Potential", "学业表现与进一步发展的可能。", "Record of study and room to grow.", 3
)
RECORD = Standard(
    "学术成果",
    "Academic record",
    "论文、专利等成果的质量。",
    "Quality of publications, patents and other work.",
    4,
)
PLAN = Standard(
    "研究计划",
    "Research plan",
    "问题、方法与进度是否清晰可行。",
    "Whether question, method and schedule are clear.",
    4,
)
SUPERVISION = Standard(
    "与导师方向的契合",
    "Fit with the supervisors",
    "与导师研究方向的契合程度。",
    "How it fits the work of supervisors.",
    2,
)
BENEFIT = Standard(
    "参加收获", "Benefit", "参加后能学以致用的程度。", "What the person will make of taking part.", 3
)

OF_WORK = (SKILLS, EXPERIENCE, MOTIVATION, LANGUAGE)
OF_RESEARCH = (RECORD, PLAN, SUPERVISION, LANGUAGE)
STANDARDS: dict[str, tuple[Standard, ...]] = {
    OpportunityKind.JOB: OF_WORK,
    OpportunityKind.INTERNSHIP: (SKILLS, POTENTIAL, MOTIVATION, LANGUAGE),
    OpportunityKind.CAMP: (MOTIVATION, BENEFIT, POTENTIAL, LANGUAGE),
    OpportunityKind.POSTDOC: OF_RESEARCH,
    OpportunityKind.MASTER_PLAN: (POTENTIAL, PLAN, MOTIVATION, LANGUAGE),
    OpportunityKind.PHD_PLAN: OF_RESEARCH,
    OpportunityKind.TALENT_PROGRAMME: (RECORD, EXPERIENCE, MOTIVATION, LANGUAGE),
}
