"""Mails of matching rounds: what there is to do or to see, and where; never a choice or a result."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from qiao.kit.mail.bulk import Letter, queue_mails
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.entries import speakers_for
from qiao.rooms.placement.domain.step import moment_of
from qiao.rooms.placement.models import MatchingRound, RankOrderList

KIND = "placement.news"
BATCH = 1000


def tell_people(matching_round: MatchingRound, news: str, *, occasion: str = "") -> None:
    """Everybody with a list. `news` is one of opened, cancelled, published."""
    entries = matching_round.lists.select_related("profile__user").exclude(profile__user=None)
    tell(matching_round, entries, news, occasion=occasion)


def tell_person(entry: RankOrderList, news: str) -> None:
    """`news` is one of pair, lapsed."""
    tell(entry.round, [entry] if entry.profile.user else [], news)


def tell(
    matching_round: MatchingRound, entries: Iterable[RankOrderList], news: str, *, occasion: str = ""
) -> None:
    """Once for each person and occasion."""
    _queue(_letters(matching_round, entries, news, occasion))


def tell_hosts(matching_round: MatchingRound, news: str, *, occasion: str = "") -> None:
    """Owners and managers of the hosts whose posts are in it."""
    hosts = matching_round.posts.values_list("intake__opportunity__host", flat=True)
    _tell_users(matching_round, speakers_for(hosts), news, occasion)


def tell_runners(matching_round: MatchingRound, news: str, *, occasion: str = "") -> None:
    """Owners and managers of whoever runs it."""
    running: Iterable[Any] = [matching_round.organisation_id]
    if matching_round.exchange is not None:
        running = matching_round.exchange.partners.owning().values_list("organisation", flat=True)
    _tell_users(matching_round, speakers_for(running), news, occasion)


def _tell_users(matching_round: MatchingRound, users: Iterable[User], news: str, occasion: str) -> None:
    letters = (
        _letter(matching_round, user, news, "placement:round", matching_round.pk, f"{user.pk}{occasion}")
        for user in users
    )
    _queue(letters)


def _queue(letters: Iterable[Letter]) -> None:
    rest = iter(letters)
    while some := list(islice(rest, BATCH)):
        queue_mails(KIND, some)


def _letters(
    matching_round: MatchingRound, entries: Iterable[RankOrderList], news: str, occasion: str
) -> Iterator[Letter]:
    for entry in entries:
        yield _letter(
            matching_round, entry.profile.user, news, "placement:list", entry.pk, f"{entry.pk}{occasion}"
        )


def _letter(matching_round: MatchingRound, reader: Any, news: str, page: str, pk: Any, key: str) -> Letter:
    language = str(reader.language)
    with override(language):
        context = {
            "news": news,
            "round": str(matching_round.name),
            "lists_due": moment_of(matching_round, matching_round.lists_due_at),
            "answers_due": moment_of(matching_round, matching_round.answers_due_at),
            "url": f"{settings.BASE_URL}{reverse(page, args=[pk])}",
        }
        sender = str(matching_round.runner.name)
    return Letter(
        to=reader,
        context=context,
        key=f"placement.{news}:{matching_round.pk}:{key}",
        language=language,
        sender_name=sender[:100],
    )
