"""Everything read about people and departments."""

from kring.people.queries.departments import (
    DepartmentCard,
    DepartmentNode,
    DepartmentPage,
    department,
    departments_in_order,
    departments_tree,
    parts_of,
)
from kring.people.queries.finding import (
    Expert,
    Facet,
    Facets,
    PeopleFilter,
    PeoplePage,
    experts,
    facets,
    people,
    suggested_people,
)
from kring.people.queries.profile import (
    OwnProfile,
    PersonPage,
    Word,
    expertise_ideas,
    own_profile,
    people_to_follow,
    person,
    placement,
    places,
    shows_photo,
)
from kring.people.queries.rows import PersonRow
from kring.people.queries.visible import visible_accounts

__all__ = [
    "DepartmentCard",
    "DepartmentNode",
    "DepartmentPage",
    "Expert",
    "Facet",
    "Facets",
    "OwnProfile",
    "PeopleFilter",
    "PeoplePage",
    "PersonPage",
    "PersonRow",
    "Word",
    "department",
    "departments_in_order",
    "departments_tree",
    "expertise_ideas",
    "experts",
    "facets",
    "own_profile",
    "parts_of",
    "people",
    "people_to_follow",
    "person",
    "placement",
    "places",
    "shows_photo",
    "suggested_people",
    "visible_accounts",
]
