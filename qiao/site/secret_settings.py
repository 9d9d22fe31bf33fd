"""The keys, a part of `settings`: what signs sessions and links, and what seals passport data."""

import secrets
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.FileAwareEnv()

HOME = Path(env("QIAO_HOME", default="var")).resolve()


def _secret_key() -> str:
    """From QIAO_SECRET_KEY, or made once and kept in the home folder, readable by its owner only."""
    if given := env("QIAO_SECRET_KEY", default=""):
        if len(given) < 32:
            raise ImproperlyConfigured("QIAO_SECRET_KEY needs at least 32 characters")
        return str(given)
    path = HOME / "secret.key"
    if not path.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="utf-8")
    return path.read_text(encoding="utf-8").strip()


SECRET_KEY = _secret_key()
SEALING_KEYS = env.list("QIAO_SEALING_KEYS", default=[])  # the first seals, all open
if any(len(key) < 32 for key in SEALING_KEYS):
    raise ImproperlyConfigured("QIAO_SEALING_KEYS needs keys of at least 32 characters")
