"""Numbers are unique and without gaps, whoever issues at the same moment."""

from functools import partial

import pytest
from django.utils import timezone

from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import DelegationMember
from qiao.rooms.letters.domain.numbering import ALPHABET, fingerprint, grouped, new_code
from qiao.rooms.letters.domain.review import issue_letter
from qiao.rooms.letters.errors import ClaimedByAnother
from qiao.rooms.letters.models import Letter, LetterSettings, Passport
from tests.rooms.exchanges.domain.test_race import at_once
from tests.rooms.letters.conftest import PASSPORT, STAY, consenting


def waiting(member: DelegationMember, reviewer: User, count: int) -> list[Letter]:
    """Letters under review, written straight: what is raced for is the number."""
    letters = []
    for number in range(count):
        seat = DelegationMember.objects.create(
            delegation=member.delegation, seat=100 + number, name_en=f"Member {number}"
        )
        letters.append(
            Letter.objects.create(
                exchange=member.delegation.exchange, delegation=member.delegation, member=seat,
                user=member.user, reviewer=reviewer, state="under_review",
                submitted_at=timezone.now(), **STAY,
            )
        )  # fmt: skip
        Passport.objects.create(letter=letters[-1], **PASSPORT)
    return letters


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(120)
def test_letters_issued_together_are_numbered_without_gaps(
    member: DelegationMember, mia: User, fay: User
) -> None:
    consenting(mia)
    letters = waiting(member, fay, 20)
    others = waiting(member, mia, 0) + letters[:4]  # some are issued twice in the same moment

    issued = at_once(*[partial(issue_letter, letter, actor=fay) for letter in letters + others])

    year = timezone.now().astimezone(member.delegation.exchange.zone).year
    numbers = list(Letter.objects.exclude(number=None).order_by("number").values_list("number", flat=True))
    assert issued == 20
    assert numbers == [f"QIAO-{year}-{running:04d}" for running in range(1, 21)]


def test_a_failed_issue_leaves_no_gap(claimed: Letter, fay: User, ari: User) -> None:
    with pytest.raises(ClaimedByAnother):
        issue_letter(claimed, actor=ari)

    letter = issue_letter(claimed, actor=fay)

    assert (letter.running, letter.number) == (1, f"QIAO-{letter.year}-0001")


def test_each_year_begins_anew(
    member: DelegationMember, mia: User, fay: User, settings_of_letters: LetterSettings
) -> None:
    consenting(mia)
    first, second = waiting(member, fay, 2)
    Letter.objects.filter(pk=first.pk).update(
        state="issued", year=2001, running=7, number="QIAO-2001-0007", issued_at=timezone.now()
    )

    assert issue_letter(second, actor=fay).running == 1


def test_codes_cannot_be_guessed_and_are_read_in_any_writing() -> None:
    codes = {new_code() for _ in range(200)}
    code = codes.pop()

    assert len(codes) == 199
    assert set(code) <= set(ALPHABET)
    assert len(code) == 20
    assert fingerprint(grouped(code).lower().replace("-", " ")) == fingerprint(code)
