"""What was released stays when a person goes, without their name."""

from qiao.kit.classification import DataSubject
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Person
from qiao.rooms.exchanges.models import Partner
from qiao.rooms.programme.domain.release_erasure import (
    erase_names,
    find_names,
    find_releases,
    forget_releasers,
)
from qiao.rooms.programme.models import ProgrammeItem, Release, ReleasedName, Speaker
from tests.rooms.programme.releasing import release


def test_name_of_a_speaker_goes_from_what_was_released(
    item: ProgrammeItem, organiser: Partner, fay: User
) -> None:
    ada = Person.objects.create(name_en="Ada Speaker", sort_en="ada", sort_zh="ada")
    Speaker.objects.create(item=item, person=ada)
    Speaker.objects.create(item=item, name_en="Bob Guest")
    made = release(organiser, fay)
    assert "Ada Speaker" in str(made.entries)

    erased = erase_names(find_names(DataSubject(person_ids=frozenset({ada.pk}))))

    stored = Release.objects.get(pk=made.pk)
    assert erased == 1
    assert "Ada Speaker" not in str(stored.entries)
    assert str(ada.pk) not in str(stored.entries)
    assert "Bob Guest" in str(stored.entries)
    assert stored.digest != made.digest
    assert not ReleasedName.objects.exists()


def test_who_released_goes_from_the_release(item: ProgrammeItem, organiser: Partner, fay: User) -> None:
    made = release(organiser, fay)

    assert forget_releasers(find_releases(DataSubject(user_id=fay.pk))) == 1
    assert Release.objects.get(pk=made.pk).released_by is None
