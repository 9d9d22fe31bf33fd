"""How the API knows who asks: a token with a scope, or the session of a browser (with CSRF)."""

from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer, SessionAuth

from qiao.rooms.accounts.domain.token import authenticate
from qiao.rooms.accounts.errors import ScopeMissing
from qiao.rooms.accounts.models import ApiToken
from qiao.rooms.accounts.scopes import Scope, scopes

__all__ = ["Scope", "TokenAuth", "auth", "scopes"]


class TokenAuth(HttpBearer):
    """`TokenAuth("directory.read")` lets a token with this scope in and sets `request.user`."""

    def __init__(self, scope: str) -> None:
        self.scope = scope
        super().__init__()

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        found = authenticate(token)
        if found is None:
            return None
        if self.scope not in found.scopes:
            raise ScopeMissing(scope=self.scope)
        request.user = found.user
        return found


class BrowserAuth(SessionAuth):
    """A signed-in browser; ninja checks the CSRF token for it."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        return request.user if request.user.is_authenticated else None


def auth(scope: str) -> list[Any]:
    return [TokenAuth(scope), BrowserAuth()]
