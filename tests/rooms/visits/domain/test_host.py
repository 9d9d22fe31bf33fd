import pytest

from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.partner import remove_partner
from qiao.rooms.exchanges.errors import PartnerInUse
from qiao.rooms.exchanges.models import Exchange, Partner
from qiao.rooms.visits.models import Visit


def test_a_host_with_a_visit_stays(exchange: Exchange, battery: Visit, host: Partner, fay: User) -> None:
    with pytest.raises(PartnerInUse):
        remove_partner(host, actor=fay)

    assert exchange.partners.filter(pk=host.pk).exists()
    assert Visit.objects.get(pk=battery.pk).host == host
