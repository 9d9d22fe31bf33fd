"""Signing in, without the pages for it."""

from django.test import Client

from qiao.rooms.accounts.models import User


def enter(client: Client, user: User) -> Client:
    client.force_login(user)
    return client
