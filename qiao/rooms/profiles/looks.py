"""Through whose eyes a person can look at their own profile."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qiao.rooms.profiles.enums import Audience


@dataclass(frozen=True, slots=True)
class Look:
    name: str
    label: str | Promise
    says: str | Promise
    audience: Audience
    names: bool = True


_ALL = (
    Look(
        "hosts",
        _("As hosts and reviewers see it"),
        _("Whoever decides on an application of yours sees this, and nothing else of your profile."),
        Audience.HOSTS,
    ),
    Look(
        "blind",
        _("As blind reviewers see it"),
        _(
            "Without your name, addresses, numbers, photo and files; where a text repeats your name,"
            " it is cut out."
        ),
        Audience.HOSTS,
        names=False,
    ),
    Look(
        "offices",
        _("As your career office sees it"),
        _("A university sees this once you have registered with its career office."),
        Audience.OFFICES,
    ),
    Look(
        "public",
        _("As everyone sees it"),
        _("This stands on your public page, if you have opened one."),
        Audience.PUBLIC,
    ),
)
LOOKS: dict[str, Look] = {look.name: look for look in _ALL}
