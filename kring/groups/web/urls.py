"""Addresses of groups, of who reads, and of the people one can name in a text."""

from django.urls import path

from kring.groups.web import door, memberships, muting, owners, readers, settings_pages, views

urlpatterns = [
    path("groups/", views.index, name="groups"),
    path("groups/new/", settings_pages.new, name="group-new"),
    path("groups/invitations/", views.invitations, name="group-invitations"),
    path("groups/<str:slug>/", views.group, name="group"),
    path("groups/<str:slug>/members/", views.members, name="group-members"),
    path("groups/<str:slug>/settings/", settings_pages.change, name="group-settings"),
    path("groups/<str:slug>/archive/", settings_pages.archive, name="group-archive"),
    path("groups/<str:slug>/archive/end/", settings_pages.revive, name="group-archive-end"),
    path("groups/<str:slug>/membership/", memberships.join, name="group-join"),
    path("groups/<str:slug>/membership/end/", memberships.leave, name="group-leave"),
    path("groups/<str:slug>/mute/", muting.mute, name="group-mute"),
    path("groups/<str:slug>/requests/", memberships.ask, name="group-ask"),
    path("groups/<str:slug>/requests/end/", memberships.withdraw, name="group-ask-end"),
    path("groups/<str:slug>/invitation/acceptance/", memberships.accept, name="group-accept"),
    path("groups/<str:slug>/invitation/refusal/", memberships.refuse, name="group-refuse"),
    path("groups/<str:slug>/door/", door.show, name="group-door"),
    path("groups/<str:slug>/requests/<str:handle>/admission/", door.admit, name="group-admit"),
    path("groups/<str:slug>/requests/<str:handle>/refusal/", door.decline, name="group-decline"),
    path("groups/<str:slug>/invitations/", door.invite, name="group-invite"),
    path("groups/<str:slug>/invitations/<str:handle>/end/", door.uninvite, name="group-invite-end"),
    path("groups/<str:slug>/blocks/<str:handle>/", owners.block, name="group-block"),
    path("groups/<str:slug>/blocks/<str:handle>/end/", owners.unblock, name="group-block-end"),
    path("groups/<str:slug>/members/<str:handle>/end/", owners.remove, name="group-remove"),
    path("groups/<str:slug>/owners/<str:handle>/", owners.make_owner, name="group-owner"),
    path("groups/<str:slug>/owners/<str:handle>/end/", owners.withdraw_owner, name="group-owner-end"),
    path("audiences/<uuid:audience_id>/readers/", readers.show, name="readers"),
    path("people/suggestions/", readers.suggestions, name="people-suggestions"),
]
