"""The profile as hosts and reviewers see it: before sending as a preview, at sending frozen."""

from typing import Any

from qiao.rooms.applications.models import Application, ApplicationSnapshot
from qiao.rooms.profiles.enums import Audience
from qiao.rooms.profiles.showing import shown

# These live on with the profile and may change or go: what is to be read is chosen as a document.
LIVING = ("files", "photo")


def drawn(application: Application) -> ApplicationSnapshot:
    """Not stored: exactly what would be frozen now."""
    return ApplicationSnapshot(
        application=application,
        profile=_frozen(application, names=True),
        blind=_frozen(application, names=False),
    )


def freeze(application: Application) -> ApplicationSnapshot:
    """The caller holds the lock and the transaction."""
    ApplicationSnapshot.objects.filter(application=application).delete()
    snapshot = drawn(application)
    snapshot.full_clean(exclude=["application", "profile", "blind"])
    snapshot.save(force_insert=True)
    return snapshot


def snapshot_of(application: Application) -> ApplicationSnapshot | None:
    return ApplicationSnapshot.objects.filter(application=application).first()


def _frozen(application: Application, *, names: bool) -> dict[str, Any]:
    seen = shown(application.profile, Audience.HOSTS, names=names)
    return {name: value for name, value in seen.items() if name not in LIVING}
