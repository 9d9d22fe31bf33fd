"""The classes of this room's rows, and of the libraries' rows that no room below has classed."""

from typing import Any

from allauth.account.models import EmailConfirmation
from allauth.socialaccount.models import SocialApp, SocialToken
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from qiao.kit.classification import DataSubject, classified, classify
from qiao.rooms.privacy.domain.export import remove
from qiao.rooms.privacy.models import (
    ConsentEntry,
    Controller,
    DataExport,
    DataSubjectRequest,
    Purpose,
    PurposeText,
)

_TEXT_OF_A_PURPOSE = ["purpose", "version", "language", "title", "body"]
_RECIPIENT = ["recipient", "recipient_contact", "recipient_country"]


def register() -> None:
    classify(Purpose, plain=["code", "kind", "version", "valid_from", "retired_at"])
    classify(PurposeText, plain=[*_TEXT_OF_A_PURPOSE, *_RECIPIENT])
    classify(
        ConsentEntry,
        plain=["purpose", "text", "decision", "channel"],
        personal=["user"],
        find=_entries_of,
        erase=_forget_user,
    )
    classify(
        DataSubjectRequest,
        plain=[
            *["kind", "state", "language", "confirmed_at", "due_at", "decided_by", "decided_at"],
            *["completed_at", "certificate"],
        ],
        personal=["user", "email", "details", "answer"],
        find=_requests_of,
        erase=_empty_requests,
    )
    classify(
        DataExport,
        plain=["size", "sha256", "job_id", "made_at", "expires_at"],
        personal=["user", "request", "file"],
        find=_exports_of,
        erase=_remove_exports,
    )
    classify(
        Controller,
        plain=[
            *["name_zh", "name_en", "address_zh", "address_en", "duties_zh", "duties_en", "country"],
        ],
        personal=["email", "officer"],
        find=_controllers_of,
        kept_because=_("The law wants the contact of a controller to be public."),
    )
    _register_libraries()


def _register_libraries() -> None:
    classify(ContentType, plain=["app_label", "model"])
    classify(Permission, plain=["name", "content_type", "codename"])
    classify(Group, plain=["name"])
    classify(
        Session,
        plain=["expire_date"],
        secret=["session_key", "session_data"],
        find=_sessions_of,
        erase=_delete,
    )
    for label, add in _OF_THE_SIGN_IN_LIBRARY.items():
        if label not in classified:
            add()
    classify(
        DBTaskResult,
        plain=[
            *["status", "enqueued_at", "started_at", "finished_at", "priority", "task_path", "worker_ids"],
            *["queue_name", "backend_name", "run_after", "args_kwargs", "exception_class_path"],
        ],
        personal=["return_value", "traceback"],
        find=_tasks_of,
        erase=_empty_tasks,
    )


def _classify_confirmation() -> None:
    classify(
        EmailConfirmation,
        plain=["created", "sent"],
        personal=["email_address"],
        secret=["key"],
        find=lambda subject: EmailConfirmation.objects.filter(
            Q(email_address__user_id=subject.user_id) | Q(email_address__email__in=subject.emails)
        ),
        erase=_delete,
    )


def _classify_social_app() -> None:
    classify(
        SocialApp,
        plain=["provider", "provider_id", "name", "client_id", "settings"],
        secret=["secret", "key"],
        find=lambda subject: SocialApp.objects.none(),
        kept_because=_("Belongs to an organisation, not to a person."),
    )


def _classify_social_token() -> None:
    classify(
        SocialToken,
        plain=["app", "expires_at"],
        personal=["account"],
        secret=["token", "token_secret"],
        find=lambda subject: SocialToken.objects.filter(account__user_id=subject.user_id),
        erase=_delete,
    )


_OF_THE_SIGN_IN_LIBRARY = {
    "account.emailconfirmation": _classify_confirmation,
    "socialaccount.socialapp": _classify_social_app,
    "socialaccount.socialtoken": _classify_social_token,
}


def _entries_of(subject: DataSubject) -> QuerySet[Any]:
    return (
        ConsentEntry.objects.filter(user=subject.user_id) if subject.user_id else ConsentEntry.objects.none()
    )


def _forget_user(rows: QuerySet[Any]) -> int:
    return rows.update(user=None)


def _requests_of(subject: DataSubject) -> QuerySet[Any]:
    by_address = DataSubjectRequest.objects.filter(email__in=subject.emails)
    return by_address | DataSubjectRequest.objects.filter(user=subject.user_id, user__isnull=False)


def _empty_requests(rows: QuerySet[Any]) -> int:
    """That a request was made and how it ended stays, without who and without what was written."""
    answered = rows.exclude(answer="").update(answer="—")
    return max(answered, rows.update(user=None, email="", details=""))


def _exports_of(subject: DataSubject) -> QuerySet[Any]:
    by_request = DataExport.objects.filter(request__email__in=subject.emails)
    return by_request | DataExport.objects.filter(user=subject.user_id, user__isnull=False)


def _remove_exports(rows: QuerySet[Any]) -> int:
    return sum(remove(export) for export in rows)


def _controllers_of(subject: DataSubject) -> QuerySet[Any]:
    return Controller.objects.filter(email__in=subject.emails)


def _sessions_of(subject: DataSubject) -> QuerySet[Any]:
    """A session names its user only inside; all of them are read, at an erasure or export alone."""
    user_id = str(subject.user_id)
    keys = [
        session.session_key
        for session in Session.objects.iterator(chunk_size=1000)
        if session.get_decoded().get("_auth_user_id") == user_id
    ]
    return Session.objects.filter(pk__in=keys)


def _tasks_of(subject: DataSubject) -> QuerySet[Any]:
    """Work that the person asked for, and failures of anybody's work that quote an address of theirs."""
    found = Q(job__asked_by_id=subject.user_id, job__asked_by__isnull=False)
    for email in subject.emails:
        found |= Q(traceback__icontains=email)
    return DBTaskResult.objects.filter(found)


def _empty_tasks(rows: QuerySet[Any]) -> int:
    return rows.update(return_value=None, traceback="")


def _delete(rows: QuerySet[Any]) -> int:
    return rows.delete()[0]
