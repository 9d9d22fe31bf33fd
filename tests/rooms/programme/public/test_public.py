import pytest
from django.test import Client
from django.urls import reverse

from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.models import ProgrammeItem
from tests.rooms.programme.public.conftest import Released

pytestmark = pytest.mark.django_db


def test_public_page_shows_what_was_released(
    client: Client, exchange: Exchange, welcome: ProgrammeItem, panel: ProgrammeItem, internal: ProgrammeItem, release: Released
) -> None:
    release()

    page = client.get(reverse("programme:public", args=[exchange.pk])).content.decode()

    assert "Welcome" in page
    assert "Panel on joint laboratories" in page
    assert "Staff breakfast" not in page
    open("/tmp/h/home-pub/page.html","w").write(page)
