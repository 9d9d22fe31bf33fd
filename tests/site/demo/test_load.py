import csv
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import reverse
from django.utils.translation import override

from qiao.kit.access import may
from qiao.kit.activity.models import Activity
from qiao.kit.bilingual.search import best
from qiao.kit.files.models import StoredFile
from qiao.kit.imports.models import Import
from qiao.rooms.accounts.domain.account import find_account
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.models import Application
from qiao.rooms.directory.models import Equipment, Membership, Organisation, Person, Unit
from qiao.rooms.exchanges.models import Delegation, DelegationMember, Exchange
from qiao.rooms.meetings.domain.reading import read_round
from qiao.rooms.meetings.domain.timetable import violations_of
from qiao.rooms.meetings.models import Happening, Timetable
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.placement.models import MatchingRound
from qiao.rooms.programme.domain.release import Candidate
from qiao.rooms.programme.domain.snapshot import map_of, released
from qiao.rooms.programme.models import Release
from qiao.rooms.programme.releases.difference import Party, PartyKind, days
from qiao.rooms.programme.releases.feasible import faults
from qiao.rooms.visits.domain.facts import gather
from qiao.rooms.visits.domain.forming import standing_of
from qiao.rooms.visits.models import VisitPlan, VisitRun
from qiao.rooms.visits.planning.form import broken_rules
from qiao.site.demo.accounts import ROLES
from qiao.site.demo.load import load_demo
from qiao.site.demo.tables import FOLDER

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def sign_ins(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any
) -> Iterator[list[tuple[str, str, str]]]:
    """Loaded once for all tests of this file; each takes back what it writes."""
    files = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files"))
    with files, django_db_blocker.unblock(), transaction.atomic():
        _plan_without_haste()
        yield load_demo()
        transaction.set_rollback(True)


