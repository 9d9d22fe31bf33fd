"""Who reads the file that shows a milestone: its participant and the host."""

from typing import Any

from qiao.kit.access import may
from qiao.kit.files.models import StoredFile
from qiao.rooms.training.load import OF_A_PART
from qiao.rooms.training.models import Milestone


def may_read(reader: Any, stored: StoredFile) -> bool:
    found = Milestone.objects.select_related(*OF_A_PART).filter(evidence=stored).first()
    return found is not None and may(reader, "training.view_enrolment", found.enrolment)
