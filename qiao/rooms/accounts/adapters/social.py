from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import get_language

from qiao.rooms.accounts.domain.sign_in import logger
from qiao.rooms.accounts.events import ip_of
from qiao.rooms.accounts.invited import invited_address


class ConnectionAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # the library is not typed
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Where sign-up is by invitation, only the invited address comes in, also through a provider."""
        confirmed = {address.email for address in sociallogin.email_addresses if address.verified}
        return settings.SIGN_UP_OPEN or invited_address(request) in confirmed

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        user = super().populate_user(request, sociallogin, data)
        user.language = get_language() or settings.LANGUAGE_CODE
        return user

    @transaction.atomic
    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Any:
        return super().save_user(request, sociallogin, form)

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, **_rest: Any
    ) -> None:
        """The reason goes to the log; the page says only that it failed."""
        logger.warning(
            "failed sign-in through %s from %s: %s %s",
            provider.sub_id,
            ip_of(request),
            error or "",
            type(exception).__name__ if exception else "",
        )
