"""Everything read about notices."""

from kring.notifications.queries.hearing import Hearers, praised_people, who_hears
from kring.notifications.queries.listing import PAGE, UNREAD_SQL, NoticeCard, notices, unread_count
from kring.notifications.queries.mailing import MailNews, kept_answers, news_to_mail, told_upto
from kring.notifications.queries.wishes import hours, rest_of, roads

__all__ = [
    "PAGE",
    "UNREAD_SQL",
    "Hearers",
    "MailNews",
    "NoticeCard",
    "hours",
    "kept_answers",
    "news_to_mail",
    "notices",
    "praised_people",
    "rest_of",
    "roads",
    "told_upto",
    "unread_count",
    "who_hears",
]
