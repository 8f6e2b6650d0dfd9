"""Everything that changes profiles, places and who follows whom."""

from kring.people.actions.following import follow_person, unfollow_person
from kring.people.actions.places import (
    bring_profile,
    department_named,
    place_named,
    place_person,
)
from kring.people.actions.profile import (
    FACES,
    add_expertise,
    finish_onboarding,
    give_profile,
    remove_expertise,
    remove_photo,
    save_profile,
    set_face,
    set_photo,
)
from kring.people.texts import BroughtProfile, Placement, ProfileText

__all__ = [
    "FACES",
    "BroughtProfile",
    "Placement",
    "ProfileText",
    "add_expertise",
    "bring_profile",
    "department_named",
    "finish_onboarding",
    "follow_person",
    "give_profile",
    "place_named",
    "place_person",
    "remove_expertise",
    "remove_photo",
    "save_profile",
    "set_face",
    "set_photo",
    "unfollow_person",
]
