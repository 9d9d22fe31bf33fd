"""Keeps a web server and a worker running side by side, for a machine without an init system."""

import signal
import subprocess
import time
from types import FrameType

RESTART_SECONDS = 2.0
STOP_SECONDS = 30.0


def supervise(web: list[str], worker: list[str]) -> int:
    """Runs until the web server ends or a signal comes; a worker that ends is started again."""
    stopping = False

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    server, helper = _start(web), _start(worker)
    while not stopping and server.poll() is None:
        if helper.poll() is not None:
            time.sleep(RESTART_SECONDS)
            helper = _start(worker)
        time.sleep(0.2)
    for process in (helper, server):
        _end(process)
    return 0 if stopping else server.returncode


def _start(command: list[str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(command, start_new_session=True)  # noqa: S603 (our own command)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
