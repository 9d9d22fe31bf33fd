from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Theme(TextChoices):
    """What a meeting is about."""

    TALENT = "talent", _("Introducing international talent")
    CULTIVATION = "cultivation", _("Joint cultivation of talent")
    RESEARCH = "research", _("Research cooperation")


class Side(TextChoices):
    """A meeting joins one party of each side."""

    DELEGATION = "delegation", _("Delegation")
    HOST = "host", _("Host")
