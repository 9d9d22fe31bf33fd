"""Visit groups in files: JSON, CSV and XLSX.

Format ``qiao-groups/1``
------------------------
One JSON object for one instance. Ids are texts, slots are numbered from 0.

=============  =============================================================================================
field          meaning
=============  =============================================================================================
``format``     ``"qiao-groups/1"``
``name``       text
``mode``       ``"all"``: every guest gets the visits that count; ``"choose"`` (default): as far as that
goes ``slots``      number of slots, those of the meetings ``tiers``      what is sought, the most
important first, out of ``placed wishes unity apart balance mix``
               (`problem.GroupProblem` says what each means); ``placed wishes unity balance mix`` by default
``guests``   ``[{id, delegation?, country?, languages?, wishes?, unavailable?, meetings?, needs?, barred?,
               pinned?, forbidden?, min_visits?, max_visits?, participant?}]``
``groups``     ``[{id, destination, slots, capacity, min_size = 0, languages?, interpreter = false, provides?,
               round = 0}]``
=============  =============================================================================================

``wishes`` is an object, destination to weight, or a list of destinations, the dearest first, which get the
weights 10, 6, 3 and then 1. All other lists are of texts or slots.

Result: ``{"format": "qiao-groups-result/1", "instance": name, "assignment": {guest: [group, …]}}``, to
which Qiao adds ``status`` (``optimal``, ``feasible``, ``infeasible`` with ``conflict``, ``unknown``),
``tiers`` (``[{tier, value, bound, gap}]``), ``seed``, ``seconds``, ``version`` and ``input_hash``.

Tables: an instance is a table ``guests`` and a table ``groups`` with the fields above as headings (in a
workbook also a sheet ``instance`` of two columns, field and value). Several values in a cell are separated by
``;``; slots may be written ``3-5``; wishes are ``Optics; Laser`` (ranked) or ``Optics=5; Laser=2.5``. Names
that hold one of these signs need JSON. A result is a table ``guest,group``, one visit a line.
"""

from qiao.engines.timetabling.groups.faults import faults_of
from qiao.engines.timetabling.groups.formats.instance_json import (
    hash_groups,
    problem_of,
    read_groups,
    write_groups,
)
from qiao.engines.timetabling.groups.formats.result_json import read_group_result, write_group_result
from qiao.engines.timetabling.groups.formats.tables import (
    read_assignment_csv,
    read_groups_csv,
    write_assignment_csv,
    write_groups_csv,
)
from qiao.engines.timetabling.groups.formats.workbook import (
    read_assignment_xlsx,
    read_groups_xlsx,
    write_assignment_xlsx,
    write_groups_xlsx,
)

__all__ = [
    "faults_of",
    "hash_groups",
    "problem_of",
    "read_assignment_csv",
    "read_assignment_xlsx",
    "read_group_result",
    "read_groups",
    "read_groups_csv",
    "read_groups_xlsx",
    "write_assignment_csv",
    "write_assignment_xlsx",
    "write_group_result",
    "write_groups",
    "write_groups_csv",
    "write_groups_xlsx",
]
