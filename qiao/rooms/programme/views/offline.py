from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from qiao.rooms.exchanges.views.load import actor_of, exchange_for
from qiao.rooms.programme.domain.offline import ask_offline_copy
from qiao.rooms.programme.public.stamp import standing_copy


@require_safe
def offline_copy(request: HttpRequest, exchange_id: UUID) -> HttpResponseBase:
    exchange = exchange_for(request, exchange_id)
    copy = standing_copy(exchange)
    if copy is None:
        raise Http404
    content = copy.file.storage.open(str(copy.file.name), "rb")
    return FileResponse(content, as_attachment=True, filename=f"programme-{copy.made_at:%Y-%m-%d}.zip")


@require_POST
@login_required
def offline_making(request: HttpRequest, exchange_id: UUID) -> HttpResponse:
    exchange = exchange_for(request, exchange_id, "programme.make_offline_copy")
    job = ask_offline_copy(exchange, actor=actor_of(request))
    return redirect("jobs:job", job.pk)
