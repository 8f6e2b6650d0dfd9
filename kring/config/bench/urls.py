"""The product's addresses and one more, which does nothing: the measure of what a page costs at least."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from kring.config.urls import handler404, handler500
from kring.config.urls import urlpatterns as product
from kring.identity.web.viewer import public


@public
def hello(request: HttpRequest) -> HttpResponse:
    """The shortest answer that passes through all middleware."""
    return HttpResponse("hello")


urlpatterns = [path("bench/hello/", hello), *product]
__all__ = ["handler404", "handler500", "urlpatterns"]