def _plan_without_haste() -> None:
    """Here one transaction holds all of it, the planning of some 30 s too, in which nothing is asked."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")


def _counts() -> list[int]:
    models = (Organisation, Person, Unit, Equipment, Membership, StoredFile, Import, Activity, Delegation)
    return [model._base_manager.count() for model in models]


def test_demo_is_loaded_once_however_often_it_is_asked_for(sign_ins: Any) -> None:
    before = _counts()

    assert load_demo() == sign_ins
    assert _counts() == before


@pytest.mark.usefixtures("sign_ins")
def test_demo_holds_the_facts_of_the_story() -> None:
    by_origin = Counter(Organisation.objects.filter(kind="university").values_list("provenance", flat=True))
    assert by_origin == {"story": 7, "sample": 33}
    assert Organisation.objects.filter(provenance="fictitious").count() == 12
    assert Organisation.objects.filter(kind="association", provenance="story").count() == 3
    assert Unit.objects.filter(kind="laboratory").count() == 6
    assert not Organisation.objects.exclude(publication="published").exists()
    universities = Organisation.objects.filter(kind="university", affiliations__isnull=False)
    assert universities.distinct().count() == 40
    assert set(Person.objects.values_list("provenance", flat=True)) == {"fictitious", "registered"}
    assert {each.importer for each in Import.objects.all()} == {"directory.organisations", "directory.people"}


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("哥大", "Columbia University"),
        ("NUS", "National University of Singapore"),
        ("东京", "The University of Tokyo"),
    ],
)
@pytest.mark.usefixtures("sign_ins")
def test_demo_is_found_by_what_people_type(query: str, name: str) -> None:
    assert best(Organisation.objects.all(), query)[0].name_en == name


def test_each_role_signs_in_and_holds_its_organisations(client: Client, sign_ins: Any) -> None:
    assert [email for email, _password, _who in sign_ins] == [role.email for role in ROLES]
    for email, password, _who in sign_ins:
        user = find_account(email)
        assert user is not None
        assert user.check_password(password)
        assert user.is_operator == (email == "operator@qiao.example")
    held = Counter(Membership.objects.values_list("user__email", "role"))
    assert held == {
        ("organiser@qiao.example", "owner"): 2,
        ("co-organiser@qiao.example", "owner"): 1,
        ("host@qiao.example", "owner"): 1,
        ("company@qiao.example", "manager"): 1,
        ("head@qiao.example", "manager"): 1,
    }


@pytest.mark.usefixtures("sign_ins")
def test_visitors_find_the_participants_and_a_picture(client: Client) -> None:
    centre = Organisation.objects.get(kind="innovation_centre")

    assert client.get(reverse("directory:organisation", args=[centre.pk])).status_code == 200
    assert centre.logo is not None
    assert client.get(centre.logo.get_absolute_url()).status_code == 200
    assert centre.gallery.count() == 3
    assert "Jianing Zheng" in client.get(reverse("directory:people"), {"q": "Jianing"}).text


def test_tables_are_clean_utf_8_with_one_length_of_rows() -> None:
    for name in ("organisations.csv", "people.csv"):
        with (FOLDER / name).open(encoding="utf-8", newline="") as table:
            assert len({len(row) for row in csv.reader(table)}) == 1


@pytest.mark.usefixtures("sign_ins")
def test_forty_delegations_come_to_three_organisers_and_thirteen_hosts() -> None:
    exchange = Exchange.objects.get()

    states = Counter(exchange.delegations.values_list("state", flat=True))
    roles = Counter(exchange.partners.values_list("role", flat=True))

    assert exchange.state == "published"
    assert states == {"approved": 38, "submitted": 1, "registering": 1}
    assert roles == {"organiser": 1, "co_organiser": 2, "host": 13}
    assert exchange.seats_held == DelegationMember.objects.filter(state="confirmed").count()


@pytest.mark.usefixtures("sign_ins")
def test_groups_of_visits_are_proved_best_and_keep_every_rule() -> None:
    plan = VisitPlan.objects.get(state="accepted")

    assert plan.is_proven
    assert broken_rules(gather(plan.exchange).document, standing_of(plan)) == ()
    assert Counter(plan.seats.values_list("member", flat=True)).total() == 2 * plan.guests.count() == 120
    assert {run.seats_taken > 0 for run in VisitRun.objects.all()} == {True}


@pytest.mark.usefixtures("sign_ins")
def test_timetable_is_proved_best_and_passes_the_check() -> None:
    timetable = Timetable.objects.get(state="released")
    reading = read_round(timetable.round)

    assert timetable.is_best
    assert timetable.weight == timetable.weight_bound
    assert violations_of(reading, list(timetable.meetings.on())) == []
    assert Counter(party.side for party in reading.parties) == {"delegation": 40, "host": 13}
    held = Counter(key for row in timetable.meetings.values_list("guest", "host") for key in row)
    assert all(held[party.pk] >= timetable.round.floor for party in reading.parties)
    assert timetable.refused_wishes.exists()


@pytest.mark.usefixtures("sign_ins")
def test_groups_and_timetable_are_made_at_load_and_not_stored() -> None:
    jobs = [VisitPlan.objects.get().job, Timetable.objects.get(happening=None).job]

    assert [job.state for job in jobs if job] == ["succeeded", "succeeded"]
    assert {path.name for path in FOLDER.iterdir() if path.suffix not in (".py", "")} == {
        "README.md",
        "laboratories.toml",
        "opportunities.toml",
        "organisations.csv",
        "people.csv",
    }


@pytest.mark.usefixtures("sign_ins")
def test_hosts_offer_one_of_each_and_a_student_applies() -> None:
    posted = Opportunity.objects.published()
    application = Application.objects.filed().get()

    assert sorted(posted.values_list("kind", flat=True)) == [
        *("camp", "internship", "job", "phd_plan", "postdoc")
    ]
    assert posted.get(kind="postdoc").supervisors.count() == 2
    assert application.opportunity.reach == "universities"
    assert application.state == "under_review"
    assert MatchingRound.objects.get().posts.count() == 2


@pytest.mark.usefixtures("sign_ins")
def test_nobody_is_in_two_places_and_everybody_has_visits_and_meetings() -> None:
    exchange = Exchange.objects.get()
    agenda = released(Release.objects.get())

    assert faults(agenda, map_of(exchange)) == []
    kinds: dict[Any, Counter[str]] = {}
    for party, day in days(agenda).items():
        kinds.setdefault(party, Counter()).update(entry.kind for entry in day.values() if not entry.is_frame)
    for delegation in exchange.delegations.all():
        assert kinds[Party(PartyKind.DELEGATION, delegation.pk)]["meeting"] >= 2
        for member in delegation.members.active():
            mine = kinds[Party(PartyKind.MEMBER, member.pk)]
            assert mine["visit"] == 2
            assert mine["meeting"] >= 2


@pytest.mark.usefixtures("sign_ins")
def test_one_change_waits_and_reaches_its_own_people_alone() -> None:
    candidate = Candidate(Exchange.objects.get())
    [change] = candidate.changes

    moved = {
        part.about.pk for each in candidate.recipients for part in each.parts if part.party.kind == "member"
    }
    assert change.after is not None
    assert moved == change.after.members
    assert candidate.faults == []
    assert candidate.number == 2


@pytest.mark.usefixtures("sign_ins")
def test_heads_and_hosts_speak_for_their_party() -> None:
    meeting_round = Exchange.objects.get().meeting_rounds.get()
    head, member, company, centre = (
        find_account(f"{name}@qiao.example") for name in ("head", "delegate", "company", "host")
    )
    own = {user: list(meeting_round.parties.of(user)) for user in (head, member, company, centre)}

    assert {len(parties) for parties in own.values()} == {1}
    assert own[head] == own[member]
    spoken = {user for user, [party] in own.items() if may(user, "meetings.speak_for_party", party)}
    assert spoken == {head, company, centre}


@pytest.mark.usefixtures("sign_ins")
def test_pages_of_a_room_mark_their_way(client: Client) -> None:
    """A page lies behind one door, whatever its address."""
    exchange = Exchange.objects.get()
    client.force_login(User.objects.get(email="organiser@qiao.example"))
    party = exchange.meeting_rounds.get().parties.all()[0].pk
    visit, plan, item, delegation = (
        rows.all()[0].pk
        for rows in (exchange.visits, exchange.visit_plans, exchange.items, exchange.delegations)
    )
    with override("en"):
        behind = {
            reverse("meetings:party", args=[party]): "Meetings",
            reverse("visits:visit", args=[visit]): "Visits",
            reverse("visits:plan", args=[plan]): "Visit groups",
            reverse("programme:item", args=[item]): "Edit the programme",
            reverse("programme:itinerary", args=["delegations", delegation]): "Itineraries",
            reverse("exchanges:delegation", args=[delegation]): "Delegations",
        }

    for address, label in behind.items():
        _before, ways = client.get(address).text.split('class="ways"', 1)
        marked = re.findall(r'aria-current="true"><svg(?:(?!</a>).)*<span>([^<]*)', ways, re.DOTALL)
        assert marked == [label], address


@pytest.mark.usefixtures("sign_ins")
def test_a_late_arrival_is_planned_and_waits() -> None:
    happening = Happening.objects.get()
    mends = happening.timetable

    assert (happening.kind, happening.state) == ("late", "proposed")
    assert mends is not None
    assert violations_of(read_round(happening.round), list(mends.meetings.on())) == []
    early = mends.meetings.filter(guest=happening.party, slot__starts_at__lt=happening.slot.starts_at)
    assert not early.on().exists()
