"""Invitations from a table or from what was pasted: shown and checked before a mail goes out."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from qiao.kit.imports.check import start_check
from qiao.kit.imports.commit import start_commit
from qiao.kit.imports.mapping import set_mapping
from qiao.kit.imports.models import Import
from qiao.kit.imports.undo import start_undo
from qiao.kit.jobs.worker import run_ready_jobs
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.name import folded
from qiao.rooms.directory.models import Organisation, OrganisationName
from qiao.rooms.exchanges.models import Delegation, Exchange, Partner
from qiao.rooms.exchanges.views.paste import as_csv
from tests.rooms.exchanges.conftest import fresh, organisation

ROWS = "\n".join(
    (
        "学校\t团长邮箱\t席位\t语言",
        "Columbia University\tuna@people.example\t2\ten",
        "Duke University\tdan@people.example",
    )
)


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def universities(columbia: Organisation) -> list[Organisation]:
    made = [columbia, organisation("Duke University")]
    for row in made:
        OrganisationName.objects.create(
            organisation=row, value=row.name_en, language="en", folded=folded(row.name_en)
        )
    return made


def pasted(client: Client, exchange: Exchange, actor: User, rows: str = ROWS) -> Import:
    client.force_login(actor)
    answer = client.post(reverse("exchanges:delegations_paste", args=[exchange.pk]), {"rows": rows})
    assert answer.status_code == 302
    return Import.objects.latest("id")


def checked(source: Import, actor: User) -> Import:
    set_mapping(source, actor=actor, mapping=source.mapping, options={})
    start_check(fresh(source), actor=actor)
    run_ready_jobs()
    return fresh(source)


def committed(source: Import, actor: User) -> Import:
    start_commit(source, actor=actor)
    run_ready_jobs()
    return fresh(source)


def problems(source: Import) -> list[tuple[int, str]]:
    return [(problem.row, problem.sentence) for problem in source.problems.order_by("position")]


def test_pasted_rows_become_invitations(
    client: Client, exchange: Exchange, organiser: Partner, universities: list[Organisation], fay: User
) -> None:
    source = checked(pasted(client, exchange, fay), fay)
    assert (source.problem_count, Delegation.objects.count()) == (0, 0)

    source = committed(source, fay)

    told = Delegation.objects.order_by("head_email").values_list("head_email", "seats_asked", "partner")
    assert list(told) == [("dan@people.example", 3, organiser.pk), ("una@people.example", 2, organiser.pk)]
    assert OutboxMail.objects.filter(template="exchanges.delegation_invitation").count() == 2


def test_an_import_is_taken_back(
    client: Client, exchange: Exchange, universities: list[Organisation], fay: User
) -> None:
    source = committed(checked(pasted(client, exchange, fay), fay), fay)

    start_undo(source, actor=fay)
    run_ready_jobs()

    assert fresh(source).state == "undone"
    assert set(Delegation.objects.values_list("state", flat=True)) == {"withdrawn"}


def test_every_fault_names_its_row(
    client: Client, exchange: Exchange, universities: list[Organisation], fay: User
) -> None:
    rows = "\n".join(
        (
            "University,E-mail of the head,Seats,Language",
            "Atlantis,una@people.example,2,en",
            "Duke University,nobody,2,en",
            "Columbia University,una@people.example,many,fr",
            "Columbia University,una@people.example,2,en",
            "Columbia University,una@people.example,2,en",
        )
    )

    source = checked(pasted(client, exchange, fay, rows), fay)

    assert problems(source) == [
        (2, "The directory knows no organisation of this name."),
        (3, "Enter a valid email address."),
        (4, "The number of seats is a whole number from 1."),
        (4, "Write zh or en, 中文 or English."),
        (6, "This university stands in row 5 already."),
    ]


def test_who_is_invited_already_is_left_alone(
    client: Client, invited: Delegation, universities: list[Organisation], fay: User
) -> None:
    source = checked(pasted(client, invited.exchange, fay), fay)

    assert list(source.rows.order_by("number").values_list("choice", flat=True)) == ["skip", "create"]
    committed(source, fay)
    assert Delegation.objects.filter(organisation=invited.organisation).count() == 1


def test_only_who_may_invite_brings_a_table(
    client: Client, exchange: Exchange, universities: list[Organisation], fay: User, sam: User, una: User
) -> None:
    source = pasted(client, exchange, fay)

    for reader in (sam, una):
        client.force_login(reader)
        paste = reverse("exchanges:delegations_paste", args=[exchange.pk])
        assert client.get(paste).status_code == 404
        assert client.get(reverse("imports:import", args=[source.pk])).status_code == 404
        new = reverse("imports:new", args=["exchanges.delegations"])
        assert client.get(f"{new}?about={exchange.pk}").status_code == 404


def test_the_import_page_leads_back_to_the_list(
    client: Client, exchange: Exchange, universities: list[Organisation], fay: User
) -> None:
    source = checked(pasted(client, exchange, fay), fay)

    shown = client.get(reverse("imports:import", args=[source.pk])).content.decode()

    assert reverse("exchanges:delegations", args=[exchange.pk]) in shown
    template = reverse("imports:template", args=["exchanges.delegations"])
    assert client.get(f"{template}?about={exchange.pk}").status_code == 200
    assert client.get(template).status_code == 404


@pytest.mark.parametrize(
    ("text", "rows"),
    [("a\tb\n1\t2", b"a,b\r\n1,2\r\n"), ("a\tb\n1", b"a,b\r\n1,\r\n"), ("a,b\n1,2", b"a,b\n1,2")],
)
def test_tabs_become_commas_and_short_rows_are_filled(text: str, rows: bytes) -> None:
    assert as_csv(text).read() == rows
