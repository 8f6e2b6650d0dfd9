"""Whom a viewer may see, and finding people by the words of their names."""

from django.db.models import F, Func, Q, QuerySet, TextField

from kring.identity.models import Account
from kring.identity.viewer import Viewer
from kring.kit.names import fold
from kring.people import rules

MOST_WORDS = 6


def shown_to(viewer: Viewer) -> Q:
    """The people whose profile the viewer may open, as a filter: all for a colleague, else acquaintances."""
    if viewer.knows is not None:
        return Q(pk__in=viewer.knows)
    return Q() if rules.is_colleague(viewer) else Q(pk=viewer.id)


def visible_accounts(viewer: Viewer) -> QuerySet[Account]:
    """The people whose profile the viewer may open."""
    return Account.objects.filter(shown_to(viewer))


def with_words(accounts: QuerySet[Account]) -> QuerySet[Account]:
    """`accounts` with `name_words`, for `named`: the expression that the index account_name_words holds."""
    words = Func(F("sort_key"), template="(' ' || %(expressions)s)", output_field=TextField())
    return accounts.alias(name_words=words)


def named(word: str) -> Q:
    """People with a name in which some word begins with this folded word: "berg" finds Van den Berg."""
    return Q(name_words__contains=f" {word}")


def words_of(text: str) -> list[str]:
    """The folded words that somebody typed; more than six narrow nothing any further."""
    return fold(text[:200]).split()[:MOST_WORDS]
