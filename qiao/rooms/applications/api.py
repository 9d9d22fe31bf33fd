"""This room for programs."""

from ninja import Router

router = Router(tags=["applications"])
