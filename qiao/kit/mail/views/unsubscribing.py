from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from qiao.kit.mail.registry import template_label
from qiao.kit.mail.unsubscribing import read_token, subscribe_again, unsubscribe


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def unsubscription(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the link changes nothing: programs that check mails open links too."""
    choice = read_token(token)
    if request.method == "POST":
        unsubscribe(choice)
        return redirect("mail:unsubscribe", token=token)
    context = {"choice": choice, "kind": template_label(choice.template), "token": token}
    return render(request, "outbox/unsubscribe.html", context)


@require_POST
def resubscription(request: HttpRequest, token: str) -> HttpResponse:
    subscribe_again(read_token(token))
    return redirect("mail:unsubscribe", token=token)
