"""A round of 100,000 people with lists of ten, sealed in the database: loading, solving, checking, explaining
and keeping it, beside one plain SELECT of its preferences as rows (a million of people and as many of posts).
"""

import os
import random
import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from qiao.engines.matching.columns import columns_of_lists
from qiao.engines.matching.deferred.hospitals import applicant_optimal
from qiao.engines.matching.entries import verify_entries
from qiao.kit.records import new_id
from qiao.rooms.accounts.domain.account import create_account
from qiao.rooms.directory.enums import MembershipRole
from qiao.rooms.directory.models import Membership, Organisation
from qiao.rooms.opportunities.models import Intake, Opportunity
from qiao.rooms.placement.domain.content import packed
from qiao.rooms.placement.domain.keeping import keep, outcome_of
from qiao.rooms.placement.domain.plain.documents import plain_documents
from qiao.rooms.placement.domain.plain.reading import read_plain
from qiao.rooms.placement.domain.plain.reasons import plain_reasons
from qiao.rooms.placement.domain.plain.solving import require_stable, solve_plain
from qiao.rooms.placement.domain.reading import LISTS, POST_LISTS
from qiao.rooms.placement.domain.run import new_run
from qiao.rooms.placement.models import (
    MatchingRound,
    MatchingRun,
    PostList,
    RankOrderList,
    RoundOption,
    RoundPost,
)
from qiao.rooms.placement.sealing import seal_many
from qiao.rooms.profiles.models import Profile

PEOPLE, POSTS, CHOICES, LIMIT = 100_000, 1_000, 10, 5.0
BATCH = 2_000


def run(say: Callable[[str], None]) -> None:
    matching_round = seeded()
    plain = _middle(_selected)
    stored = _middle(_selected_as_stored)
    steps = _Steps()
    _act(matching_round, steps)
    say("| step | CPU s | clock s |\n|---|---|---|")
    for name, (cpu, clock) in steps.taken.items():
        say(f"| {name} | {cpu:.2f} | {clock:.2f} |")
    total = tuple(map(sum, zip(*steps.taken.values(), strict=True)))
    say(f"| together | {total[0]:.2f} | {total[1]:.2f} |")
    say(f"| plain SELECT of the 2,000,000 preferences as rows | {plain[0]:.2f} | {plain[1]:.2f} |")
    say(f"| plain SELECT of the {PEOPLE + POSTS:,} sealed lists | {stored[0]:.2f} | {stored[1]:.2f} |")
    say(f"\nRatio {total[0] / plain[0]:.2f} (limit {LIMIT:.0f}); "
        f"to the sealed lists {total[0] / stored[0]:.2f}.")  # fmt: skip


def _middle(act: Callable[[], object]) -> tuple[float, float]:
    """Of three, CPU and clock."""
    steps = _Steps()
    for number in range(3):
        steps.time(str(number), act)
    cpu, clock = zip(*steps.taken.values(), strict=True)
    return statistics.median(cpu), statistics.median(clock)


class _Steps:
    def __init__(self) -> None:
        self.taken: dict[str, tuple[float, float]] = {}

    def time(self, name: str, act: Callable[[], Any]) -> Any:
        cpu, clock = _spent(), time.perf_counter()
        found = act()
        self.taken[name] = (_spent() - cpu, time.perf_counter() - clock)
        return found


