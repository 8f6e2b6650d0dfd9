"""The own profile: text, face, photo and expertise."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kring.identity.viewer import Viewer
from kring.identity.web.viewer import viewer_of
from kring.infra.pictures import PictureRefused
from kring.infra.returning import way_back
from kring.kit.clock import utcnow
from kring.people import actions, queries
from kring.people.web.forms import PhotoForm, ProfileForm, refusal_words
from kring.ui import toasts


def _page(request: HttpRequest, viewer: Viewer, form: ProfileForm | None, photo: PhotoForm) -> HttpResponse:
    own = queries.own_profile(viewer)
    if form is None:
        initial = ProfileForm.initial_from(own.text)
        form = ProfileForm(initial=initial, places=queries.places(viewer))
    context = {"own": own, "form": form, "photo": photo, "drawings": actions.FACES}
    failed = form.is_bound or photo.is_bound
    return render(request, "people/edit.jinja", context, status=422 if failed else 200)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    """Change what the profile tells."""
    viewer = viewer_of(request)
    if request.method != "POST":
        return _page(request, viewer, None, PhotoForm())
    form = ProfileForm(request.POST, places=queries.places(viewer))
    if not form.is_valid():
        return _page(request, viewer, form, PhotoForm())
    actions.save_profile(actor=viewer, text=form.text(), now=utcnow())
    toasts.say(request, _("Your profile is saved."))
    return redirect("person", handle=viewer.handle)


@require_POST
def face(request: HttpRequest) -> HttpResponse:
    """Choose a drawing, or initials."""
    actions.set_face(actor=viewer_of(request), face=request.POST.get("face", ""), now=utcnow())
    toasts.say(request, _("Colleagues see this face from now on."))
    return redirect(way_back(request, reverse("profile-edit")))


@require_POST
def photo(request: HttpRequest) -> HttpResponse:
    """Upload a photo; what cannot be used is refused with a sentence."""
    viewer = viewer_of(request)
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            actions.set_photo(actor=viewer, raw=form.cleaned_data["photo"].read(), now=utcnow())
        except PictureRefused as refused:
            form.add_error("photo", refusal_words(refused.reason_code))
    if form.errors:
        return _page(request, viewer, None, form)
    toasts.say(request, _("Your photo is there."))
    return redirect("welcome-expertise" if request.POST.get("step") == "welcome" else "profile-edit")


@require_POST
def photo_end(request: HttpRequest) -> HttpResponse:
    """Take the photo away."""
    actions.remove_photo(actor=viewer_of(request), now=utcnow())
    toasts.say(request, _("Your photo is removed."))
    return redirect("profile-edit")


@require_POST
def expertise(request: HttpRequest) -> HttpResponse:
    """Add what somebody knows about; commas separate several subjects."""
    viewer, now = viewer_of(request), utcnow()
    for name in request.POST.get("name", "")[:400].split(",")[:10]:
        actions.add_expertise(actor=viewer, name=name.replace("\0", ""), now=now)
    return redirect(way_back(request, reverse("profile-edit")))


@require_POST
def expertise_end(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a subject back."""
    actions.remove_expertise(actor=viewer_of(request), slug=slug, now=utcnow())
    return redirect(way_back(request, reverse("profile-edit")))
