"""The message that goes out, made from its row."""

from email.encoders import encode_base64
from email.message import Message
from email.mime.base import MIMEBase
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from qiao.kit.mail.models import MailAttachment, OutboxMail
from qiao.kit.mail.unsubscribing import unsubscribe_url


def compose(mail: OutboxMail) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=_sender(mail),
        to=[mail.recipient],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers=_headers(mail),
    )
    message.attach_alternative(mail.html, "text/html")
    for attachment in mail.attachments.all():
        message.attach(_part(attachment))
    return message


def _sender(mail: OutboxMail) -> str:
    """Another name before our own address, which alone passes the checks of receivers (SPF, DKIM)."""
    own = str(settings.DEFAULT_FROM_EMAIL)
    return formataddr((mail.sender_name, parseaddr(own)[1])) if mail.sender_name else own


def _headers(mail: OutboxMail) -> dict[str, str]:
    """No answers between machines (RFC 3834); optional mail says where to unsubscribe (RFC 2369)."""
    headers = {
        "Message-ID": mail.message_id,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Content-Language": "zh-Hans" if mail.language == "zh-hans" else mail.language,
    }
    if mail.is_optional:
        url = unsubscribe_url(mail.recipient, mail.template, mail.language)
        headers["List-Unsubscribe"] = f"<{url}>"
    return headers


def _part(attachment: MailAttachment) -> MIMEBase:
    """Built by hand, because a calendar's type carries its method as a parameter."""
    header = Message()
    header["Content-Type"] = attachment.content_type
    part = MIMEBase(header.get_content_maintype(), header.get_content_subtype())
    for name, value in (header.get_params() or [])[1:]:
        part.set_param(name, value)
    part.set_payload(bytes(attachment.content))
    encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", attachment.name))
    return part
