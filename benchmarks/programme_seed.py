"""An exchange with as many sessions as are wanted, written and released as it would be."""

import datetime as dt

from django.utils import timezone

from qiao.rooms.directory.enums import Publication
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.enums import DelegationState, ExchangeState, PartnerRole
from qiao.rooms.exchanges.models import Delegation, Exchange, Partner
from qiao.rooms.programme.agenda import agenda
from qiao.rooms.programme.models import Place, ProgrammeItem, Release, Track
from qiao.rooms.programme.releases.frozen import People, digest, freeze_all

TRACKS, PLACES, DAYS, DELEGATIONS = 6, 12, 4, 40
WORDS = (
    "Introducing talent from overseas",
    "Joint laboratories for smart vehicles",
    "Training camps of the year",
)


def released(sessions: int) -> Exchange:
    exchange = _exchange(sessions)
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
    ProgrammeItem.objects.bulk_create(_item(exchange, number, tracks, places) for number in range(sessions))
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


def _exchange(sessions: int) -> Exchange:
    exchange = Exchange.objects.create(
        name_zh=f"海外人才交流活动（{sessions} 场）",
        name_en=f"Overseas talent exchange of {sessions} sessions",
        summary_en="Career services of forty universities meet the hosts of an innovation centre.",
        place_zh="北京",
        place_en="Beijing",
        starts_on=dt.date(2027, 5, 10),
        ends_on=dt.date(2027, 5, 10 + DAYS - 1),
        state=ExchangeState.PUBLISHED,
        seats=DELEGATIONS,
        seats_held=DELEGATIONS,
        common_held=DELEGATIONS,
    )
    organiser = Partner.objects.create(
        exchange=exchange,
        organisation=_organisation("Federation", sessions),
        role=PartnerRole.ORGANISER,
        position=1,
    )
    Delegation.objects.bulk_create(
        Delegation(
            exchange=exchange,
            organisation=_organisation(f"University {number}", sessions),
            partner=organiser,
            state=DelegationState.APPROVED,
            head_email=f"head-{number}@people.example",
            seats_asked=1,
            seats_held=1,
        )
        for number in range(DELEGATIONS)
    )
    return exchange


def _organisation(name: str, sessions: int) -> Organisation:
    return Organisation.objects.create(
        name_en=f"{name} ({sessions})", kind="university", country="US", publication=Publication.PUBLISHED
    )
