"""What is wrong with an instance: every fault at once, each with its place and its remedy.

A fault makes an instance unreadable or contradicts itself in one place. An instance that is sound but that no
timetable satisfies is not faulty: the solver proves that it is infeasible.
"""

from qiao.engines.shape.fault import MOST_FAULTS, BadInstance, Collector, Fault
from qiao.engines.timetabling.faults import words as _words  # noqa: F401 (registers the sentences)
from qiao.engines.timetabling.faults.frame import MOST_SLOTS, check_frame
from qiao.engines.timetabling.faults.people import check_people
from qiao.engines.timetabling.faults.requests import MOST_WEIGHT, check_requests
from qiao.engines.timetabling.problem import Problem

__all__ = ["MOST_FAULTS", "MOST_SLOTS", "MOST_WEIGHT", "BadInstance", "Fault", "faults_of"]

_SOUND = "is_sound"  # beside the fields of an instance, as what it has found out of itself


def faults_of(problem: Problem) -> list[Fault]:
    """All faults of an instance, in the order of its fields; an empty list for a sound one.

    At most `MOST_FAULTS` are told. Linear in the size of the instance. Values of a wrong type, which a
    program can put into the plain classes of `problem`, are faults as well. That an instance is sound is
    found out once.

    >>> from qiao.engines.timetabling.problem import Participant, Request
    >>> people = (Participant("A"), Participant("B"))
    >>> faults_of(Problem("", "all", 4, people, (Request("r", "A", "B", slot=3),)))
    []
    >>> [fault] = faults_of(Problem("", "all", 4, people, (Request("r", "A", "B", slot=4),)))
    >>> print(fault)
    requests[0].slot: There is no slot 4. Give a slot from 0 to 3.
    """
    if _SOUND in vars(problem):
        return []
    found = Collector()
    frame = check_frame(problem, found)
    people = check_people(problem, frame, found)
    check_requests(problem, frame, people, found)
    if not found.faults:
        vars(problem)[_SOUND] = True
    return found.faults
