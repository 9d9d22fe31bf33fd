"""All settings, each from the environment; docs/settings.md names every variable."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from qiao.site.secret_settings import *  # noqa: F403 (settings are read by name)
from qiao.site.secret_settings import HOME
from qiao.site.sign_in_settings import *  # noqa: F403 (settings are read by name)
from qiao.site.sign_in_settings import SESSION_LONGEST_DAYS

env = environ.FileAwareEnv()  # NAME_FILE reads a secret from a file

PACKAGE = Path(__file__).resolve().parent.parent
DEBUG = env.bool("QIAO_DEBUG", default=False)
DEMO = env.bool("QIAO_DEMO", default=False)

BASE_URL = env("QIAO_BASE_URL", default="http://localhost:8000").rstrip("/")
_base = urlsplit(BASE_URL)
if _base.scheme not in {"http", "https"} or not _base.hostname:
    raise ImproperlyConfigured(
        f"QIAO_BASE_URL needs a full address such as https://qiao.example, got {BASE_URL!r}"
    )
SECURE = _base.scheme == "https"
_loopback = ["localhost", "127.0.0.1", "[::1]"] if not SECURE else []
ALLOWED_HOSTS = [_base.hostname, *_loopback, *env.list("QIAO_EXTRA_HOSTS", default=[])]
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "qiao.kit.ui",
    "qiao.kit.bilingual",
    "qiao.kit.idempotency",
    "qiao.kit.activity",
    "qiao.kit.jobs",
    "qiao.kit.mail",
    "qiao.kit.documents",
    "qiao.kit.tables",
    "qiao.kit.files",
    "qiao.kit.imports",
    "qiao.kit.api",
    "qiao.rooms.accounts",
    "qiao.rooms.privacy",
    "qiao.rooms.directory",
    "qiao.rooms.exchanges",
    "qiao.rooms.programme",
    "qiao.rooms.registration",
    "qiao.rooms.letters",
    "qiao.rooms.visits",
    "qiao.rooms.meetings",
    "qiao.rooms.profiles",
    "qiao.rooms.opportunities",
    "qiao.rooms.offices",
    "qiao.rooms.finding",
    "qiao.rooms.applications",
    "qiao.rooms.reviews",
    "qiao.rooms.offers",
    "qiao.rooms.placement",
    "qiao.rooms.training",
    "qiao.site",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "lucide",
    "rules",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "qiao.kit.ui.language.RememberLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "qiao.site.caching.PrivatePagesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "qiao.rooms.accounts.middleware.ReaderMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "qiao.kit.activity.middleware.RequestContextMiddleware",
    "qiao.kit.errors.middleware.QiaoErrorMiddleware",
    "qiao.kit.api.middleware.ApiMiddleware",
    "qiao.kit.idempotency.middleware.IdempotencyMiddleware",
    "qiao.rooms.exchanges.remembering.RememberingMiddleware",
]

ROOT_URLCONF = "qiao.site.urls"
WSGI_APPLICATION = "qiao.site.wsgi.application"
APPEND_SLASH = True

# cotton and template-partials both rewrite TEMPLATES when left to themselves, and components then stay
# as text: hence the loaders by hand and the SimpleAppConfigs above.
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "qiao.kit.ui.context.page",
            ],
        },
    }
]
FORM_RENDERER = "qiao.kit.ui.forms.FormRenderer"
COTTON_ISOLATE_BY_DEFAULT = True  # a component sees its attributes, never the variables of the page around it
CSRF_FAILURE_VIEW = "qiao.kit.ui.views.csrf_failure"

SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        f"PRAGMA journal_mode=WAL;PRAGMA synchronous={'NORMAL' if DEBUG or DEMO else 'FULL'};"
        "PRAGMA mmap_size=134217728;PRAGMA journal_size_limit=27103364;PRAGMA cache_size=-20000;"
    ),
}
POSTGRES_OPTIONS: dict[str, Any] = {
    "pool": {"min_size": 1, "max_size": 8},
    "options": (
        "-c statement_timeout=15000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=30000"
        " -c jit=off -c max_parallel_workers_per_gather=0"  # both take longer to start than a page to answer
    ),
}


def _database() -> dict[str, Any]:
    database: dict[str, Any] = env.db_url("DATABASE_URL", default=f"sqlite:///{HOME / 'qiao.sqlite3'}")
    database["ATOMIC_REQUESTS"] = False
    if "sqlite" in database["ENGINE"]:
        Path(database["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        return database | {"ENGINE": "qiao.kit.sqlite", "OPTIONS": SQLITE_OPTIONS, "CONN_MAX_AGE": 600}
    if "postgresql" in database["ENGINE"]:
        return database | {"OPTIONS": POSTGRES_OPTIONS, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True}
    raise ImproperlyConfigured("DATABASE_URL needs to name SQLite or PostgreSQL")


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Rate limits live in the cache: one shared by all processes, or the limits multiply by their number.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "site_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", "mail", "import", "score", "index", "export", "solve"],
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "qiao_language"
LOCALE_PATHS = [PACKAGE / "kit/locale"]
TIME_ZONE = "Asia/Shanghai"
FORMAT_MODULE_PATH = "qiao.site.formats"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
MEDIA_ROOT = HOME / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Requests a minute: by token, else by address; wrong tokens by address.
API_LIMITS = {"token": 120, "address": 120, "guesses": 30}

# Sign-in pages hash passwords for tenths of a second; under a key they would hold the write lock meanwhile.
IDEMPOTENCY_LEAVES_OUT = [
    "allauth.",
    "qiao.rooms.meetings.views.happening",  # plans outside of transactions; its verbs refuse a second time
]

ACCOUNT_DEFAULT_HTTP_PROTOCOL = _base.scheme
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * SESSION_LONGEST_DAYS
SESSION_COOKIE_NAME = "qiao_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if env.bool("QIAO_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in (
        "accelerometer",
        "camera",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "payment",
        "usb",
    )
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "qiao.kit.files.bounded.BoundedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

DEFAULT_FROM_EMAIL = env("QIAO_MAIL_FROM", default=f"Qiao <qiao@{_base.hostname}>")
vars().update(env.email_url("QIAO_MAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = (
    30  # seconds for each answer of the mail server; without it a silent one holds a worker for ever
)
MAIL_BOUNCE_FOLDER = env("QIAO_MAIL_BOUNCES", default="")

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env("QIAO_LOG_LEVEL", default="INFO")},
}
