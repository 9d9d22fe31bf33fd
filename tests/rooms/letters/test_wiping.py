"""Afterwards: data and document go, the number stays; once, however often and wherever it is stopped."""

import datetime as dt
from typing import Any

import pytest
from django.test import override_settings

from qiao.kit.activity.models import Activity
from qiao.kit.classification import DataSubject
from qiao.kit.errors import NotPermitted
from qiao.kit.jobs.models import Job
from qiao.kit.jobs.start import start_job
from qiao.kit.jobs.worker import run_ready_jobs
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import DelegationMember
from qiao.rooms.letters.domain.application import ask_letter
from qiao.rooms.letters.domain.paper import fetch_paper
from qiao.rooms.letters.domain.review import open_passport, revoke_letter, send_back_letter
from qiao.rooms.letters.domain.settings import set_settings
from qiao.rooms.letters.domain.wiping import due, wipe_counts, wipe_letter, wipe_on_request
from qiao.rooms.letters.errors import DataWiped
from qiao.rooms.letters.models import Letter, LetterPaper, LetterStep, Passport
from qiao.rooms.letters.tasks import keep_time
from qiao.rooms.privacy.domain.erasure import erase_person
from qiao.rooms.privacy.domain.export import pieces
from tests.rooms.letters.conftest import NUMBER, PASSPORT, STAY, after


def test_data_are_due_a_set_number_of_days_after_the_stay(drafted: Letter, fay: User) -> None:
    assert list(due(after(drafted, 30))) == []
    assert list(due(after(drafted, 31))) == [drafted.pk]

    set_settings(drafted.exchange, actor=fay, values={"kept_days": 3})

    assert list(due(after(drafted, 3))) == []
    assert list(due(after(drafted, 4))) == [drafted.pk]


def test_data_are_wiped_though_their_key_is_lost(papered: Letter) -> None:
    with override_settings(SEALING_KEYS=["n" * 40], SECRET_KEY="o" * 40):
        assert wipe_letter(papered.pk) == 1

    assert not Passport.objects.exists()
    assert Letter.objects.get().code is None


def test_wiping_leaves_number_state_digest_and_a_record(papered: Letter) -> None:
    assert wipe_letter(papered.pk) == 1
    assert wipe_letter(papered.pk) == 0

    letter = Letter.objects.get()
    assert not Passport.objects.exists()
    assert not LetterPaper.objects.exists()
    assert (letter.state, letter.number, letter.digest) == ("issued", papered.number, papered.digest)
    assert (letter.stay_from, letter.stay_to, letter.code, letter.wiped_because) == (None, None, None, "time")
    assert letter.wiped_at is not None
    assert Activity.objects.filter(action="letters.letter.wiped").count() == 1
    counts = wipe_counts(letter.exchange)
    assert (counts.wiped, counts.to_be_wiped) == (1, 0)


def test_a_standing_job_wipes_what_is_due(drafted: Letter, mia: User) -> None:
    past = dt.date(2020, 5, 9)
    Letter.objects.update(stay_from=past, stay_to=past)

    for _twice in range(2):
        start_job(None, keep_time, title="Keep time")
        run_ready_jobs()

    results = list(Job.objects.filter(title="Keep time").order_by("id").values_list("result", flat=True))
    assert results == [{"wiped": 1, "resealed": 0}, {"wiped": 0, "resealed": 0}]


def test_a_run_that_is_killed_half_way_is_finished_by_the_next(
    papered: Letter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last write of a letter fails: nothing of it is lost, and nothing is half wiped."""

    def killed(*_arguments: Any, **_options: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr("qiao.rooms.letters.domain.wiping.record", killed)
        with pytest.raises(SystemExit):
            wipe_letter(papered.pk)
    assert (Passport.objects.count(), LetterPaper.objects.count()) == (1, 1)
    assert Letter.objects.get().wiped_at is None

    assert wipe_letter(papered.pk) == 1


def test_the_person_has_the_data_wiped_at_once(drafted: Letter, member: DelegationMember, mia: User) -> None:
    wipe_on_request(drafted, actor=mia)

    assert Letter.objects.get().wiped_because == "asked"
    with pytest.raises(DataWiped):
        open_passport(Letter.objects.get(), actor=mia)
    assert ask_letter(member, actor=mia, passport=PASSPORT, **STAY).state == "draft"


def test_others_cannot_have_it_wiped(drafted: Letter, fay: User, leo: User, sam: User) -> None:
    for actor in (fay, leo, sam):
        with pytest.raises(NotPermitted):
            wipe_on_request(drafted, actor=actor)


def test_a_wiped_letter_cannot_be_fetched_but_can_be_revoked(papered: Letter, mia: User, fay: User) -> None:
    wipe_letter(papered.pk)

    with pytest.raises(DataWiped):
        fetch_paper(papered, actor=mia)
    assert revoke_letter(papered, actor=fay, reason="Cancelled.").state == "revoked"


def test_reasons_go_with_the_data(claimed: Letter, fay: User) -> None:
    send_back_letter(claimed, actor=fay, reason=f"{NUMBER} cannot be right.")

    wipe_letter(claimed.pk)

    assert LetterStep.objects.filter(reason__contains=NUMBER).count() == 0


def test_an_erasure_wipes_at_once(papered: Letter, mia: User) -> None:
    erase_person(DataSubject(mia.pk, frozenset({mia.email})))

    letter = Letter.objects.get()
    assert not Passport.objects.exists()
    assert not LetterPaper.objects.exists()
    assert (letter.user, letter.asked_by, letter.number) == (None, None, papered.number)


def test_the_own_export_holds_the_passport(drafted: Letter, mia: User, fay: User) -> None:
    own = "".join(pieces(DataSubject(mia.pk, frozenset({mia.email}))))
    others = "".join(pieces(DataSubject(fay.pk, frozenset({fay.email}))))

    assert NUMBER in own
    assert NUMBER not in others
