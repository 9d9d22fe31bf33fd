from qiao.kit.jobs.models.dead_letter import DeadLetter, DeadLetterDecision
from qiao.kit.jobs.models.job import Job
from qiao.kit.jobs.models.lease import Attempt, Lease, WorkerPresence
from qiao.kit.jobs.models.schedule import Schedule, ScheduledRun

__all__ = [
    "Attempt",
    "DeadLetter",
    "DeadLetterDecision",
    "Job",
    "Lease",
    "Schedule",
    "ScheduledRun",
    "WorkerPresence",
]
