"""After a post: back to the page that the button stood on, if that is a page of ours."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme


def way_back(request: HttpRequest, otherwise: str) -> str:
    """The address in the form's `next` or of the page before, else `otherwise`; never another site's."""
    for address in (request.POST.get("next", ""), request.headers.get("Referer", "")):
        if url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure()):
            return address
    return otherwise


def sent(request: HttpRequest) -> QueryDict:
    """What a button sent: what stands in its address, and its own name and value."""
    both = request.GET.copy()
    both.update(request.POST)
    return both


def is_wanted(request: HttpRequest) -> bool:
    """Whether a button that is on or off was pressed to go on; the macro `press` posts 0 for off."""
    return request.POST.get("want", "1") != "0"


def pressed(request: HttpRequest, otherwise: str) -> HttpResponse:
    """The answer to such a button: nothing for the script that changed it already, else back to the page."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    return HttpResponseRedirect(way_back(request, otherwise))
