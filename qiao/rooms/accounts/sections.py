"""What stands beside every account page. A room above adds its own pages about a person in `apps.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.registry import Registry


def _always(request: HttpRequest) -> bool:
    return True


@dataclass(frozen=True)
class Section:
    label: str | Promise
    url_name: str
    order: int
    is_shown: Callable[[Any], bool] = _always  # asked with the request

    @property
    def url(self) -> str:
        return reverse(self.url_name)


account_sections: Registry[Section] = Registry("account section")


def sections_for(request: HttpRequest) -> list[Section]:
    if not request.user.is_authenticated:
        return []
    shown = [section for section in account_sections if section.is_shown(request)]
    return sorted(shown, key=lambda section: section.order)


def has_password(request: Any) -> bool:
    return bool(request.user.has_usable_password())


def has_providers(request: Any) -> bool:
    return bool(get_adapter().list_providers(request))


def is_operator(request: Any) -> bool:
    return bool(request.user.is_operator)


def register() -> None:
    _add("profile", _("Profile and overview"), "accounts:profile", 10)
    _add("addresses", _("E-mail addresses"), "account_email", 20)
    _add("password", _("Change the password"), "account_change_password", 30, has_password)
    _add("first-password", _("Set a password"), "account_set_password", 30, lambda it: not has_password(it))
    _add("factors", _("Passkeys and second factor"), "mfa_index", 40)
    _add("connections", _("Connected sign-ins"), "socialaccount_connections", 50, has_providers)
    _add("sessions", pgettext_lazy("sign-in", "Sessions"), "usersessions_list", 60)
    _add("tokens", _("API tokens"), "accounts:tokens", 70)
    _add("invitations", _("Invitations"), "accounts:invitations", 200, is_operator)
    _add("operators", _("Operators"), "accounts:operators", 210, is_operator)


def _add(
    name: str, label: Promise, url_name: str, order: int, is_shown: Callable[[Any], bool] = _always
) -> None:
    account_sections.register(f"accounts.{name}", Section(label, url_name, order, is_shown))
