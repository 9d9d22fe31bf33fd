"""A material and a question on a session that was released."""

from typing import TYPE_CHECKING

from qiao.rooms.programme.models import Material, Question

if TYPE_CHECKING:
    from tests.support.world import World


def fill(world: "World") -> dict[str, str]:
    exchange, items, places, tracks = (world.rows[name] for name in ("exchange", "items", "places", "tracks"))
    item = items[1]
    item.track = tracks[0]
    item.save()
    material = Material.objects.create(
        exchange=exchange,
        item=item,
        kind="link",
        title_en="Brochure",
        url="https://plain.example/",
        access="public",
    )
    question = Question.objects.create(
        item=item, text_en="How many places are there?", asker=world.users["stranger"], state="shown"
    )
    return {
        "exchange_id": str(exchange.pk),
        "materials/pk": str(material.pk),
        "new/kind": "link",
        "questions/pk": str(question.pk),
        "sessions/pk": str(item.pk),
        "pk/questions": str(item.pk),
        "public/session": str(item.pk),
        "places/place": str(places["hall"].pk),
        "tracks/track": str(tracks[0].pk),
    }
