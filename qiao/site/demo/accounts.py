"""One sign-in for each role. The passwords are public: the demo answers on its own machine alone."""

from dataclasses import dataclass

from django.db import transaction

from qiao.kit.activity.record import record
from qiao.rooms.accounts.domain.account import create_account, find_account
from qiao.rooms.accounts.domain.operatorship import appoint_from_command_line
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.drafts import PersonNameDraft
from qiao.rooms.directory.domain.person import create_own_person
from qiao.rooms.directory.enums import MembershipRole, NameOrder
from qiao.rooms.directory.models import Membership, Organisation, Person
from qiao.site.demo.centre import CENTRE, by_domain

PASSWORD = "qiao-demo-2026"  # noqa: S105 (public by intent)
ORGANISERS = ("federation.example.org", "professionals.example.org", "careers.example.org")
LEAD, CO_ORGANISER, HEAD, DELEGATE = "organiser", "co-organiser", "head", "delegate"
TALENT, REVIEWER = "talent", "reviewer"
HEADS_OWN = "columbia.edu"
COMPANY = "qitu.example.com"


def email_of(role: str) -> str:
    return f"{role}@qiao.example"


@dataclass(frozen=True)
class Role:
    name: str
    is_told_as: str
    language: str = "zh-hans"
    domains: tuple[str, ...] = ()
    membership: MembershipRole = MembershipRole.OWNER

    @property
    def email(self) -> str:
        return email_of(self.name)


ROLES = (
    Role("operator", "runs the server"),
    Role(LEAD, "runs the exchange", domains=(ORGANISERS[0], ORGANISERS[2])),
    Role(CO_ORGANISER, "gives the second consent", domains=(ORGANISERS[1],)),
    Role("host", "the innovation centre", domains=(CENTRE,)),
    Role("company", "manages a company's entry", domains=(COMPANY,), membership=MembershipRole.MANAGER),
    Role(HEAD, "leads Columbia's delegation", "en", (HEADS_OWN,), MembershipRole.MANAGER),
    Role(DELEGATE, "is a member of it", "en"),
    Role(TALENT, "a doctoral student", "en"),
    Role(REVIEWER, "judges applications", "en"),
)


def operator() -> User:
    return _account(ROLES[0]) if find_account(ROLES[0].email) else _first_operator()


def sign_ins() -> list[tuple[str, str, str]]:
    """Makes what is missing; the answer is for the person at the console: e-mail, password, who it is."""
    for role in ROLES:
        user = _account(role)
        for domain in role.domains:
            _join(user, by_domain(domain), role.membership)
    _talents_page()
    return [(role.email, PASSWORD, role.is_told_as) for role in ROLES]


def _first_operator() -> User:
    _account(ROLES[0])
    return appoint_from_command_line(ROLES[0].email)


def _account(role: Role) -> User:
    return find_account(role.email) or create_account(role.email, PASSWORD, role.language)


@transaction.atomic
def _join(user: User, organisation: Organisation, role: MembershipRole) -> None:
    if Membership.objects.filter(user=user, organisation=organisation).exists():
        return
    Membership.objects.create(user=user, organisation=organisation, role=role)
    changes = {"role": [None, role.value], "user": None}
    record(user, "directory.membership.joined", organisation, changes=changes)


def _talents_page() -> None:
    user = find_account(email_of(TALENT))
    if user is None or Person.objects.filter(user=user).exists():
        return
    names = [
        PersonNameDraft(value="叶知秋", language="zh", family="叶", given="知秋"),
        PersonNameDraft(
            value="Zhiqiu Ye", language="en", family="Ye", given="Zhiqiu", order=NameOrder.GIVEN_FIRST
        ),
    ]
    values = {
        "about_zh": "计算机专业博士生，研究方向为自动驾驶感知。（虚构人物）",
        "about_en": "A doctoral student who works on perception for automated driving. (Made up.)",
        "languages": ["zh", "en"],
    }
    create_own_person(actor=user, names=names, values=values)
