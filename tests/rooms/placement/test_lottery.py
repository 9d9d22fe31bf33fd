"""The seed: fixed before the first list by a digest, and drawn again by everybody once the result is out."""

import hashlib
import json

from django.db import connection
from django.test import Client

from qiao.rooms.accounts.models import User
from qiao.rooms.placement.domain.lottery import seed_of
from qiao.rooms.placement.models import MatchingRound, RankOrderList
from tests.rooms.placement.factory import publish_now, run_by_two


def document(matching_round: MatchingRound) -> dict[str, object]:
    answer = Client().get(f"/en/placement/{matching_round.pk}/verification/seed/")
    assert answer.status_code == 200
    return dict(json.loads(answer.content))


def test_before_the_opening_there_is_nothing_to_show(prepared: MatchingRound) -> None:
    assert Client().get(f"/en/placement/{prepared.pk}/verification/seed/").status_code == 404
    assert (prepared.nonce, prepared.nonce_digest) == (None, "")


def test_the_digest_of_the_nonce_is_out_before_any_list(opened: MatchingRound, fay: User) -> None:
    digest = hashlib.sha256(bytes(opened.nonce)).hexdigest()

    assert document(opened) == {"round": str(opened.pk), "nonce_sha256": digest}
    client = Client()
    client.force_login(fay)
    page = client.get(f"/en/placement/{opened.pk}/").content.decode()
    assert digest in page
    assert bytes(opened.nonce).hex() not in page
    with connection.cursor() as cursor:
        cursor.execute("SELECT nonce FROM placement_matchinground WHERE nonce IS NOT NULL")
        assert [row[0][:3] for row in cursor.fetchall()] == ["s1."]


def test_nobody_sees_the_nonce_before_the_result_is_out(
    certified: MatchingRound, fay: User, ari: User
) -> None:
    run_by_two(certified, fay, ari)

    assert document(certified).keys() == {"round", "nonce_sha256"}


def test_everybody_can_draw_the_seed_again(certified: MatchingRound, fay: User, ari: User) -> None:
    run = run_by_two(certified, fay, ari)
    told = document(publish_now(certified))

    nonce, digests = bytes.fromhex(str(told["nonce"])), told["digests"]
    assert isinstance(digests, list)
    assert hashlib.sha256(nonce).hexdigest() == told["nonce_sha256"] == certified.nonce_digest
    drawn = hashlib.sha256(nonce + "".join(sorted(digests)).encode()).digest()
    assert int.from_bytes(drawn[:8]) % 2**31 == told["seed"] == run.seed
    assert len(digests) == 5  # three people and two posts


def test_nonce_and_lists_both_decide(certified: MatchingRound) -> None:
    assert seed_of(certified) == certified.seed
    entry = RankOrderList.objects.filter(round=certified).first()
    assert entry is not None
    RankOrderList.objects.filter(pk=entry.pk).update(digest="f" * 64)
    assert seed_of(certified) != certified.seed
    RankOrderList.objects.filter(pk=entry.pk).update(digest=entry.digest)
    certified.nonce = bytes(32)
    assert seed_of(certified) != certified.seed
