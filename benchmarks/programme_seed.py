"""An exchange with as many sessions as are wanted, written and released as it would be."""

import datetime as dt

from django.utils import timezone

from qiao.rooms.accounts.models import User
from qiao.rooms.directory.enums import Publication
from qiao.rooms.directory.models import Membership, Organisation
from qiao.rooms.exchanges.enums import DelegationState, ExchangeState, PartnerRole
from qiao.rooms.exchanges.models import Delegation, Exchange, Partner
from qiao.rooms.programme.agenda import agenda
from qiao.rooms.programme.models import Place, ProgrammeItem, Release, Speaker, Track
from qiao.rooms.programme.releases.frozen import People, digest, freeze_all

TRACKS, PLACES, DAYS, DELEGATIONS, SEATS = 6, 12, 4, 40, 2
WORDS = (
    "Introducing talent from overseas",
    "Joint laboratories for smart vehicles",
    "Training camps of the year",
)


def released(sessions: int, delegations: int = DELEGATIONS) -> Exchange:
    exchange = _exchange(sessions, delegations)
    tracks = [
        Track(exchange=exchange, name_zh=f"专题{number}", name_en=f"Track {number}", position=number)
        for number in range(TRACKS)
    ]
    places = [
        Place(exchange=exchange, name_zh=f"{number} 号会议厅", name_en=f"Hall {number}", position=number)
        for number in range(PLACES)
    ]
    Track.objects.bulk_create(tracks)
    Place.objects.bulk_create(places)
    items = [_item(exchange, number, tracks, places) for number in range(sessions)]
    ProgrammeItem.objects.bulk_create(items)
    Speaker.objects.bulk_create(
        Speaker(item=item, name_en=f"Speaker {number}") for number, item in enumerate(items)
    )
    entries = agenda(exchange)
    Release.objects.create(
        exchange=exchange,
        number=1,
        entries=freeze_all(entries),
        digest=digest(entries, People()),
        released_at=timezone.now(),
    )
    return exchange


def _item(exchange: Exchange, number: int, tracks: list[Track], places: list[Place]) -> ProgrammeItem:
    """As many rooms at once as there are; when a day is full, the next one."""
    slot = number // PLACES
    day, turn = slot % DAYS, slot // DAYS
    starts_at = exchange.starts_at + dt.timedelta(days=day, hours=8, minutes=20 * turn)
    return ProgrammeItem(
        exchange=exchange,
        kind="panel",
        title_zh=f"第 {number} 场：海外人才引进与联合培养交流",
        title_en=f"{WORDS[number % len(WORDS)]}, part {number}",
        summary_zh="介绍岗位、培养计划与科研合作课题，并现场答疑。" * 3,
        summary_en="Jobs, training plans and topics of research are introduced, with time for questions. "
        * 2,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(minutes=20),
        place=places[number % PLACES],
        track=tracks[number % TRACKS],
        languages=["zh", "en"] if number % 2 else ["zh"],
        interpretation=[] if number % 2 else ["en"],
    )


def organiser_of(exchange: Exchange) -> User:
    """Manages the organising partner's entry; made when first asked for."""
    partner = exchange.partners.get(role=PartnerRole.ORGANISER)
    user, _made = User.objects.get_or_create(email=f"organiser-{exchange.pk}@people.example", language="en")
    Membership.objects.get_or_create(user=user, organisation=partner.organisation, role="manager")
    return user


def _exchange(sessions: int, delegations: int) -> Exchange:
    exchange = Exchange.objects.create(
        name_zh=f"海外人才交流活动（{sessions} 场）",
        name_en=f"Overseas talent exchange of {sessions} sessions",
        summary_en="Career services of forty universities meet the hosts of an innovation centre.",
        place_zh="北京",
        place_en="Beijing",
        starts_on=dt.date(2027, 5, 10),
        ends_on=dt.date(2027, 5, 10 + DAYS - 1),
        state=ExchangeState.PUBLISHED,
        seats=SEATS * delegations,
        seats_held=SEATS * delegations,
        common_held=SEATS * delegations,
    )
    organiser = Partner.objects.create(
        exchange=exchange,
        organisation=_organisation("Federation", exchange),
        role=PartnerRole.ORGANISER,
        position=1,
    )
    Delegation.objects.bulk_create(
        Delegation(
            exchange=exchange,
            organisation=_organisation(f"University {number}", exchange),
            partner=organiser,
            state=DelegationState.APPROVED,
            head_email=f"head-{number}@people.example",
            seats_asked=SEATS,
            seats_held=SEATS,
        )
        for number in range(delegations)
    )
    return exchange


def _organisation(name: str, exchange: Exchange) -> Organisation:
    return Organisation.objects.create(
        name_en=f"{name} ({exchange.pk})", kind="university", country="US", publication=Publication.PUBLISHED
    )
