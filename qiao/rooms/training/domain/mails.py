"""Mails to participants: that there is something to see, and where."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from qiao.kit.mail.outbox import queue_mail
from qiao.rooms.training.models import Enrolment

KIND = "training.news"


def tell(enrolment: Enrolment, news: str, *, number: str = "") -> None:
    """`news` is one of enrolled, removed, certificate."""
    if (reader := enrolment.application.profile.user) is None:
        return
    language, cohort = str(reader.language), enrolment.cohort
    with override(language):
        context = {
            "news": news,
            "cohort": str(cohort.name),
            "host": str(cohort.intake.opportunity.host.name),
            "number": number,
            "url": f"{settings.BASE_URL}{reverse('training:enrolment', args=[enrolment.pk])}",
        }
    queue_mail(KIND, to=reader, context=context, key=f"training.{news}:{enrolment.pk}", language=language)
