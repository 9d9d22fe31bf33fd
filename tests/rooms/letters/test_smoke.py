from pathlib import Path
import pytest
from django.test import Client
from django.core.files.uploadedfile import SimpleUploadedFile
from qiao.rooms.letters.domain.paper import fetch_paper, set_paper
from qiao.rooms.letters.domain.step import rows
from qiao.kit.files.store import store_image
from qiao.kit.jobs.worker.inline import run_ready_jobs
from tests.support.world import _picture


def test_all(issued, mia, fay, client: Client, federation):
    federation.logo = store_image(SimpleUploadedFile("a.png", _picture()), owner=fay, access="owner")
    federation.save()
    s = issued.exchange.letter_settings
    s.remarks_en = "The delegation visits the national innovation centre for intelligent connected vehicles.\nThe programme is attached."
    s.remarks_zh = "代表团将参访国家智能网联汽车创新中心。\n日程附后。"
    s.address_zh = "北京市大兴区荣华南路1号"; s.address_en="1 Ronghua South Road, Daxing, Beijing"
    s.save()
    run_ready_jobs()
    issued = rows().get(pk=issued.pk)
    Path("/tmp/h/letter.pdf").write_bytes(fetch_paper(issued, actor=mia))
    issued.code=None
    issued.number=None
    Path("/tmp/h/preview.pdf").write_bytes(set_paper(issued))

@pytest.mark.parametrize("who", ["mia", "una", "fay"])
def test_pages(request, who, papered, submitted, client: Client):
    pass
