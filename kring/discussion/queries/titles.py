"""The titles of things here that a text points at, for who may read them."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal

from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Left, NullIf

from kring.discussion.models import Attachment, FileState, ItemState, Thread
from kring.discussion.queries.attachments import readable_file
from kring.groups.access import readable_by, visible_groups, visible_people
from kring.groups.models import Group
from kring.identity.models import Account
from kring.identity.viewer import Viewer
from kring.topics.models import Topic
from kring.topics.queries import visible_topics

TITLE_SHOWN: Final = 80  # characters of a text without a title
Sort = Literal["thread", "group", "person", "topic", "attachment"]
Target = tuple[Sort, str]  # with the id, slug or handle that its address holds


def titles_of(viewer: Viewer, targets: Iterable[Target]) -> Mapping[Target, str]:
    """Titles of those targets that the viewer may read, in one statement for all sorts together."""
    wanted: dict[Sort, list[str]] = {}
    for sort, key in targets:
        wanted.setdefault(sort, []).append(key)
    parts = [_rows(viewer, sort, keys) for sort, keys in wanted.items()]
    if not parts:
        return {}
    return {(sort, key): title for sort, key, title in parts[0].union(*parts[1:], all=True) if title}


def _rows(viewer: Viewer, sort: Sort, keys: list[str]) -> QuerySet[Any, tuple[Any, ...]]:
    if sort == "thread":
        rows = Thread.objects.filter(readable_by(viewer), pk__in=keys, state=ItemState.PUBLISHED)
        words = Coalesce(NullIf("title", Value("")), Left("excerpt", TITLE_SHOWN))
        return _named(rows, sort, "pk", words)
    if sort == "group":
        return _named(Group.objects.filter(visible_groups(viewer), slug__in=keys), sort, "slug", F("name"))
    if sort == "person":
        people = Account.objects.filter(visible_people(viewer), handle__in=keys)
        return _named(people, sort, "handle", F("name"))
    if sort == "topic":
        return _named(Topic.objects.filter(visible_topics(viewer), slug__in=keys), sort, "slug", F("name"))
    files = Attachment.objects.filter(readable_file(viewer), pk__in=keys, state=FileState.CLEAN)
    return _named(files, sort, "pk", F("name"))


def _named(rows: QuerySet[Any], sort: Sort, key: str, title: Any) -> QuerySet[Any, tuple[Any, ...]]:
    told: QuerySet[Any] = rows.annotate(
        told_sort=Value(sort, TextField()),
        told_key=Cast(key, TextField()),
        told_title=Cast(title, TextField()),
    )
    return told.order_by().values_list("told_sort", "told_key", "told_title")
