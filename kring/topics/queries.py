"""Everything read about topics."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from kring.identity.viewer import Viewer
from kring.infra.verdict import Unseen
from kring.kit.names import fold
from kring.topics import rules
from kring.topics.models import Topic, TopicFollow

SUGGESTED = 8


@dataclass(frozen=True)
class TopicCard:
    """A topic as shown beside a text or in a list."""

    id: UUID
    slug: str
    name: str

    @property
    def url(self) -> str:
        """Address of the topic's page."""
        return f"/topics/{self.slug}/"


@dataclass(frozen=True)
class TopicPage:
    """What stands above the conversations about a topic."""

    id: UUID
    slug: str
    name: str
    text: str
    followers: int
    is_followed: bool


def slug_for(name: str) -> str:
    """The slug of a topic as somebody typed it: "#Café-beleid" becomes "cafe-beleid"; may be empty."""
    return fold(name).replace(" ", "-")[:60].strip("-")


def visible_topics(viewer: Viewer) -> Q:
    """The topics whose name the viewer may know, as a filter: public ones, for colleagues only.

    A name first used in a closed group says what is talked about there, so it shows nowhere else.
    """
    if rules.COLLEAGUES in viewer.tokens:
        return Q(is_public=True)
    return Q(pk__in=[])


def suggested_topics(viewer: Viewer, prefix: str) -> tuple[TopicCard, ...]:
    """Topics that begin with what was typed after the #, the most followed first; one statement."""
    start = slug_for(prefix.removeprefix("#"))
    if not start:
        return ()
    rows = (
        Topic.objects.filter(visible_topics(viewer), slug__startswith=start)
        .annotate(followers=Count("follows"))
        .order_by("-followers", "slug")
    )
    return _cards(rows[:SUGGESTED])


def popular_topics(viewer: Viewer, limit: int = 6) -> tuple[TopicCard, ...]:
    """The public topics with most followers that the viewer does not follow yet."""
    own = TopicFollow.objects.filter(topic=OuterRef("pk"), account=viewer.id)
    rows = (
        Topic.objects.filter(visible_topics(viewer), ~Exists(own))
        .annotate(followers=Count("follows"))
        .order_by("-followers", "slug")
    )
    return _cards(rows[:limit])


def followed_topics(viewer: Viewer) -> tuple[TopicCard, ...]:
    """The topics that the viewer follows, by name."""
    return _cards(Topic.objects.filter(follows__account=viewer.id).order_by("slug"))


def topics_by_slug(viewer: Viewer, slugs: Iterable[str]) -> dict[str, TopicCard]:
    """Those of `slugs` that exist and that the viewer may see, keyed by slug."""
    rows = Topic.objects.filter(visible_topics(viewer), slug__in=list(slugs))
    return {card.slug: card for card in _cards(rows)}


def topic(viewer: Viewer, slug: str, carried: Callable[[UUID], bool] | None = None) -> TopicPage:
    """One topic for its page; two statements.

    `carried` is asked about a topic that is not public: does the viewer read a thread about it?
    Raises Unseen when the viewer may not know the topic.
    """
    own = TopicFollow.objects.filter(topic=OuterRef("pk"), account=viewer.id)
    row = Topic.objects.filter(slug=slug).annotate(followed=Exists(own)).first()
    if row is None or not (_is_shown(viewer, row) or (carried is not None and carried(row.id))):
        raise Unseen
    followers = TopicFollow.objects.filter(topic=row).count()
    return TopicPage(row.id, row.slug, row.name, row.text, followers, row.followed)


def _is_shown(viewer: Viewer, row: Topic) -> bool:
    return row.is_public and rules.COLLEAGUES in viewer.tokens


def _cards(rows: "QuerySet[Topic]") -> tuple[TopicCard, ...]:
    return tuple(TopicCard(*values) for values in rows.values_list("id", "slug", "name"))
