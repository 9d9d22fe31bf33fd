"""Secrets of second factors are encrypted at rest, with a key derived from the site's own."""

import base64
import io
from typing import Any

import segno
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

from qiao.rooms.accounts.models import User


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the library is not typed
    def encrypt(self, text: str) -> str:
        return box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return box().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        """Dark on white in fixed colours: a code that inverts in dark mode is not read by every app."""
        out = io.BytesIO()
        segno.make(url, error="m").save(out, kind="svg", scale=6, border=4, dark="#000", light="#fff")
        return out.getvalue().decode()

    def _get_site_name(self) -> str:
        return str(settings.SITE_NAME)

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return entity | {"display_name": user.email}


def box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(str(secret))) for secret in keys])


def _key(secret: str) -> bytes:
    digest = salted_hmac("qiao.accounts.factor", "key", secret=secret, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest)