def _spent() -> float:
    """CPU seconds of this process, and of the one that serves it where PostgreSQL stands on this machine."""
    own = time.process_time()
    if connection.vendor == "sqlite" or connection.connection is None:
        return own
    stat = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text().rpartition(")")[2].split()
    return own + (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")


def _act(matching_round: MatchingRound, steps: _Steps) -> None:
    actor = Membership.objects.get(organisation=matching_round.organisation).user
    run = new_run(matching_round, actor, digest="0" * 64, seed=1, seconds=60)
    now = timezone.now()
    MatchingRun.objects.filter(pk=run.pk).update(state="running", confirmed_at=now)
    run = MatchingRun.objects.select_related("round").get(pk=run.pk)
    practise_once()
    plain = steps.time("load and open", lambda: read_plain(matching_round))
    solution = steps.time("solve", lambda: solve_plain(plain, seed=1))
    steps.time("check", lambda: require_stable(solution))
    reasons = steps.time("explain to everybody", lambda: list(plain_reasons(solution)))
    documents = steps.time("write the documents", lambda: plain_documents(solution))
    kept = steps.time("keep", lambda: keep(run, outcome_of(solution, documents, reasons)))
    if kept["people"] != PEOPLE:
        raise ValueError(f"not everybody was kept: {kept}")


def practise_once() -> None:
    """What is imported and compiled at the first use is not what is measured."""
    columns = columns_of_lists({"a": ["p"]}, {"p": ["a"]}, {"p": 1})
    verify_entries(columns, applicant_optimal(columns))


def _selected() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT owner, wanted, place FROM placement_plain")
        found = cursor.fetchall()
    if len(found) != 2 * PEOPLE * CHOICES:
        raise ValueError(len(found))


def _selected_as_stored() -> None:
    with connection.cursor() as cursor:
        for table in ("placement_rankorderlist", "placement_postlist"):
            cursor.execute(f"SELECT * FROM {table}")
            cursor.fetchall()


@transaction.atomic
def seeded() -> MatchingRound:
    """The round as it stands after its deadline, and the same preferences as plain rows."""
    dice = random.Random(1)
    matching_round = _round()
    posts = _posts(matching_round)
    lists = _people(matching_round)
    codes = [row.code for row in lists]
    wanted = [dice.sample(range(POSTS), CHOICES) for _ in codes]
    rankings: list[list[str]] = [[] for _ in range(POSTS)]
    for code, numbers in zip(codes, wanted, strict=True):
        for number in numbers:
            rankings[number].append(code)
    for ranking in rankings:
        dice.shuffle(ranking)
    _seal(lists, [packed([f"p{number + 1}" for number in numbers]) for numbers in wanted], LISTS)
    made = PostList.objects.filter(post__in=posts).order_by("post__number")
    _seal(list(made), [packed([[code] for code in ranking]) for ranking in rankings], POST_LISTS)
    _plain(codes, wanted, rankings)
    return matching_round


def _round() -> MatchingRound:
    host = Organisation.objects.create(name_en="Bench", kind="company", country="CN")
    owner = create_account("placement@benchmark.example", None, "en")
    Membership.objects.create(organisation=host, user=owner, role=MembershipRole.OWNER)
    now = timezone.now()
    return MatchingRound.objects.create(
        organisation=host, name_en="Benchmark", state="certified", seed=1,
        lists_due_at=now - timedelta(days=1), publish_at=now + timedelta(days=1),
        answers_due_at=now + timedelta(days=2),
    )  # fmt: skip


def _posts(matching_round: MatchingRound) -> list[RoundPost]:
    now = timezone.now()
    opportunities = [
        Opportunity(host=matching_round.organisation, kind="job", title_en=f"Post {number}")
        for number in range(POSTS)
    ]
    Opportunity.objects.bulk_create(opportunities, BATCH)
    window = {"opens_at": now - timedelta(days=9), "closes_at": now - timedelta(days=2)}
    intakes = [Intake(opportunity=each, number=1, places=PEOPLE, **window) for each in opportunities]
    Intake.objects.bulk_create(intakes, BATCH)
    quota = PEOPLE // POSTS
    posts = [
        RoundPost(round=matching_round, intake=intake, number=number, quota=quota)
        for number, intake in enumerate(intakes, 1)
    ]
    RoundPost.objects.bulk_create(posts, BATCH)
    RoundOption.objects.bulk_create([RoundOption(post=post, capacity=quota) for post in posts], BATCH)
    rows = [PostList(post=post, state="certified", certified_at=now, digest="0" * 64) for post in posts]
    PostList.objects.bulk_create(rows, BATCH)
    return posts


def _people(matching_round: MatchingRound) -> list[RankOrderList]:
    now = timezone.now()
    profiles = [Profile(name_en=f"Person {number}") for number in range(PEOPLE)]
    Profile.objects.bulk_create(profiles, BATCH)
    rows = [
        RankOrderList(
            round=matching_round, profile=profile, state="certified", certified_at=now, digest="0" * 64
        )
        for profile in profiles
    ]
    RankOrderList.objects.bulk_create(rows, BATCH)
    return rows


def _seal(rows: list[Any], contents: list[bytes], column: str) -> None:
    """Straight into the column: one key derived once, as a run opens them."""
    table = connection.ops.quote_name(rows[0]._meta.db_table)
    raw = rows[0]._meta.pk.get_db_prep_value
    values = [
        (text, raw(row.pk, connection)) for text, row in zip(seal_many(contents, column), rows, strict=True)
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET content = %s WHERE id = %s", values)


def _plain(codes: list[str], wanted: list[list[int]], rankings: list[list[str]]) -> None:
    """What a table of entries would hold: a list, a choice, its place."""
    uuids = {code: new_id().hex for code in codes}
    posts = [new_id().hex for _ in range(POSTS)]
    rows = [
        (uuids[code], posts[number], place)
        for code, numbers in zip(codes, wanted, strict=True)
        for place, number in enumerate(numbers)
    ]
    rows += [
        (posts[number], uuids[code], place)
        for number, ranking in enumerate(rankings)
        for place, code in enumerate(ranking)
    ]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE placement_plain (owner char(32), wanted char(32), place integer)")
        cursor.executemany("INSERT INTO placement_plain VALUES (%s, %s, %s)", rows)
