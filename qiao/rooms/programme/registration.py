"""What this room tells the others, once the models are loaded."""

from qiao.rooms.programme import public_registration
from qiao.rooms.programme.releases import registration as releases


def register() -> None:
    releases.register()
    public_registration.register()
