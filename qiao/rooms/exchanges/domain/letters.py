"""Mails of an exchange. Those about a delegation come in the name of the partner that invited it."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import override

from qiao.kit.bilingual.localized import localized
from qiao.kit.mail.outbox import queue_mail
from qiao.kit.zones import by_the_clock
from qiao.rooms.accounts.models import Invitation, User
from qiao.rooms.exchanges.addresses import delegation_url
from qiao.rooms.exchanges.enums import MemberState
from qiao.rooms.exchanges.models import Delegation, DelegationMember, Partner, SeatOffer
from qiao.rooms.exchanges.purpose_names import DELEGATION, PLACE

ERASED = "@erased.invalid"


def invite_head(delegation: Delegation, invitation: Invitation, letter: dict[str, str]) -> None:
    _write_invitation("exchanges.delegation_invitation", delegation, invitation, letter)


def invite_member(member: DelegationMember, invitation: Invitation, letter: dict[str, str]) -> None:
    _write_invitation("exchanges.member_invitation", member.delegation, invitation, letter)


def tell_of_offer(offer: SeatOffer) -> None:
    delegation = offer.delegation
    language = _language_of_head(delegation)
    until = {"until": _moment(offer.expires_at, delegation, language), "seats": offer.seats}
    _write("exchanges.seat_offer", delegation, language, until, key=_key(offer))


def _key(offer: SeatOffer) -> str:
    """Said again where the time to answer became shorter."""
    return f"exchanges.seat_offer:{offer.pk}:{offer.expires_at:%Y%m%d%H%M}"


def tell_head(delegation: Delegation, news: str, *, key: str, reason: str = "") -> None:
    """`news` is one of waiting, lapsed, approved, sent_back, refused, withdrawn."""
    context = {"news": news, "reason": reason}
    language = _language_of_head(delegation)
    _write("exchanges.delegation_news", delegation, language, context, key=f"exchanges.{news}:{key}")


def tell_members(delegation: Delegation, *, but: User) -> None:
    """Those who were told that they have a place, before it goes. Who was only written down knows of none;
    the head gets a mail of their own."""
    told = delegation.members.filter(state__in=(MemberState.INVITED, MemberState.CONFIRMED))
    others = told.exclude(user__in=filter(None, (but.pk, delegation.head_id)))
    for member in others.exclude(email="").select_related("user"):
        language = _language_of_member(member)
        queue_mail(
            "exchanges.member_news",
            to=member.user or member.email,
            context=about(delegation, language),
            key=f"exchanges.member_news:{member.pk}",
            language=language,
            reply_to=delegation.partner.reply_to,
            sender_name=sender_of(delegation.partner, language),
        )


def sender_of(partner: Partner, language: str) -> str:
    """What the partner calls itself in its mails, or else its name."""
    suffix = "en" if language.startswith("en") else "zh"
    own = localized(partner.sender_name_zh, partner.sender_name_en, suffix)
    named = localized(partner.organisation.name_zh, partner.organisation.name_en, suffix)
    return str(own or named)


def _write_invitation(
    template: str, delegation: Delegation, invitation: Invitation, letter: dict[str, str]
) -> None:
    language = invitation.language
    context = about(delegation, language) | {"url": letter["url"], "expires_on": letter["expires_on"]}
    queue_mail(
        template,
        to=invitation.email,
        context=context,
        key=f"{template}:{invitation.pk}",
        actor=invitation.invited_by,
        language=language,
        reply_to=delegation.partner.reply_to,
        sender_name=sender_of(delegation.partner, language),
    )


def is_reachable(delegation: Delegation) -> bool:
    """Nobody leads it yet, or the person had their data erased: then there is nobody to write to."""
    email = delegation.head_email
    return delegation.head is not None or bool(email and not email.endswith(ERASED))


def _write(template: str, delegation: Delegation, language: str, more: dict[str, Any], *, key: str) -> None:
    if not is_reachable(delegation):
        return
    queue_mail(
        template,
        to=delegation.head or delegation.head_email,
        context=about(delegation, language) | {"url": delegation_url(delegation, language)} | more,
        key=key,
        language=language,
        reply_to=delegation.partner.reply_to,
        sender_name=sender_of(delegation.partner, language),
    )


def about(delegation: Delegation, language: str) -> dict[str, Any]:
    exchange = delegation.exchange
    with override(language):
        return {
            "exchange": str(exchange.name),
            "university": str(delegation.organisation.name),
            "inviter": sender_of(delegation.partner, language),
            "place": str(exchange.place),
            "starts_on": date_format(exchange.starts_on, "DATE_FORMAT"),
            "ends_on": date_format(exchange.ends_on, "DATE_FORMAT"),
            "seats": delegation.seats_asked,
        }


def _moment(moment: dt.datetime, delegation: Delegation, language: str) -> str:
    with override(language):
        return by_the_clock(moment, delegation.exchange.time_zone)


def _language_of_head(delegation: Delegation) -> str:
    """Their own, or while they have no account that in which they were invited."""
    if delegation.head is not None:
        return str(delegation.head.language)
    return _invited_in(DELEGATION, delegation.pk) or settings.LANGUAGE_CODE


def _language_of_member(member: DelegationMember) -> str:
    if member.user is not None:
        return str(member.user.language)
    return _invited_in(PLACE, member.pk) or _language_of_head(member.delegation)


def _invited_in(purpose: str, target_id: UUID) -> str:
    invited = Invitation.objects.filter(purpose=purpose, target_id=target_id).order_by("-id")
    return invited.values_list("language", flat=True).first() or ""
