"""The worker: claims, runs and settles tasks so that a kill -9 loses nothing and leaves nothing stuck."""

from qiao.kit.jobs.worker.inline import run_ready_jobs
from qiao.kit.jobs.worker.supervise import run_worker

__all__ = ["run_ready_jobs", "run_worker"]
