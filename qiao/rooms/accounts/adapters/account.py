"""Where the sign-in library asks us: mails, sign-up, redirects, addresses of clients."""

from ipaddress import IPv4Address
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as library
from allauth.core.exceptions import ReauthenticationRequired
from allauth.core.internal.httpkit import clean_client_ip
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from qiao.rooms.accounts.domain.account import find_account
from qiao.rooms.accounts.domain.letter import send_letter
from qiao.rooms.accounts.invited import invited_address
from qiao.rooms.accounts.language import in_language, remember_language
from qiao.rooms.accounts.letters import letter_for
from qiao.rooms.accounts.models import User
from qiao.rooms.accounts.reauthentication import needs_code, was_recent

UNKNOWN_CLIENT = str(IPv4Address(0))  # the client of a local socket has no address


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library is not typed
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        letter = letter_for(template_prefix, context)
        reader = find_account(email)
        send_letter(letter.name, email, letter.context, language=reader.language if reader else None)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.SIGN_UP_OPEN or invited_address(request) is not None

    def is_email_verified(self, request: HttpRequest, email: str) -> bool:
        """Whoever opened the link of an invitation has shown that its address is theirs."""
        return email.lower() == invited_address(request)

    def unstash_verified_email(self, request: HttpRequest) -> None:
        """The library would add the invited address to an account that was opened with another one."""

    def new_user(self, request: HttpRequest) -> User:
        language = get_language() or settings.LANGUAGE_CODE
        return User(language=language)

    @transaction.atomic
    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        return super().save_user(request, user, form, commit)

    def post_login(self, request: HttpRequest, user: Any, **rest: Any) -> HttpResponse:
        """The reader's language applies from here on, not the one of the sign-in page."""
        response: HttpResponse = super().post_login(request, user, **rest)
        if not rest["signup"] and "Location" in response:
            response["Location"] = in_language(response["Location"], user.language)
        remember_language(response, user.language)
        return response

    def get_client_ip(self, request: HttpRequest) -> str:
        """X-Forwarded-For counts only behind as many proxies as the settings say."""
        count = settings.ALLAUTH_TRUSTED_PROXY_COUNT
        hops = request.headers.get("X-Forwarded-For", "").split(",")
        address = hops[-count] if 0 < count <= len(hops) else request.META.get("REMOTE_ADDR", "")
        return clean_client_ip(address) or UNKNOWN_CLIENT

    def is_reauthentication_required(self, *, app: str, **rest: Any) -> bool:
        """The library lets accounts without password and factor through; ours prove themselves by code."""
        request = library.request
        if needs_code(request.user) and not was_recent(request):
            raise ReauthenticationRequired
        return bool(super().is_reauthentication_required(app=app, **rest))

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        if not needs_code(user):
            return list(super().get_reauthentication_methods(user))
        url = reverse("accounts:reauthentication")
        return [{"id": "accounts_code", "description": _("Use a code sent by e-mail"), "url": url}]
