"""First come, first served among the threads of a process. SQLite's own waiting is a poll: while many write,
one may be passed over until its time is up."""

import os
from collections import deque
from threading import Lock


class Turns:
    _taken: bool

    def __init__(self) -> None:
        self._start_anew()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._start_anew)

    def take(self, seconds: float) -> bool:
        """Waits for one's turn; False when the time is up before it comes."""
        with self._guard:
            if not self._taken:
                self._taken = True
                return True
            mine = Lock()
            mine.acquire()
            self._waiting.append(mine)
        try:
            return mine.acquire(timeout=seconds) or self._came_meanwhile(mine)
        except BaseException:  # a signal ends the waiting: a turn that came is passed on
            if self._came_meanwhile(mine):
                self.give()
            raise

    def give(self) -> None:
        """To who has waited longest."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False

    def _came_meanwhile(self, mine: Lock) -> bool:
        """The turn may be given in the moment in which the time is up."""
        with self._guard:
            if mine not in self._waiting:
                return True
            self._waiting.remove(mine)
            return False

    def _start_anew(self) -> None:
        """Of a fork no other thread lives on, and its connections are its own."""
        self._guard = Lock()
        self._taken = False
        self._waiting: deque[Lock] = deque()
