"""Everything that changes kinds of item."""

from kring.posts.actions.ideas import reply_to_idea, support_idea
from kring.posts.actions.merging import merge_questions
from kring.posts.actions.polls import end_poll, open_poll, vote
from kring.posts.actions.praise import add_value, end_value, give_praise, switch_praise
from kring.posts.actions.publishing import publish
from kring.posts.actions.questions import also_want, ask_from_comment, refresh_question
from kring.posts.actions.reopening import reopen_question
from kring.posts.texts import OfficialReply, PollText, PraiseText

__all__ = [
    "OfficialReply",
    "PollText",
    "PraiseText",
    "add_value",
    "also_want",
    "ask_from_comment",
    "end_poll",
    "end_value",
    "give_praise",
    "merge_questions",
    "open_poll",
    "publish",
    "refresh_question",
    "reopen_question",
    "reply_to_idea",
    "support_idea",
    "switch_praise",
    "vote",
]
