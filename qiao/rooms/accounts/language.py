"""The reader's language after signing in: in the address of the page and in the cookie."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponseBase
from django.urls import translate_url
from django.utils.translation import get_language_from_path, override


def in_language(url: str, language: str) -> str:
    """The same page in another language; addresses without a language stay."""
    current = get_language_from_path(urlsplit(url).path)
    if current is None or current == language:
        return url
    with override(current):
        return translate_url(url, language)


def remember_language(response: HttpResponseBase, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=31_536_000,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
