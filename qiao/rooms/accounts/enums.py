from django.db import models
from django.utils.translation import pgettext_lazy


class InvitationState(models.TextChoices):
    OPEN = "open", pgettext_lazy("invitation", "open")
    ACCEPTED = "accepted", pgettext_lazy("invitation", "accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("invitation", "withdrawn")
    EXPIRED = "expired", pgettext_lazy("invitation", "expired")
