"""What an activity row was about, in words: each room says how its records are called and where they are.

`subjects.register("directory.organisation", organisation_titles)` in apps.ready(): the function takes ids and
gives {id: (title, url)} with one query; what is gone is left out, what has no page has the url "".
"""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from qiao.kit.registry import Registry

Titles = Mapping[uuid.UUID, tuple[str, str]]
subjects: Registry[Callable[[Sequence[uuid.UUID]], Titles]] = Registry("subject of activity")

Named = dict[tuple[str, uuid.UUID], tuple[str, str]]


def name_subjects(wanted: Iterable[tuple[str, uuid.UUID]]) -> Named:
    """Titles and addresses by (label, id); one query for each kind that is registered."""
    by_label: dict[str, set[uuid.UUID]] = defaultdict(set)
    for label, record_id in wanted:
        by_label[label].add(record_id)
    return {
        (label, record_id): title
        for label, ids in by_label.items()
        if label in subjects
        for record_id, title in subjects.get(label)(sorted(ids)).items()
    }
