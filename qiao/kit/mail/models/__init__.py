from qiao.kit.mail.models.address import AddressTrouble, Unsubscription
from qiao.kit.mail.models.outbox import MailAttachment, MailAttempt, OutboxMail

__all__ = ["AddressTrouble", "MailAttachment", "MailAttempt", "OutboxMail", "Unsubscription"]
