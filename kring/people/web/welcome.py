"""The first visit: face, expertise, follow. Each step can be skipped, all of it works without scripts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kring.identity.web.viewer import viewer_of
from kring.kit.clock import utcnow
from kring.people import actions, queries
from kring.people.web.forms import PhotoForm
from kring.topics.queries import popular_topics


@require_http_methods(["GET", "POST"])
def face(request: HttpRequest) -> HttpResponse:
    """Step 1: a drawing, a photo or initials."""
    viewer = viewer_of(request)
    if request.method == "POST":
        chosen = request.POST.get("face")
        if chosen is not None:
            actions.set_face(actor=viewer, face=chosen, now=utcnow())
        return redirect("welcome-expertise")
    context = {"own": queries.own_profile(viewer), "drawings": actions.FACES, "photo": PhotoForm()}
    return render(request, "people/welcome_face.jinja", context)


@require_GET
def expertise(request: HttpRequest) -> HttpResponse:
    """Step 2: what you know about."""
    viewer = viewer_of(request)
    context = {"own": queries.own_profile(viewer), "ideas": queries.expertise_ideas(viewer)}
    return render(request, "people/welcome_expertise.jinja", context)


@require_GET
def follow(request: HttpRequest) -> HttpResponse:
    """Step 3: follow a topic, a group or a colleague."""
    viewer = viewer_of(request)
    context = {"topics": popular_topics(viewer, 4), "people": queries.people_to_follow(viewer)}
    return render(request, "people/welcome_follow.jinja", context)


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """Done, or skipped."""
    actions.finish_onboarding(actor=viewer_of(request), now=utcnow())
    return redirect("home")
