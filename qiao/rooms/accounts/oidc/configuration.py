"""OpenID Connect providers from the environment. Imported by the settings: no Django models here."""

import json
import re
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

REQUIRED = ("id", "name", "server_url", "client_id", "client_secret")
OPTIONAL = {"scope", "trust_email", "token_auth_method"}
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def providers(text: str) -> list[dict[str, Any]]:
    """The value of QIAO_OIDC_PROVIDERS: a JSON list of objects with the keys of REQUIRED."""
    if not text.strip():
        return []
    try:
        entries = json.loads(text)
    except json.JSONDecodeError as error:
        raise ImproperlyConfigured(f"QIAO_OIDC_PROVIDERS is not JSON: {error}") from error
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ImproperlyConfigured("QIAO_OIDC_PROVIDERS needs a JSON list of objects")
    ids = [entry.get("id") for entry in entries]
    if len(set(ids)) != len(ids):
        raise ImproperlyConfigured("QIAO_OIDC_PROVIDERS names an id twice")
    return [_app(entry) for entry in entries]


def _app(entry: dict[str, Any]) -> dict[str, Any]:
    _check(entry)
    options = {
        "server_url": entry["server_url"].rstrip("/"),
        "email_authentication": bool(entry.get("trust_email", False)),
        "oauth_pkce_enabled": True,
    }
    for name in ("scope", "token_auth_method"):
        options |= {name: entry[name]} if name in entry else {}
    app = {"provider_id": entry["id"], "name": entry["name"], "client_id": entry["client_id"]}
    return app | {"secret": entry["client_secret"], "settings": options}


def _check(entry: dict[str, Any]) -> None:
    if missing := [key for key in REQUIRED if not isinstance(entry.get(key), str) or not entry[key]]:
        raise ImproperlyConfigured(f"QIAO_OIDC_PROVIDERS: an entry lacks {', '.join(missing)}")
    if unknown := set(entry) - {*REQUIRED, *OPTIONAL}:
        raise ImproperlyConfigured(f"QIAO_OIDC_PROVIDERS: unknown keys {', '.join(sorted(unknown))}")
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", entry["id"]):
        raise ImproperlyConfigured(f"QIAO_OIDC_PROVIDERS: id {entry['id']!r} needs a-z, 0-9 and hyphens")
    url = urlsplit(entry["server_url"])
    if url.scheme != "https" and not (url.scheme == "http" and url.hostname in LOOPBACK):
        raise ImproperlyConfigured(
            f"QIAO_OIDC_PROVIDERS: server_url needs https, got {entry['server_url']!r}"
        )
