"""What an import of people writes, updates and takes back."""

from typing import Any

import pytest

from qiao.kit.bilingual.search import matching
from qiao.kit.classification import DataSubject, classified
from qiao.kit.imports.commit import start_commit
from qiao.kit.imports.decide import decide_all
from qiao.kit.imports.enums import RowChoice
from qiao.kit.imports.models import Import, ImportRow
from qiao.kit.imports.undo import start_undo
from qiao.rooms.directory.domain.membership import standing
from qiao.rooms.directory.importers.people.undo import undo_people
from qiao.rooms.directory.models import Affiliation, Organisation, Person, PersonName
from tests.kit.imports.conftest import Checked, checked, imported, operator, settled, table  # noqa: F401 (fixtures)
from tests.rooms.directory.conftest import columbia, lin, make  # noqa: F401 (fixtures)

HEADER = ["姓名", "英文姓名", "邮箱", "单位", "职务"]
PEOPLE = "directory.people"
UNDO_QUERIES = 12


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_people_are_written_with_their_place(columbia: Organisation, imported: Checked) -> None:  # noqa: F811 (fixtures)
    imported([["张伟", "Wei Zhang", "wei@example.org", "Columbia University", "就业顾问"]], HEADER, PEOPLE)

    person = Person.objects.get()
    assert (person.name_zh, person.name_en, person.visibility) == ("张伟", "Wei Zhang", "members")
    assert person.email_visibility == "private"
    affiliation = person.affiliations.get()
    assert (standing(affiliation.organisation), affiliation.position_zh) == (columbia, "就业顾问")
    assert list(matching(Person.objects.all(), "zhangwei")) == [person]


def test_update_adds_a_place_and_undo_takes_it_away(
    lin: Person,  # noqa: F811 (fixtures)
    make: Any,  # noqa: F811
    checked: Checked,  # noqa: F811
    operator: Any,  # noqa: F811
) -> None:
    duke = make("Duke University")
    Person.objects.filter(pk=lin.pk).update(email="lin@example.org")
    source = checked([["林文", "Wendy Lin", "lin@example.org", "Duke University", "Head"]], HEADER, PEOPLE)
    decide_all(source, actor=operator, choice=RowChoice.UPDATE)
    start_commit(Import.objects.get(pk=source.pk), actor=operator)
    source = settled(source)

    assert (source.updated_count, PersonName.objects.count()) == (1, 3)
    assert Affiliation.objects.get(organisation=duke).position_en == "Head"

    start_undo(source, actor=operator)
    assert settled(source).state == "undone"
    assert (PersonName.objects.count(), lin.affiliations.count()) == (2, 1)
    assert list(matching(Person.objects.all(), "Wendy")) == []


def test_update_of_a_present_place_is_restored(
    lin: Person,  # noqa: F811 (fixtures)
    checked: Checked,  # noqa: F811
    operator: Any,  # noqa: F811
) -> None:
    source = checked([["林文", "", "", "Columbia University", "Director"]], HEADER, PEOPLE)
    decide_all(source, actor=operator, choice=RowChoice.UPDATE)
    start_commit(Import.objects.get(pk=source.pk), actor=operator)
    source = settled(source)
    assert lin.affiliations.get().position_en == "Director"

    start_undo(source, actor=operator)
    settled(source)

    assert lin.affiliations.get().position_en == "Career adviser"


@pytest.mark.parametrize("number", [1, 3])
def test_undo_of_updates_asks_as_often_for_one_as_for_three(
    number: int,
    columbia: Organisation,  # noqa: F811 (fixtures)
    imported: Checked,  # noqa: F811
    checked: Checked,  # noqa: F811
    operator: Any,  # noqa: F811
    django_assert_num_queries: Any,
) -> None:
    rows = [
        [f"人{n}", f"Person {n}", f"n{n}@example.org", "Columbia University", "Lead"] for n in range(number)
    ]
    imported(rows, HEADER, PEOPLE)
    source = checked([[*row[:4], "Head"] for row in rows], HEADER, PEOPLE)
    decide_all(source, actor=operator, choice=RowChoice.UPDATE)
    start_commit(Import.objects.get(pk=source.pk), actor=operator)
    before = {row.object_id: row.before for row in settled(source).rows.all()}
    assert set(Affiliation.objects.values_list("position_en", flat=True)) == {"Head"}

    with django_assert_num_queries(UNDO_QUERIES):
        undo_people([], before, actor=operator)
    assert list(Affiliation.objects.values_list("position_en", flat=True)) == ["Lead"] * number


def test_erased_person_leaves_no_trace_in_the_ledger(columbia: Organisation, imported: Checked) -> None:  # noqa: F811 (fixtures)
    imported([["张伟", "Wei Zhang", "wei@example.org", "Columbia University", ""]], HEADER, PEOPLE)
    entry = classified.get("imports.importrow")
    assert entry.find is not None
    assert entry.erase is not None

    found = entry.find(DataSubject(person_ids=frozenset({Person.objects.get().pk})))
    assert entry.erase(found) == 1

    assert ImportRow.objects.get().title == "—"


def test_undo_is_refused_when_a_person_got_another_place(
    columbia: Organisation,  # noqa: F811 (fixtures)
    make: Any,  # noqa: F811
    imported: Checked,  # noqa: F811
    operator: Any,  # noqa: F811
) -> None:
    from qiao.rooms.directory.domain.affiliation import add_affiliation

    source = imported([["张伟", "", "", "Columbia University", ""]], HEADER, PEOPLE)
    person = Person.objects.get()
    add_affiliation(person, actor=operator, organisation=make("Duke University"), values={})

    start_undo(source, actor=operator)

    assert "张伟" in settled(source).refusal_sentence
    assert Person.objects.count() == 1
