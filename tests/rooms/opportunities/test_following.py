"""What an opportunity is to the public follows the entry of its host in the directory."""

from typing import Any

import pytest
from django.test import Client

from qiao.kit.access import may
from qiao.kit.activity.models import Activity
from qiao.kit.bilingual.search import index, matching
from qiao.kit.jobs.worker import run_ready_jobs
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.drafts import NameDraft
from qiao.rooms.directory.domain.merge import merge_organisations, undo_merge
from qiao.rooms.directory.domain.name import add_name, change_name
from qiao.rooms.directory.domain.publication import set_publication
from qiao.rooms.directory.enums import Publication
from qiao.rooms.directory.models import Organisation
from qiao.rooms.opportunities.domain import following
from qiao.rooms.opportunities.domain.opportunity import (
    archive_opportunity,
    change_opportunity,
    close_opportunity,
    publish_opportunity,
)
from qiao.rooms.opportunities.errors import NotWhole, WrongOpportunityState
from qiao.rooms.opportunities.models import Opportunity
from tests.rooms.opportunities.factory import absorb, make_draft, make_host, make_opportunity


def again(opportunity: Opportunity) -> Opportunity:
    return Opportunity.objects.select_related("host").get(pk=opportunity.pk)


def hide(host: Organisation, actor: User, state: Publication = Publication.DRAFT) -> None:
    set_publication(Organisation.objects.get(pk=host.pk), actor=actor, state=state)


def show(host: Organisation, opal: User) -> None:
    set_publication(Organisation.objects.get(pk=host.pk), actor=opal, state=Publication.PUBLISHED)


@pytest.mark.parametrize("state", [Publication.DRAFT, Publication.ARCHIVED])
def test_it_goes_with_its_host_and_comes_back_as_it_was(
    state: Publication, job: Opportunity, draft: Opportunity, host: Organisation, hana: User, opal: User
) -> None:
    closed = close_opportunity(make_opportunity(host, hana), actor=hana, reason="filled")

    hide(host, hana, state)
    hidden = [again(each).state for each in (job, closed, draft)]
    show(host, opal)

    assert hidden == ["withheld", "withheld", "draft"]
    assert [again(each).state for each in (job, closed, draft)] == ["published", "closed", "draft"]
    assert again(job).published_at == job.published_at
    told = Activity.objects.filter(subject_id=job.pk).order_by("-id").values_list("action", "actor")[:2]
    assert list(told) == [
        ("opportunities.opportunity.shown", opal.pk),
        ("opportunities.opportunity.withheld", hana.pk),
    ]


def test_the_public_no_longer_sees_it_anywhere(
    client: Client, job: Opportunity, host: Organisation, hana: User, nan: User, sam: User
) -> None:
    page = f"/en/opportunities/{job.pk}/"
    addresses = ("/en/opportunities/feed.json", "/en/opportunities/feed.atom", "/en/")
    assert all(str(job.pk) in client.get(each).content.decode() for each in addresses)
    assert "JobPosting" in client.get(page).content.decode()

    hide(host, hana)

    assert not any(str(job.pk) in client.get(each).content.decode() for each in addresses)
    assert client.get(page).status_code == 404
    assert [Opportunity.objects.visible_to(each).count() for each in (sam, nan, hana)] == [0, 1, 1]
    client.force_login(nan)
    text = client.get(page).content.decode()
    assert "not published in the directory" in text
    assert "JobPosting" not in text


def test_its_host_may_change_and_archive_it_but_not_show_it(
    job: Opportunity, host: Organisation, hana: User
) -> None:
    hide(host, hana)

    with pytest.raises(NotWhole, match="published in the directory"):
        publish_opportunity(job, actor=hana)
    with pytest.raises(NotWhole):
        change_opportunity(job, actor=hana, description_zh="", description_en="")
    with pytest.raises(WrongOpportunityState):
        close_opportunity(job, actor=hana, reason="filled")
    change_opportunity(job, actor=hana, title_en="Another title")
    assert archive_opportunity(job, actor=hana).state == "archived"


def test_a_merge_and_its_end_are_followed(
    job: Opportunity, host: Organisation, hana: User, opal: User
) -> None:
    """Into an entry that is a draft: what the merge brings there is not shown either."""
    kept = make_host(hana, publication=Publication.DRAFT)

    merge = merge_organisations(kept, absorbed=host, actor=opal, choices={"publication": "survivor"})
    merged = again(job)
    undo_merge(merge, actor=opal)

    assert (merged.host, merged.state) == (kept, "withheld")
    assert (again(job).host, again(job).state) == (host, "published")


def test_it_is_found_under_the_new_name_of_its_host(job: Opportunity, host: Organisation, hana: User) -> None:
    name = add_name(host, actor=hana, draft=NameDraft(value="Pudong Institute", language="en"))

    def found(text: str) -> list[Opportunity]:
        return list(matching(Opportunity.objects.all(), text))

    first = found("Pudong")
    change_name(name, actor=hana, draft=NameDraft(value="Lingang Institute", language="en"))

    assert (first, found("Pudong"), found("Lingang")) == ([job], [], [job])


def test_a_host_with_many_is_followed_by_a_job(
    job: Opportunity, host: Organisation, hana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_draft(host, hana)
    monkeypatch.setattr(following, "AT_ONCE", 1)
    monkeypatch.setattr(following, "CHUNK", 1)

    add_name(host, actor=hana, draft=NameDraft(value="Pudong Institute", language="en"))
    before = matching(Opportunity.objects.all(), "Pudong").count()
    run_ready_jobs()

    assert (before, matching(Opportunity.objects.all(), "Pudong").count()) == (0, 2)


def test_after_a_merge_it_is_found_under_the_kept_names(
    job: Opportunity, host: Organisation, hana: User, opal: User
) -> None:
    kept = make_host(hana)
    add_name(kept, actor=hana, draft=NameDraft(value="Pudong Institute", language="en"))
    index(host, [host.name_en])

    merge_organisations(kept, absorbed=host, actor=opal)

    assert list(matching(Opportunity.objects.all(), "Pudong")) == [job]


def test_whoever_speaks_for_the_kept_entry_has_what_the_merged_one_posted(
    client: Client, draft: Opportunity, job: Opportunity, host: Organisation, hana: User, sam: User
) -> None:
    kept = absorb(host)

    rights = [f"opportunities.{verb}_opportunity" for verb in ("view", "change", "copy", "close")]
    assert [[may(each, right, draft) for right in rights] for each in (kept, hana, sam)] == [
        *([True] * 4, [False] * 4, [False] * 4)
    ]
    assert set(Opportunity.objects.edited_by(kept)) == {draft, job}
    client.force_login(kept)
    assert client.get("/en/opportunities/own/").status_code == 200
    assert client.get(f"/en/opportunities/{draft.pk}/edit/").status_code == 200


@pytest.mark.parametrize("number", [1, 5])
def test_pages_of_the_kept_entry_take_the_same_queries(
    number: int, client: Client, host: Organisation, hana: User, django_assert_num_queries: Any
) -> None:
    made = [make_draft(host, hana) for _each in range(number)]
    client.force_login(absorb(host))
    client.get("/en/opportunities/own/")

    with django_assert_num_queries(11):
        listed = client.get("/en/opportunities/own/").content.decode()

    assert all(str(each.pk) in listed for each in made)
