"""Everything read about notices."""

from kring.notifications.queries.hearing import Hearers, praised_people, who_hears
from kring.notifications.queries.listing import PAGE, UNREAD_SQL, NoticeCard, notices, unread_count
from kring.notifications.queries.load import NoticeLoad, notice_load
from kring.notifications.queries.mailing import MailNews, kept_answers, news_to_mail, told_upto
from kring.notifications.queries.pushing import (
    DeviceCard,
    PushNews,
    devices_of,
    news_to_push,
    push_devices,
)
from kring.notifications.queries.wishes import hours, rest_of, roads

__all__ = [
    "PAGE",
    "UNREAD_SQL",
    "DeviceCard",
    "Hearers",
    "MailNews",
    "NoticeCard",
    "NoticeLoad",
    "PushNews",
    "devices_of",
    "hours",
    "kept_answers",
    "news_to_mail",
    "news_to_push",
    "notice_load",
    "notices",
    "praised_people",
    "push_devices",
    "rest_of",
    "roads",
    "told_upto",
    "unread_count",
    "who_hears",
]
