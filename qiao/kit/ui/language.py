"""The same page in the other language, and the reader's choice remembered."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import translate_url
from django.utils.translation import get_language_from_path, get_language_info, override

# The name of a language is written in that language, short enough for a header.
SHORT_NAMES = {"zh-hans": "中文", "en": "English"}


@dataclass(frozen=True)
class LanguageLink:
    code: str
    html_code: str  # BCP 47, as `lang` and `hreflang` want it
    label: str
    url: str
    is_current: bool

    @property
    def address(self) -> str:
        """For search engines: the whole address, without what a reader has searched or chosen."""
        return f"{settings.BASE_URL}{urlsplit(self.url).path}"


def html_code(code: str) -> str:
    language, _, script = code.partition("-")
    return f"{language}-{script.title()}" if script else language


def alternates(request: HttpRequest) -> list[LanguageLink]:
    current = getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)
    return [_alternate(request, code, code == current) for code, _ in settings.LANGUAGES]


def _alternate(request: HttpRequest, code: str, is_current: bool) -> LanguageLink:
    label = SHORT_NAMES.get(code) or get_language_info(code)["name_local"]
    return LanguageLink(code, html_code(code), label, _same_page(request, code), is_current)


def _same_page(request: HttpRequest, code: str) -> str:
    """The home page of that language where this page has no address in it (an error page)."""
    with override(get_language_from_path(request.path_info)):
        url: str = translate_url(request.get_full_path(), code)
    return url if get_language_from_path(urlsplit(url).path) == code else f"/{code}/"


class RememberLanguageMiddleware:
    """Sets the language cookie when a reader goes from a page to its sister in the other language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if (chosen := _switched_to(request)) and request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) != chosen:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                chosen,
                max_age=31_536_000,
                secure=settings.LANGUAGE_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response


def _switched_to(request: HttpRequest) -> str | None:
    """The language of this page, when the reader came from a page of this site in another one."""
    try:
        came_from = urlsplit(request.META.get("HTTP_REFERER", ""))
    except ValueError:  # half an IPv6 address
        return None
    if came_from.netloc != request.META.get("HTTP_HOST"):
        return None
    here, before = get_language_from_path(request.path_info), get_language_from_path(came_from.path)
    return here if before and before != here else None
