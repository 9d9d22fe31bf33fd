"""The codes by which lists find an opportunity keep in step with its columns, whichever verb changes them."""

from collections.abc import Callable

import pytest

from qiao.kit.bilingual.folding import code_token
from qiao.kit.bilingual.models import SearchEntry
from qiao.kit.bilingual.search import reindex
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.publication import set_publication
from qiao.rooms.directory.enums import Publication
from qiao.rooms.directory.models import Organisation
from qiao.rooms.opportunities.codes import codes_of
from qiao.rooms.opportunities.domain.copying import copy_opportunity
from qiao.rooms.opportunities.domain.opportunity import (
    archive_opportunity,
    change_opportunity,
    close_opportunity,
    publish_opportunity,
)
from qiao.rooms.opportunities.domain.part import add_part, change_part, remove_part
from qiao.rooms.opportunities.models import LanguageRequirement, Opportunity, OpportunityField
from tests.rooms.opportunities.factory import make_opportunity

Verb = Callable[[Opportunity, User], object]


def kept(opportunity: Opportunity) -> set[str]:
    return set(SearchEntry.objects.get(object_id=opportunity.pk).codes.split())


def meant(opportunity: Opportunity) -> set[str]:
    return {code_token(*code) for code in codes_of(Opportunity.objects.get(pk=opportunity.pk))}


def _parts(job: Opportunity, hana: User) -> None:
    field = add_part(OpportunityField(opportunity=job, code="0716"), actor=hana)
    change_part(field, actor=hana, code="0613")
    spoken = add_part(LanguageRequirement(opportunity=job, language="de", level="B2"), actor=hana)
    remove_part(spoken, actor=hana)


VERBS: dict[str, Verb] = {
    "change": lambda job, hana: change_opportunity(
        job,
        actor=hana,
        country="SG",
        degree="master",
        career_stage="r2",
        is_remote=True,
        reach="universities",
    ),
    "parts": _parts,
    "close": lambda job, hana: close_opportunity(job, actor=hana, reason="filled"),
    "reopen": lambda job, hana: publish_opportunity(
        close_opportunity(job, actor=hana, reason="filled"), actor=hana
    ),
    "archive": lambda job, hana: archive_opportunity(
        close_opportunity(job, actor=hana, reason="filled"), actor=hana
    ),
    "reindex": lambda _job, _hana: reindex("opportunities.opportunity"),
}


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_codes_follow_every_verb(verb: Verb, host: Organisation, hana: User) -> None:
    job = make_opportunity(host, hana)
    assert kept(job) == meant(job) != set()

    verb(job, hana)

    assert kept(job) == meant(job)


def test_what_is_not_public_has_no_codes(host: Organisation, hana: User) -> None:
    job = make_opportunity(host, hana)
    draft = copy_opportunity(job, actor=hana)

    close_opportunity(job, actor=hana, reason="filled")

    assert kept(job) == kept(draft) == set()


def test_codes_name_column_and_value(host: Organisation, hana: User) -> None:
    job = make_opportunity(host, hana, kind="master_plan")
    _parts(job, hana)

    assert {"：state：published", "：kind：master：plan", "：country：CN", "：field：06", "：degree"} <= kept(
        job
    )


def test_codes_go_and_come_back_with_the_host(host: Organisation, hana: User, opal: User) -> None:
    job = make_opportunity(host, hana)
    before = kept(job)

    set_publication(Organisation.objects.get(pk=host.pk), actor=hana, state=Publication.DRAFT)
    hidden = kept(job)
    set_publication(Organisation.objects.get(pk=host.pk), actor=opal, state=Publication.PUBLISHED)

    assert (hidden, kept(job)) == (set(), before)
