"""Where tests keep what nobody needs afterwards."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_SHARED = Path("/dev/shm")
_ENOUGH = 4 * 1024**3  # bytes


def memory() -> Path | None:
    """A folder in memory, for nothing here has to outlive a loss of power; None where there is too little."""
    if os.access(_SHARED, os.W_OK) and shutil.disk_usage(_SHARED).free > _ENOUGH:
        return _SHARED
    return None


def scratch() -> str:
    """A folder that goes with the process that asked for it, and not with those that it forks."""
    folder, owner = tempfile.mkdtemp(prefix="qiao-test-", dir=memory()), os.getpid()
    atexit.register(lambda: os.getpid() == owner and shutil.rmtree(folder, ignore_errors=True))
    return folder
