from typing import Any

import pytest

from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.drafts import NameDraft
from qiao.rooms.directory.domain.duplicates import declare_different, likely_same, suggested_duplicates
from qiao.rooms.directory.domain.merge import merge_organisations
from qiao.rooms.directory.domain.name import add_name
from qiao.rooms.directory.models import Organisation, OrganisationDomain


def pairs() -> list[set[str]]:
    return [{str(pair.first.pk), str(pair.second.pk)} for pair in suggested_duplicates()]


def test_the_same_folded_name_in_the_same_country_is_proposed(make: Any) -> None:
    first = make("Columbia University", "哥倫比亞大學")
    second = make("", "哥伦比亚大学")
    make("Columbia University", country="CA")

    assert pairs() == [{str(first.pk), str(second.pk)}]
    assert [str(reason) for reason, _value in suggested_duplicates()[0].reasons] == ["same name"]


def test_the_same_domain_is_proposed(make: Any) -> None:
    first, second = make("A"), make("B", country="DE")
    for organisation in (first, second):
        OrganisationDomain.objects.create(organisation=organisation, suffix="a.example")

    assert pairs() == [{str(first.pk), str(second.pk)}]
    assert list(likely_same(first)) == [second]


def test_acronyms_do_not_make_duplicates(make: Any, operator: User) -> None:
    for organisation in (make("Columbia University"), make("Cornell University")):
        draft = NameDraft(value="CU", language="en", kind="acronym", is_preferred=False)
        add_name(organisation, actor=operator, draft=draft)

    assert pairs() == []


def test_different_ones_are_not_proposed_again(make: Any, operator: User, stranger: User) -> None:
    first, second = make("Northwestern University"), make("Northwestern University")

    with pytest.raises(NotPermitted):
        declare_different(first, second, actor=stranger)
    declare_different(second, first, actor=operator)
    declare_different(first, second, actor=operator)

    assert pairs() == []


def test_merged_ones_are_not_proposed(make: Any, operator: User) -> None:
    first, second = make("Duke University"), make("Duke University")

    merge_organisations(first, absorbed=second, actor=operator)

    assert pairs() == []


def test_three_of_a_name_are_three_pairs(make: Any, django_assert_num_queries: Any) -> None:
    for _number in range(3):
        make("Duke University")

    assert len(pairs()) == 3


@pytest.mark.parametrize("number", [3, 20])
def test_queries_do_not_grow(make: Any, django_assert_num_queries: Any, number: int) -> None:
    for place in range(number):
        make(f"University {place}")
        make(f"University {place}")

    with django_assert_num_queries(5):
        assert len(suggested_duplicates()) == number


def test_an_organisation_without_likely_partners(columbia: Organisation) -> None:
    assert list(likely_same(columbia)) == []
