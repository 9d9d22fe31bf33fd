"""The exchange of the story: three organisers, a centre, twelve hosts, forty delegations with their members.

Everything goes through the verbs that people use, so that it stands as if they had done it.
"""

import datetime as dt

from django.utils import timezone

from qiao.rooms.accounts.domain.account import create_account, find_account
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Affiliation, Organisation, Person
from qiao.rooms.exchanges.domain.deadline import set_deadline
from qiao.rooms.exchanges.domain.decision import consent, propose, set_consents
from qiao.rooms.exchanges.domain.delegation import accept_delegation, invite_delegation
from qiao.rooms.exchanges.domain.exchange import create_exchange
from qiao.rooms.exchanges.domain.member import accept_place, confirm_member, name_member
from qiao.rooms.exchanges.domain.partner import add_partner
from qiao.rooms.exchanges.domain.registering import approve_delegation, submit_delegation
from qiao.rooms.exchanges.enums import DeadlineKind, DecisionKind, DelegationRole, PartnerRole
from qiao.rooms.exchanges.models import Delegation, DelegationMember, Exchange, Partner
from qiao.site.demo.accounts import (
    CO_ORGANISER,
    DELEGATE,
    HEAD,
    HEADS_OWN,
    LEAD,
    ORGANISERS,
    email_of,
)
from qiao.site.demo.centre import CENTRE, by_domain

NAME_EN = "Overseas Talent and Technology Exchange"
DAYS_AHEAD = 30
HOST_KINDS = ("company", "research_institute")
SUBMITTED = "The University of Tokyo"  # waits for the organisers
REGISTERING = "Technical University of Munich"  # has yet to hand in
SEATS = 120


def hold_exchange() -> Exchange:
    """Safe to repeat: an exchange that is there already is left alone."""
    if (found := Exchange.objects.filter(name_en=NAME_EN).first()) is not None:
        return found
    exchange = _found()
    _take_in_hosts(exchange)
    _publish(exchange)
    for university in Organisation.objects.published().filter(kind="university").order_by("sort_en"):
        _bring(exchange, university)
    return exchange


def actor(role: str) -> User:
    user: User = User.objects.get(email=email_of(role))
    return user


def organiser_of(exchange: Exchange) -> Partner:
    return exchange.partners.get(organisation=by_domain(ORGANISERS[0]))


def host_of(exchange: Exchange) -> Partner:
    return exchange.partners.get(organisation=by_domain(CENTRE))


def first_day() -> dt.date:
    """The next Tuesday a month from now: two working days in a row."""
    day = timezone.localdate() + dt.timedelta(days=DAYS_AHEAD)
    return day + dt.timedelta(days=(1 - day.weekday()) % 7)


def _found() -> Exchange:
    day = first_day()
    values = {
        "name_zh": "海外人才与科技交流活动",
        "name_en": NAME_EN,
        "summary_zh": "来自四十所海外高校的就业指导老师走进国家智能网联汽车创新中心，参访实验室、观看宣传片、"
        "提问交流，并与用人单位就引进国际人才、联合培养人才和科研合作一对一洽谈。",
        "summary_en": "Career staff of forty universities visit a national innovation centre for intelligent "
        "connected vehicles: laboratories, film, questions and answers, and one-to-one talks with hosts on "
        "introducing international talent, joint cultivation and research cooperation.",
        "place_zh": "北京",
        "place_en": "Beijing",
        "starts_on": day,
        "ends_on": day + dt.timedelta(days=1),
        "time_zone": "Asia/Shanghai",
        "seats": SEATS,
    }
    exchange = create_exchange(by_domain(ORGANISERS[0]), actor=actor(LEAD), values=values)
    for domain in ORGANISERS[1:]:
        _admit(exchange, by_domain(domain), PartnerRole.CO_ORGANISER)
    set_deadline(exchange, actor=actor(LEAD), kind=DeadlineKind.ANSWER, days_before=21)
    set_deadline(exchange, actor=actor(LEAD), kind=DeadlineKind.REGISTRATION, days_before=10)
    return exchange


def _take_in_hosts(exchange: Exchange) -> None:
    _admit(exchange, by_domain(CENTRE), PartnerRole.HOST)
    for host in Organisation.objects.published().filter(kind__in=HOST_KINDS).order_by("sort_en"):
        _admit(exchange, host, PartnerRole.HOST)


def _admit(exchange: Exchange, organisation: Organisation, role: PartnerRole) -> None:
    add_partner(exchange, actor=actor(LEAD), organisation=organisation, role=role)


def _publish(exchange: Exchange) -> None:
    """Two of the owners agree, for that is how they want it."""
    lead, second = actor(LEAD), actor(CO_ORGANISER)
    partner = organiser_of(exchange)
    set_consents(partner, actor=lead, kind=DecisionKind.RELEASE, consents=2)
    decision = propose(partner, actor=lead, kind=DecisionKind.RELEASE)
    other = exchange.partners.get(organisation=by_domain(ORGANISERS[1]))
    consent(decision, partner=other, actor=second)
    exchange.refresh_from_db()


def _bring(exchange: Exchange, university: Organisation) -> None:
    people = _people_of(university)
    head = _head(university, people[0])
    invited = invite_delegation(
        organiser_of(exchange),
        actor=actor(LEAD),
        organisation=university,
        head_email=head.email,
        seats=len(people),
        language=head.language,
    )
    delegation = accept_delegation(invited, head=head)
    for place, person in enumerate(people):
        _seat(delegation, head, person, DelegationRole.DELEGATE if place else DelegationRole.HEAD)
    _go_on(delegation, head)


def _people_of(university: Organisation) -> list[Person]:
    affiliations = Affiliation.objects.filter(organisation=university).select_related("person")
    return [affiliation.person for affiliation in affiliations.order_by("person_id")]


def _head(university: Organisation, person: Person) -> User:
    """Columbia's delegation is led by somebody who signs in; the other heads have an account each."""
    if university == by_domain(HEADS_OWN):
        return actor(HEAD)
    return find_account(person.email) or create_account(person.email, None, "en")


def _seat(delegation: Delegation, head: User, person: Person, role: DelegationRole) -> None:
    email = head.email if role == DelegationRole.HEAD else person.email
    names = {"name_zh": person.name_zh, "name_en": person.name_en}
    member = name_member(delegation, actor=head, email=email, role=role, **names)
    if role == DelegationRole.DELEGATE and head == actor(HEAD):
        accept_place(member, user=actor(DELEGATE))
        return
    confirm_member(member, actor=head)
    if role == DelegationRole.HEAD:
        DelegationMember.objects.filter(pk=member.pk).update(user=head)


def _go_on(delegation: Delegation, head: User) -> None:
    """Nearly all are approved; one waits for the organisers, one has yet to hand in."""
    name = delegation.organisation.name_en
    if name == REGISTERING:
        return
    submit_delegation(delegation, actor=head)
    if name != SUBMITTED:
        approve_delegation(delegation, actor=actor(LEAD))
