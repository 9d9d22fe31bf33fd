"""The mails that belong to no room."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.mail.registry import MailTemplate, mail_templates


def register() -> None:
    mail_templates.register("mail.check", MailTemplate("mail/kit/check", {}, _("Check of the mail server")))
