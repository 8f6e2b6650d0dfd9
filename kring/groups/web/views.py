"""The list of groups, one group, its members, and the viewer's invitations."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kring.groups import queries, rules
from kring.groups.models import GroupKind
from kring.groups.queries import GroupFilter
from kring.groups.queries.page import GroupPage
from kring.identity.web.viewer import viewer_of

LANES = ("all", "mine", "archive")


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """All groups whose name the viewer may know."""
    viewer, asked = viewer_of(request), request.GET
    lane = asked.get("lane", "all") if asked.get("lane") in LANES else "all"
    wanted = GroupFilter(
        q=asked.get("q", "").replace("\0", "").strip()[:100],
        kind=asked.get("kind", "") if asked.get("kind") in GroupKind.values else "",
        mine=lane == "mine",
        archived=lane == "archive",
    )
    page = queries.groups(viewer, wanted, asked.get("after", ""))
    following = asked.copy()
    following["after"] = page.next
    context = {
        "page": page,
        "wanted": wanted,
        "lane": lane,
        "lanes": _lanes(lane),
        "may_create": rules.may_create_group(viewer),
        "invitations": queries.my_invitations(viewer),
        "next_href": f"?{following.urlencode()}" if page.next else "",
    }
    return render(request, "groups/index.jinja", context)


def _lanes(chosen: str) -> list[dict[str, object]]:
    texts = (("all", _("All groups")), ("mine", _("My groups")), ("archive", _("Archive")))
    here = reverse("groups")
    return [
        {"text": text, "href": f"{here}?lane={key}", "current": key == chosen, "count": 0}
        for key, text in texts
    ]


def inside(page: GroupPage, chosen: str) -> list[dict[str, object]]:
    """The strip of ways to look at one group."""
    slug = page.card.slug
    tabs = [("group", _("Conversations"), 0), ("group-members", _("Members"), 0)]
    if page.card.is_owner:
        tabs += [("group-door", _("At the door"), page.waiting), ("group-settings", _("Settings"), 0)]
    return [
        {"text": text, "href": reverse(name, args=[slug]), "current": name == chosen, "count": count}
        for name, text, count in tabs
    ]


@require_GET
def group(request: HttpRequest, slug: str) -> HttpResponse:
    """One group: who reads, and its conversations."""
    page = queries.group(viewer_of(request), slug)
    return render(request, "groups/group.jinja", {"group": page, "lanes": inside(page, "group")})


@require_GET
def members(request: HttpRequest, slug: str) -> HttpResponse:
    """The members, for who reads the group."""
    viewer = viewer_of(request)
    listed = queries.members(viewer, slug, request.GET.get("after", ""))
    page = queries.group(viewer, slug)
    context = {"group": page, "listed": listed, "lanes": inside(page, "group-members")}
    return render(request, "groups/members.jinja", context)


@require_GET
def invitations(request: HttpRequest) -> HttpResponse:
    """What the viewer was invited to."""
    return render(
        request, "groups/invitations.jinja", {"invitations": queries.my_invitations(viewer_of(request))}
    )
