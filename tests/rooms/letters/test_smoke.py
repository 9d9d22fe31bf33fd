from pathlib import Path
from django.test import Client
from qiao.rooms.letters.domain.paper import fetch_paper, set_paper


def test_all(papered, mia, fay, claimed, client: Client):
    Path("/tmp/h/letter.pdf").write_bytes(fetch_paper(papered, actor=mia))
