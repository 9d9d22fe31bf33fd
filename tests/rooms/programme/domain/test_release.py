"""Releasing the working copy: numbered, immutable, on exactly what was looked at."""

from collections.abc import Callable, Iterator

import pytest

from qiao.kit.activity.models import Activity
from qiao.kit.errors import NotPermitted
from qiao.kit.jobs.worker import run_ready_jobs
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.decision import consent, set_consents
from qiao.rooms.exchanges.enums import DecisionKind, DecisionState
from qiao.rooms.exchanges.models import Decision, Delegation, Exchange, Partner
from qiao.rooms.programme.agenda import AgendaEntry, Source, agenda_sources
from qiao.rooms.programme.domain.release import Candidate, open_proposal
from qiao.rooms.programme.models import Place, ProgrammeItem, Release, TransferTime
from qiao.rooms.programme.release_errors import (
    ExchangeNotRunning,
    NotFeasible,
    NothingToRelease,
    WorkingCopyChanged,
)
from qiao.rooms.programme.releases.feasible import digest_of
from tests.rooms.programme.conftest import MakeItem
from tests.rooms.programme.releasing import propose, release, seat


def test_release_freezes_what_stands(item: ProgrammeItem, organiser: Partner, fay: User) -> None:
    made = release(organiser, fay, note_en="See you there.")

    ProgrammeItem.objects.filter(pk=item.pk).update(title_en="Another title")
    stored = Release.objects.get(pk=made.pk)
    assert (stored.number, stored.released_by, str(stored.note)) == (1, fay, "See you there.")
    assert [entry.title.en for entry in stored.agenda] == ["Welcome"]
    assert stored.digest == made.digest
    assert Activity.objects.filter(action="programme.release.released").count() == 1


def test_release_keeps_who_is_in_which_delegation(
    item: ProgrammeItem, organiser: Partner, fay: User, delegation: Delegation, invited: Delegation
) -> None:
    ann = seat(delegation, "Ann")

    made = release(organiser, fay)

    assert made.participants.delegations == {delegation.pk: frozenset({ann.pk})}
    assert organiser.pk in made.participants.partners


def test_releases_are_numbered_without_gaps(
    make_item: MakeItem, organiser: Partner, fay: User, exchange: Exchange
) -> None:
    for hour in ("9:00", "11:00", "13:00"):
        make_item(hour, at=hour)
        release(organiser, fay)

    assert list(Release.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]


def test_release_of_nothing_new_is_refused(item: ProgrammeItem, organiser: Partner, fay: User) -> None:
    release(organiser, fay)

    with pytest.raises(NothingToRelease):
        release(organiser, fay)

    assert Release.objects.count() == 1
    assert not Decision.objects.filter(state=DecisionState.PROPOSED).exists()


def test_release_of_another_copy_than_was_shown_is_refused(
    item: ProgrammeItem, make_item: MakeItem, organiser: Partner, fay: User, exchange: Exchange
) -> None:
    shown = Candidate(exchange).digest
    make_item("Lunch", at="12:00")

    with pytest.raises(WorkingCopyChanged):
        release(organiser, fay, shown=shown)

    assert not Release.objects.exists()


def test_release_of_a_draft_is_refused(draft: Exchange, organiser: Partner, fay: User) -> None:
    with pytest.raises(ExchangeNotRunning):
        propose(organiser, fay)


def test_release_by_a_host_or_stranger_finds_nothing(
    item: ProgrammeItem, organiser: Partner, host: Partner, hui: User, sam: User
) -> None:
    for partner, actor in ((host, hui), (organiser, sam), (organiser, hui)):
        with pytest.raises(NotPermitted):
            propose(partner, actor)


def test_release_that_needs_two_waits_for_the_second(
    item: ProgrammeItem,
    make_item: MakeItem,
    organiser: Partner,
    co_organiser: Partner,
    fay: User,
    ari: User,
    delegation: Delegation,
) -> None:
    set_consents(organiser, actor=fay, kind=DecisionKind.RELEASE, consents=2)
    organiser.refresh_from_db()

    decision = propose(organiser, fay)

    assert not Release.objects.exists()
    assert open_proposal(organiser.exchange) == decision
    consent(decision, partner=co_organiser, actor=ari)
    assert Release.objects.get().released_by == ari
    run_ready_jobs(["default"])
    assert OutboxMail.objects.filter(template="programme.changes").exists()


