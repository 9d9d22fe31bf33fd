"""What reviewers may read in the rooms below: applications given to them, once no conflict of interest stands
in the way, and then the files of the profile where names are shown."""

from typing import Any

from qiao.rooms.applications.models import Application
from qiao.rooms.profiles.models import ProfileFile
from qiao.rooms.reviews.models import Assignment
from qiao.rooms.reviews.rules import is_reading_reviewer


def reads_application(actor: Any, application: Application) -> bool:
    return is_reading_reviewer(actor, application.pk)


def reads_file(actor: Any, file: ProfileFile) -> bool:
    given = Assignment.objects.of_reader(actor).cleared()
    open_ones = given.filter(application__opportunity__is_blind=False)
    return open_ones.filter(application__profile=file.profile_id).exists()
