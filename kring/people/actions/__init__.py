"""Everything that changes profiles, places and who follows whom."""

from kring.people.actions.following import follow_person, unfollow_person
from kring.people.actions.places import (
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
from kring.people.texts import Placement, ProfileText

__all__ = [
    "FACES",
    "Placement",
    "ProfileText",
    "add_expertise",
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