def test_consent_to_what_has_changed_meanwhile_is_refused(
    item: ProgrammeItem, make_item: MakeItem, organiser: Partner, co_organiser: Partner, fay: User, ari: User
) -> None:
    set_consents(organiser, actor=fay, kind=DecisionKind.RELEASE, consents=2)
    organiser.refresh_from_db()
    decision = propose(organiser, fay)
    make_item("Lunch", at="12:00")

    with pytest.raises(WorkingCopyChanged):
        consent(decision, partner=co_organiser, actor=ari)

    assert not Release.objects.exists()
    assert decision.consents.count() == 1


@pytest.fixture
def source() -> Iterator[Callable[[Source], None]]:
    def add(added: Source) -> None:
        agenda_sources.register("tests.source", added)

    yield add
    agenda_sources._entries.pop("tests.source", None)


def test_release_while_a_source_is_busy_is_refused(
    item: ProgrammeItem, organiser: Partner, fay: User, source: Callable[[Source], None]
) -> None:
    def busy(_exchange: Exchange) -> None:
        raise NothingToRelease

    source(Source(lambda _exchange: (), may_release=busy))

    with pytest.raises(NothingToRelease):
        propose(organiser, fay)

    assert not Release.objects.exists()


def test_release_tells_its_sources_the_number(
    item: ProgrammeItem, organiser: Partner, fay: User, source: Callable[[Source], None]
) -> None:
    told: list[int] = []
    entries: list[AgendaEntry] = []
    source(Source(lambda _exchange: entries, released=lambda _exchange, number: told.append(number)))

    release(organiser, fay)

    assert told == [1]


@pytest.fixture
def clash(make_item: MakeItem, delegation: Delegation, hall: Place, room: Place) -> list[ProgrammeItem]:
    """Ann is asked to be in two rooms at once."""
    seat(delegation, "Ann")
    made = [make_item("One", place=hall, audience="chosen"), make_item("Two", place=room, audience="chosen")]
    for one in made:
        one.delegations.add(delegation)
    return made


def test_release_with_somebody_in_two_places_is_refused_with_the_remedy(
    clash: list[ProgrammeItem], organiser: Partner, fay: User
) -> None:
    with pytest.raises(NotFeasible) as refusal:
        release(organiser, fay, known_faults="")

    assert "1 person would be in two places" in str(refusal.value)
    assert "Move one of the two" in str(refusal.value)
    assert not Release.objects.exists()


def test_release_with_faults_that_were_shown_goes_out(
    clash: list[ProgrammeItem], organiser: Partner, fay: User
) -> None:
    assert release(organiser, fay).number == 1


def test_release_with_another_fault_than_was_shown_is_refused(
    clash: list[ProgrammeItem], organiser: Partner, fay: User, make_item: MakeItem, exchange: Exchange
) -> None:
    known = digest_of(Candidate(exchange).faults)
    third = make_item("Three", audience="chosen")
    third.delegations.add(*clash[0].delegations.all())

    with pytest.raises(NotFeasible):
        release(organiser, fay, known_faults=known)


def test_release_counts_the_way_between_two_places(
    make_item: MakeItem,
    delegation: Delegation,
    hall: Place,
    exchange: Exchange,
    organiser: Partner,
    fay: User,
) -> None:
    station = Place.objects.create(exchange=exchange, name_en="Station")
    one, other = sorted([hall.within, station], key=lambda place: place.pk)
    TransferTime.objects.create(exchange=exchange, one=one, other=other, minutes=30)
    seat(delegation, "Ann")
    make_item("Talk", at="9:00", place=hall)
    make_item("Train", at="10:20", place=station)

    with pytest.raises(NotFeasible, match="20 minutes"):
        release(organiser, fay, known_faults="")
