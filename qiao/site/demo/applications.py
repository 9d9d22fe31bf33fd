"""A doctoral student of Columbia: the profile, the career office that knows her, and her applications."""

from typing import Any

from django.core.files.base import ContentFile

from qiao.kit.documents.pdf import render_pdf
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.domain.application import begin_application, change_statement, submit_application
from qiao.rooms.applications.domain.document import choose_document
from qiao.rooms.applications.models import Application
from qiao.rooms.offices.domain.approval import ask_approvals, decide_posting
from qiao.rooms.offices.domain.student import confirm_student, register_student
from qiao.rooms.offices.enums import ApprovalState
from qiao.rooms.offices.purpose_names import SEEN
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.privacy.models import Purpose
from qiao.rooms.profiles.domain.entry import add_entry
from qiao.rooms.profiles.domain.file import add_file
from qiao.rooms.profiles.domain.profile import change_profile, own_profile
from qiao.rooms.profiles.enums import PaperKind
from qiao.rooms.profiles.models import Education, LanguageSkill, Profile, Publication, Skill
from qiao.site.demo.accounts import COMPANY, HEAD, HEADS_OWN, TALENT
from qiao.site.demo.centre import by_domain
from qiao.site.demo.exchange import actor

BASICS = {
    "name_zh": "叶知秋",
    "name_en": "Zhiqiu Ye",
    "headline_zh": "自动驾驶感知方向博士生",
    "headline_en": "Doctoral student, perception for automated driving",
    "summary_zh": "研究多传感器融合与车路协同感知，参与过两次封闭测试场实车实验。（虚构人物）",
    "summary_en": "Works on sensor fusion and cooperative perception; took part in two campaigns on a closed"
    " test track. (Made up.)",
    "country": "US",
    "city_zh": "纽约",
    "city_en": "New York",
    "career_stage": "r1",
}
STATEMENT = (
    "I have worked on cooperative perception for three years and would like to see how planning copes with"
    " what perception cannot promise. The fleet in the logistics park is where both meet."
)


def apply_for_opportunities(opportunities: list[Opportunity]) -> None:
    """Safe to repeat: a profile that has applied is left alone."""
    talent = actor(TALENT)
    if Application.objects.filter(profile__user=talent).exists():
        return
    profile = _profile(talent)
    internship = next(each for each in opportunities if each.kind == "internship")
    _let_the_office_decide(talent, internship)
    _submit(internship, talent, profile)
    camp = next(each for each in opportunities if each.kind == "camp")
    begin_application(camp.intakes.get(), actor=talent)


def _profile(talent: User) -> Profile:
    profile = change_profile(own_profile(talent), actor=talent, values=BASICS)
    entries: list[tuple[Any, dict[str, Any]]] = [
        (Education, {
            "institution_zh": "哥伦比亚大学", "institution_en": "Columbia University", "level": "doctorate",
            "area_zh": "电气工程", "area_en": "Electrical engineering", "field_code": "0714",
            "starts_on": "2023-09",
        }),
        (Education, {
            "institution_zh": "清华大学", "institution_en": "Tsinghua University", "level": "master",
            "area_zh": "车辆工程", "area_en": "Automotive engineering", "field_code": "0716",
            "starts_on": "2020-09", "ends_on": "2023-06",
        }),
        (Skill, {"name_zh": "多传感器融合", "name_en": "Sensor fusion", "keywords": "C++, ROS 2, PyTorch"}),
        (LanguageSkill, {"language": "zh", "hsk": None, "cefr": "native"}),
        (LanguageSkill, {"language": "en", "cefr": "c1", "toefl": 109}),
        (Publication, {
            "title_en": "What roadside units can promise to planners", "year": 2025,
            "authors": "Z. Ye", "venue": "Proceedings of the sample conference",
        }),
    ]  # fmt: skip
    for model, values in entries:
        add_entry(profile, model, actor=talent, values=values)
    return profile


def _let_the_office_decide(talent: User, internship: Opportunity) -> None:
    """The student agrees that her office sees where she stands; the office knows her and lets the host in."""
    university, head = by_domain(HEADS_OWN), actor(HEAD)
    words = Purpose.objects.get(code=SEEN).text("en")
    registration = register_student(university, actor=talent, agreed=words, student_number="zy2719")
    confirm_student(registration, actor=head)
    company = by_domain(COMPANY).memberships.get().user
    ask_approvals(internship, actor=company, universities=[university], message="For your graduates.")
    decide_posting(university, internship, actor=head, state=ApprovalState.APPROVED, with_host=True)


def _submit(internship: Opportunity, talent: User, profile: Profile) -> None:
    application = begin_application(internship.intakes.get(), actor=talent)
    change_statement(application, actor=talent, statement=STATEMENT)
    file = add_file(profile, actor=talent, kind=PaperKind.CV, upload=_curriculum())
    for requirement in internship.documents.all():
        choose_document(application, actor=talent, file=file, requirement=requirement)
    submit_application(application, actor=talent)


def _curriculum() -> ContentFile[bytes]:
    context = {
        "title": "Curriculum vitae: Zhiqiu Ye 叶知秋",
        "paragraphs": [BASICS["headline_en"], BASICS["summary_en"], BASICS["summary_zh"]],
    }
    return ContentFile(render_pdf("documents/letter.typ", context, "en"), name="curriculum-vitae.pdf")
