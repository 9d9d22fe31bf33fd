"""Django's backend for SQLite, whose transactions wait in a queue of their process for the one write lock.

Other processes are waited for as ever, by SQLite's busy timeout; only the head of the queue asks for it.
"""

from collections import defaultdict
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

from qiao.kit.sqlite.turns import Turns

_turns: defaultdict[str, Turns] = defaultdict(Turns)  # by the file


class DatabaseWrapper(base.DatabaseWrapper):
    _turn: Turns | None = None

    def _start_transaction_under_autocommit(self) -> None:
        self._wait_for_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # the stubs leave it out
        except BaseException:
            self._give_turn()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # the stubs leave it out
        self._give_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # the stubs leave it out
        finally:
            self._give_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # the stubs leave it out
        finally:
            self._give_turn()

    def _wait_for_turn(self) -> None:
        turns = _turns[str(self.settings_dict["NAME"])]
        if self._turn is None:
            if not turns.take(self.settings_dict["OPTIONS"].get("timeout", 5)):
                raise OperationalError("database is locked")
            self._turn = turns

    def _give_turn(self) -> None:
        turn, self._turn = self._turn, None
        if turn is not None:
            turn.give()


def __getattr__(name: str) -> Any:
    """Whatever else Django's own module has."""
    return getattr(base, name)
