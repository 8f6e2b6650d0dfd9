"""Everything read about kinds of item and about where one may write."""

from kring.posts.queries.audiences import AudienceChoice, audience_for, audiences, for_everyone
from kring.posts.queries.drafts import DRAFTS_SQL, DraftCard, draft_for, drafts, due_drafts
from kring.posts.queries.facts import Step, Votes, facts_of, steps_of, voters_of
from kring.posts.queries.must_read import (
    MUST_BE_READ_SQL,
    TO_READ_SQL,
    MustReadView,
    ToRead,
    must_read_of,
    sent_in_month,
    to_read,
    to_read_from,
)
from kring.posts.queries.praise import (
    Entity,
    GivenPraise,
    PraiseChoices,
    entity_with_slug,
    kinds_offered,
    kinds_when,
    praise_choices,
    praise_settings,
    praise_to,
    receivers_named,
)
from kring.posts.queries.questions import Asked, Reopened, ReviewView, asked, made_by, reopenings_of
from kring.posts.queries.sharing import GroupToShareIn, SharedIn, groups_to_share_in, shared_in

__all__ = [
    "DRAFTS_SQL",
    "MUST_BE_READ_SQL",
    "TO_READ_SQL",
    "Asked",
    "AudienceChoice",
    "DraftCard",
    "Entity",
    "GivenPraise",
    "GroupToShareIn",
    "MustReadView",
    "PraiseChoices",
    "Reopened",
    "ReviewView",
    "SharedIn",
    "Step",
    "ToRead",
    "Votes",
    "asked",
    "audience_for",
    "audiences",
    "draft_for",
    "drafts",
    "due_drafts",
    "entity_with_slug",
    "facts_of",
    "for_everyone",
    "groups_to_share_in",
    "kinds_offered",
    "kinds_when",
    "made_by",
    "must_read_of",
    "praise_choices",
    "praise_settings",
    "praise_to",
    "receivers_named",
    "reopenings_of",
    "sent_in_month",
    "shared_in",
    "steps_of",
    "to_read",
    "to_read_from",
    "voters_of",
]
