"""Everything that changes kinds of item."""

from kring.posts.actions.drafts import (
    end_draft,
    remove_draft,
    restore_draft,
    save_draft,
    schedule_draft,
    unschedule_draft,
)
from kring.posts.actions.ideas import reply_to_idea, support_idea
from kring.posts.actions.merging import merge_questions
from kring.posts.actions.must_read import (
    acknowledge,
    drop_must_read,
    release_reading,
    require_reading,
    settle_must_reads,
)
from kring.posts.actions.placing import place
from kring.posts.actions.polls import end_poll, open_poll, vote
from kring.posts.actions.praise import add_value, end_value, give_praise, switch_praise
from kring.posts.actions.publishing import publish
from kring.posts.actions.questions import also_want, ask_from_comment, refresh_question
from kring.posts.actions.reopening import reopen_question
from kring.posts.actions.reviews import arrange_review, ask_for_looks, begin_review, confirm_answer
from kring.posts.actions.scheduling import place_draft
from kring.posts.actions.sharing import drop_needless_reference, end_sharing, share_thread
from kring.posts.texts import Handed, OfficialReply, PollText, PraiseText

__all__ = [
    "Handed",
    "OfficialReply",
    "PollText",
    "PraiseText",
    "acknowledge",
    "add_value",
    "also_want",
    "arrange_review",
    "ask_for_looks",
    "ask_from_comment",
    "begin_review",
    "confirm_answer",
    "drop_must_read",
    "drop_needless_reference",
    "end_draft",
    "end_poll",
    "end_sharing",
    "end_value",
    "give_praise",
    "merge_questions",
    "open_poll",
    "place",
    "place_draft",
    "publish",
    "refresh_question",
    "release_reading",
    "remove_draft",
    "reopen_question",
    "reply_to_idea",
    "require_reading",
    "restore_draft",
    "save_draft",
    "schedule_draft",
    "settle_must_reads",
    "share_thread",
    "support_idea",
    "switch_praise",
    "unschedule_draft",
    "vote",
]
