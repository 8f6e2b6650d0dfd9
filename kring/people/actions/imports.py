"""Profiles of many people from elsewhere at once."""

from collections.abc import Mapping
from uuid import UUID

from kring.people.models import Profile


def bring_texts(*, about: Mapping[UUID, str]) -> None:
    """Give each account a profile with this text about the person; one that is there gets the text."""
    Profile.objects.bulk_create(
        [Profile(account_id=pk, about=text) for pk, text in about.items()],
        update_conflicts=True,
        unique_fields=["account"],
        update_fields=["about"],
    )
