"""What this room tells the others, once the models are loaded."""

from qiao.rooms.programme import public_registration, rules


def register() -> None:
    rules.add_permissions()
    public_registration.register()
