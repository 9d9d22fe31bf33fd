"""Who may read the files of an entry: whoever may see the entry."""

from typing import Any

from qiao.kit.access import may
from qiao.kit.files.models import StoredFile
from qiao.rooms.directory.domain.membership import standing
from qiao.rooms.directory.models import Organisation, Person


def may_read_of_organisation(user: Any, stored: StoredFile) -> bool:
    organisation = Organisation.objects.filter(pk=stored.subject_id).first() if stored.subject_id else None
    return organisation is not None and may(user, "directory.view_organisation", standing(organisation))


def may_read_of_person(user: Any, stored: StoredFile) -> bool:
    person = Person.objects.filter(pk=stored.subject_id).first() if stored.subject_id else None
    return person is not None and may(user, "directory.view_person", person)
