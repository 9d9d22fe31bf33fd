"""Settings for tests: the product's own, with a cheap password hasher and files in a scratch folder."""

import os
from pathlib import Path

from tests.support.scratch import scratch

if not os.environ.get("QIAO_HOME"):
    os.environ["QIAO_HOME"] = scratch()
os.environ.setdefault("QIAO_SECRET_KEY", "test-" * 10)
os.environ.setdefault("QIAO_BASE_URL", "http://testserver")
os.environ.setdefault("QIAO_MAIL_URL", "memorymail://")
os.environ.setdefault("QIAO_LOG_LEVEL", "WARNING")

from qiao.site.settings import *  # noqa: F403 (the environment is set first)
from qiao.site.settings import DATABASES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
API_LIMITS = {"token": 100_000, "address": 100_000, "guesses": 100_000}  # tests of limits set their own
WHITENOISE_AUTOREFRESH = True  # reads static files where they lie; nothing is collected for tests
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(os.environ["QIAO_HOME"], "test.sqlite3")}  # noqa: PTH118
TEMPLATES[0]["DIRS"] = [str(Path(__file__).parent / "kit" / "mail" / "templates")]  # noqa: F405
