"""A thread that does one thing again and again, with a database connection of its own, whatever happens."""

import logging
import threading
from collections.abc import Callable

from django.db import close_old_connections, connections

logger = logging.getLogger("qiao.jobs")


class Rhythm(threading.Thread):
    def __init__(self, name: str, pause: float, act: Callable[[], object]) -> None:
        super().__init__(name=name, daemon=True)
        self._pause = pause
        self._act = act
        self._ended = threading.Event()

    def run(self) -> None:
        try:
            while not self._ended.is_set():
                self.once()
                self._ended.wait(self._pause)
        finally:
            connections.close_all()

    def once(self) -> None:
        """A locked or absent database is tried again at the next beat."""
        try:
            close_old_connections()
            self._act()
        except Exception:
            logger.exception("%s: tried again in %.1f s", self.name, self._pause)

    def end(self) -> None:
        self._ended.set()
        if self.is_alive():
            self.join()
