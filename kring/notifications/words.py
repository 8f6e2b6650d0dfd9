"""Reasons in words for who chooses what to hear of."""

from django.utils.translation import gettext_lazy as _

from kring.notifications.models import Reason, Road

# The reasons by what they have in common, in the order of the page.
SECTIONS = (
    (
        _("Asked of you"),
        (
            Reason.MENTION,
            Reason.CIRCLE,
            Reason.ANSWER,
            Reason.REPLY,
            Reason.REVIEW,
            Reason.HELD,
            Reason.REPORT,
        ),
    ),
    (
        _("Conversations that you follow"),
        (Reason.COMMENT, Reason.WANTED, Reason.SOLVED, Reason.STAGE, Reason.MERGED),
    ),
    (_("Nice to hear"), (Reason.PRAISE, Reason.ACCEPTED)),
)
EXPLAINED = {
    Reason.MENTION: _("With @ and your name, in something that you can read."),
    Reason.CIRCLE: _("With @ and the name of a group or department, in something that you can read."),
    Reason.ANSWER: _("As soon as somebody answers what you asked."),
    Reason.REPLY: _("Below something that you wrote."),
    Reason.REVIEW: _("On the day that you chose to look at it again."),
    Reason.HELD: _("For example because you may not write there any more."),
    Reason.REPORT: _("You look after what is said there. That is why it always stands in Kring."),
    Reason.COMMENT: _("You follow what you write in yourself. You can stop following any conversation."),
    Reason.WANTED: _("You pressed I want to know this too."),
    Reason.SOLVED: _("The answer that helped was chosen."),
    Reason.STAGE: _("Somebody says what is done with it."),
    Reason.MERGED: _("Somebody asked the same before. There you read on."),
    Reason.PRAISE: _("A colleague says in public what you did well."),
    Reason.ACCEPTED: _("Somebody chose your answer as the one that helped."),
}
SHORT = {
    Road.KRING: _("In Kring"),
    Road.PUSH: _("Telephone"),
    Road.MAIL: _("Mail at once"),
    Road.DIGEST: _("Digest"),
}
PRESETS = (
    ("default", _("As Kring begins")),
    ("asked", _("Only what is asked of me")),
    ("kring", _("Only in Kring, no mail")),
)
DAYS = (
    (1, _("Monday")),
    (2, _("Tuesday")),
    (3, _("Wednesday")),
    (4, _("Thursday")),
    (5, _("Friday")),
    (6, _("Saturday")),
    (7, _("Sunday")),
)
