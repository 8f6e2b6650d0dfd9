"""What is told about a group when it starts or changes."""

from dataclasses import dataclass

from kring.groups.models import GroupKind


@dataclass(frozen=True, kw_only=True)
class GroupText:
    """Name, purpose, welcome and kind, as typed; `slug` only counts when a group starts.

    `mail_text`: mails about a closed or hidden group hold what is written there.
    """

    name: str
    kind: str = GroupKind.OPEN
    purpose: str = ""
    welcome: str = ""
    slug: str = ""
    mail_text: bool = False
