"""Loads the sample exchange. Running it again changes nothing."""

from qiao.kit.activity.context import request_context
from qiao.kit.activity.enums import Channel
from qiao.kit.mail.decisions import cancel_mail
from qiao.kit.mail.enums import MailState
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.person import set_visibility
from qiao.rooms.directory.enums import Provenance, Visibility
from qiao.rooms.directory.importers.registration import ORGANISATIONS, PEOPLE
from qiao.rooms.directory.models import Person
from qiao.rooms.exchanges.models import Exchange
from qiao.site.demo.accounts import operator, sign_ins
from qiao.site.demo.applications import apply_for_opportunities
from qiao.site.demo.centre import furnish
from qiao.site.demo.exchange import hold_exchange
from qiao.site.demo.meetings import hold_meetings
from qiao.site.demo.opportunities import post_opportunities
from qiao.site.demo.programme import hold_programme
from qiao.site.demo.release import release_and_change
from qiao.site.demo.selection import select_people
from qiao.site.demo.tables import load_table
from qiao.site.demo.visits import hold_visits

MADE_UP = "Made up for the sample: there is nobody to ask"


def load_demo() -> list[tuple[str, str, str]]:
    """E-mail and password of each sign-in, and who it is."""
    with request_context(Channel.COMMAND):
        actor = operator()
        load_directory(actor)
        roles = sign_ins()
        exchange = hold_exchange()
        _hold_two_days(exchange)
        opportunities = post_opportunities(exchange)
        apply_for_opportunities(opportunities)
        select_people(exchange, opportunities)
        _keep_mails(actor)
        return roles


def load_directory(actor: User) -> None:
    """Organisations, people and what the innovation centre has; entries that are there already stay."""
    load_table(actor, ORGANISATIONS, "organisations.csv", publish=True)
    load_table(actor, PEOPLE, "people.csv")
    furnish(actor)
    _open_pages(actor)


def _hold_two_days(exchange: Exchange) -> None:
    """Until the first release; what people do with the exchange afterwards is theirs."""
    if exchange.releases.exists():
        return
    hold_programme(exchange)
    hold_visits(exchange)
    hold_meetings(exchange)
    release_and_change(exchange)


def _open_pages(actor: User) -> None:
    """People who do not exist need not be asked before everyone may see their page."""
    for person in Person.objects.filter(
        provenance=Provenance.FICTITIOUS, user=None, visibility=Visibility.MEMBERS
    ):
        set_visibility(person, actor=actor, visibility=Visibility.PUBLIC, consent_basis=MADE_UP)


def _keep_mails(actor: User) -> None:
    """They would go to people who do not exist; the outbox shows them all the same."""
    for mail in OutboxMail.objects.filter(state=MailState.WAITING):
        cancel_mail(mail, actor=actor)
