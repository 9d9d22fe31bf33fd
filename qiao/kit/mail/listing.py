from typing import ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qiao.kit.mail.enums import MailState, TroubleKind
from qiao.kit.mail.models import AddressTrouble, OutboxMail
from qiao.kit.mail.registry import mail_templates, template_label
from qiao.kit.ui.listing import Choice, Column, DateRange, Listing


def _kinds() -> list[tuple[str, str]]:
    return sorted(((name, template_label(name)) for name in mail_templates.names()), key=lambda pair: pair[1])


def _kind(mail: OutboxMail) -> str:
    return template_label(mail.template)


def _url(mail: OutboxMail) -> str:
    return reverse("mail:mail", args=[mail.pk])


class OutboxListing(Listing[OutboxMail]):
    columns: ClassVar = (
        Column("subject", _("Subject"), "shown_subject", link=_url),
        Column("recipient", _("Recipient")),
        Column("state", _("State"), "get_state_display", template="outbox/parts/state.html"),
        Column("template", _("Kind of mail"), _kind),
        Column("tries", _("Tries"), numeric=True),
        Column("created_at", _("Written at")),
        Column("sent_at", _("Sent at")),
    )
    filters: ClassVar = (
        Choice(name="state", label=_("State"), choices=MailState.choices),
        Choice(name="kind", label=_("Kind of mail"), lookup="template", choices=_kinds),
        DateRange(name="written", label=_("Written"), lookup="created_at"),
    )
    search_label: ClassVar = _("Recipient")
    file_name: ClassVar = "outbox"

    def search(self, queryset: QuerySet[OutboxMail], text: str) -> QuerySet[OutboxMail]:
        return queryset.filter(recipient__icontains=text)


class TroubleListing(Listing[AddressTrouble]):
    columns: ClassVar = (
        Column("address", _("E-mail")),
        Column("kind", _("Trouble"), "get_kind_display"),
        Column("since", _("Since")),
        Column("last_at", _("Last time")),
        Column("last_answer", _("Answer of the server")),
        Column(
            "clearing",
            _("What to do"),
            lambda trouble: "",
            template="outbox/parts/clearing.html",
            exported=False,
        ),
    )
    filters: ClassVar = (Choice(name="kind", label=_("Trouble"), choices=TroubleKind.choices),)
    search_label: ClassVar = _("E-mail")
    file_name: ClassVar = "failing-addresses"

    def search(self, queryset: QuerySet[AddressTrouble], text: str) -> QuerySet[AddressTrouble]:
        return queryset.filter(address__icontains=text)
