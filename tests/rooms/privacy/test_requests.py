import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from qiao.kit.errors import NotPermitted
from qiao.kit.jobs.worker.inline import run_ready_jobs
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.models import User
from qiao.rooms.privacy.domain.request import (
    approve_request,
    ask_by_email,
    confirm_request,
    make_request,
    refuse_request,
    remove_unconfirmed,
    withdraw_request,
)
from qiao.rooms.privacy.enums import RequestKind, RequestState
from qiao.rooms.privacy.errors import ReasonNeeded, RequestRunning, StepNotPossible
from qiao.rooms.privacy.models import DataExport, DataSubjectRequest
from tests.rooms.privacy.conftest import enter

pytestmark = pytest.mark.django_db


def made(owner: User, kind: RequestKind = RequestKind.CORRECTION) -> DataSubjectRequest:
    return make_request(owner, kind=kind, details="My name is misspelt.")


def link(pattern: str) -> str:
    found = re.search(pattern, str(mail.outbox[-1].body))
    assert found
    return found.group(0)


def test_clock_of_a_month_starts_with_the_request(owner: User) -> None:
    asked = made(owner)

    assert asked.state == RequestState.OPEN
    assert asked.due_at is not None
    assert asked.confirmed_at is not None
    assert asked.due_at - asked.confirmed_at == timedelta(days=30)


def test_second_request_of_the_same_kind_waits_for_the_first(owner: User, operator: User) -> None:
    first = made(owner)
    with pytest.raises(RequestRunning):
        made(owner)

    refuse_request(operator, first, answer="It is right as it is.")
    assert made(owner).pk != first.pk


def test_only_the_operator_decides(owner: User, stranger: User) -> None:
    asked = made(owner)
    for actor in (owner, stranger):
        with pytest.raises(NotPermitted):
            approve_request(actor, asked)
        with pytest.raises(NotPermitted):
            refuse_request(actor, asked, answer="no")


def test_refusal_needs_a_reason_and_reaches_the_person(owner: User, operator: User) -> None:
    asked = made(owner)
    with pytest.raises(ReasonNeeded):
        refuse_request(operator, asked, answer=" ")
    refuse_request(operator, asked, answer="It is right as it is.")
    run_ready_jobs()

    asked.refresh_from_db()
    assert asked.state == RequestState.REFUSED
    assert mail.outbox[-1].to == ["owner@example.org"]
    assert "It is right as it is." in str(mail.outbox[-1].body)


def test_decided_request_is_decided(owner: User, operator: User) -> None:
    asked = made(owner)
    refuse_request(operator, asked, answer="no")

    asked.refresh_from_db()
    with pytest.raises(NotPermitted):
        approve_request(operator, asked)


def test_stale_page_cannot_decide_twice(owner: User, operator: User) -> None:
    asked = made(owner)
    stale = DataSubjectRequest.objects.get(pk=asked.pk)
    refuse_request(operator, asked, answer="no")

    with pytest.raises(StepNotPossible):
        approve_request(operator, stale)


def test_withdrawal_is_the_persons_alone(owner: User, stranger: User, operator: User) -> None:
    asked = made(owner)
    for actor in (stranger, operator):
        with pytest.raises(NotPermitted):
            withdraw_request(actor, asked)
    withdraw_request(owner, asked)

    asked.refresh_from_db()
    assert asked.state == RequestState.WITHDRAWN


def test_correction_is_done_by_people_and_answered(owner: User, operator: User) -> None:
    asked = approve_request(operator, made(owner), answer="Corrected.")
    run_ready_jobs()

    assert asked.state == RequestState.DONE
    assert "Corrected." in str(mail.outbox[-1].body)


def test_request_by_email_counts_once_its_link_was_followed(client: Client) -> None:
    form = {"email": "Guest@Example.org", "kind": "access", "details": ""}
    answer = client.post(reverse("privacy:request-by-email"), form)
    run_ready_jobs()
    asked = DataSubjectRequest.objects.get()

    assert answer.status_code == 302
    assert (asked.state, asked.email) == (RequestState.UNCONFIRMED, "guest@example.org")
    path = link(r"/en/privacy/requests/confirmation/\S+")
    assert client.get(path).status_code == 200
    asked.refresh_from_db()
    assert asked.state == RequestState.UNCONFIRMED  # mail scanners follow links too
    client.post(path)
    asked.refresh_from_db()
    assert asked.state == RequestState.OPEN
    assert client.post(path).status_code == 200


def test_mail_with_a_link_is_never_kept_readable(client: Client) -> None:
    ask_by_email("guest@example.org", kind=RequestKind.ACCESS)

    assert OutboxMail.objects.get().is_secret


def test_address_cannot_be_flooded() -> None:
    for _ in range(5):
        ask_by_email("guest@example.org", kind=RequestKind.ACCESS)

    assert DataSubjectRequest.objects.count() == 3


def test_forged_link_is_nothing(client: Client) -> None:
    assert client.get(reverse("privacy:request-confirmation", args=["forged"])).status_code == 404
    assert client.get(reverse("privacy:certificate", args=["forged"])).status_code == 404
    assert client.get(reverse("privacy:export-by-link", args=["forged"])).status_code == 404
    with pytest.raises(NotPermitted):
        confirm_request("forged")


def test_unconfirmed_requests_are_removed_after_a_week() -> None:
    ask_by_email("guest@example.org", kind=RequestKind.ACCESS)
    assert remove_unconfirmed() == 0

    DataSubjectRequest.objects.update(created_at=timezone.now() - timedelta(days=8))
    assert remove_unconfirmed() == 1


def test_person_without_an_account_gets_the_copy_by_link(client: Client, operator: User) -> None:
    ask_by_email("guest@example.org", kind=RequestKind.ACCESS)
    run_ready_jobs()
    client.post(link(r"/en/privacy/requests/confirmation/\S+"))
    approve_request(operator, DataSubjectRequest.objects.get())
    run_ready_jobs()

    assert DataSubjectRequest.objects.get().state == RequestState.DONE
    path = link(r"/en/privacy/exports/by-link/\S+")
    answer: Any = client.get(path)
    assert b'"emails": ["guest@example.org"]' in b"".join(answer.streaming_content)
    DataExport.objects.update(expires_at=timezone.now())
    assert client.get(path).status_code == 410


def test_pages_of_a_request(client: Client, owner: User, stranger: User, operator: User) -> None:
    asked = made(owner)
    own, desk = reverse("privacy:request", args=[asked.pk]), reverse("privacy:desk-request", args=[asked.pk])

    expected = [(owner, 200, 404), (stranger, 404, 404), (operator, 200, 200)]
    for user, own_status, desk_status in expected:
        enter(client, user)
        assert (client.get(own).status_code, client.get(desk).status_code) == (own_status, desk_status)
    client.logout()
    assert client.get(own).status_code == 302
