"""Proving oneself again by a code sent by e-mail, for accounts that have neither password nor factor."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.reauthentication import (
    get_reauthentication_flows,
    raise_if_reauthentication_required,
)
from allauth.core.internal.cryptokit import compare_user_code
from django.http import HttpRequest

from qiao.rooms.accounts.domain.letter import send_letter
from qiao.rooms.accounts.domain.sign_in import note_failed_factor
from qiao.rooms.accounts.models import User

P = ParamSpec("P")
R = TypeVar("R")
STATE_KEY = "accounts_reauthentication"


def needs_code(user: Any) -> bool:
    return bool(user.is_authenticated) and not get_reauthentication_flows(user)


def was_recent(request: HttpRequest) -> bool:
    """A sign-in counts: for these accounts it is the same proof."""
    steps = get_authentication_records(request, request.user)
    return bool(steps) and time.time() - steps[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT


def proven(view: Callable[Concatenate[HttpRequest, P], R]) -> Callable[Concatenate[HttpRequest, P], R]:
    """Stands before what changes how an account is protected or what it may do."""

    @wraps(view)
    def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> R:
        raise_if_reauthentication_required(request, app="allauth.account")
        return view(request, *args, **kwargs)

    return inner


class CodeAgain(AbstractCodeVerificationProcess):  # type: ignore[misc]  # the library is not typed
    def __init__(self, request: HttpRequest, user: User, state: dict[str, Any]) -> None:
        limits = {
            "max_attempts": app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS,
            "timeout": app_settings.LOGIN_BY_CODE_TIMEOUT,
        }
        super().__init__(state=state, user=user, **limits)
        self.request = request

    @classmethod
    def start(cls, request: HttpRequest, user: User) -> "CodeAgain":
        again = cls(request, user, cls.initial_state(user=user, email=user.email))
        again.send()
        again.persist()
        return again

    @classmethod
    def running(cls, request: HttpRequest, user: User) -> "CodeAgain | None":
        state = request.session.get(STATE_KEY)
        found: CodeAgain | None = cls(request, user, state).abort_if_invalid() if state else None
        return found

    def send(self) -> None:
        self.state["code"] = get_adapter().generate_login_code()
        context = {"code": self.state["code"]}
        send_letter("reauthentication_code", self.user.email, context, language=self.user.language)

    def accept(self, code: str) -> bool:
        if not compare_user_code(actual=code, expected=self.code):
            self.record_invalid_attempt()
            ip = get_adapter().get_client_ip(self.request)
            note_failed_factor(self.user, ip=ip, method="code")
            return False
        self.abort()
        record_authentication(
            self.request, self.user, method="code", email=self.user.email, reauthenticated=True
        )
        return True

    def persist(self) -> None:
        self.request.session[STATE_KEY] = self.state

    def abort(self) -> None:
        self.request.session.pop(STATE_KEY, None)
