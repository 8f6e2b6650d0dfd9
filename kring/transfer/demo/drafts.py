"""What people of the demo world have begun and not placed yet."""

from kring.kit.ids import new_id
from kring.posts.actions import Handed, save_draft, schedule_draft
from kring.transfer.demo.building import Site
from kring.transfer.demo.moments import beginning, coming


def build_drafts(site: Site) -> None:
    """Unfinished texts, and texts that wait for their moment."""
    for row in site.world.kinds["draft"]:
        writer = site.viewer(site.named[row["author"]])
        handed = Handed(
            kind=row["kind"],
            title=row["title"],
            source=row["body"],
            topics=tuple(row["topics"]),
            where="" if row["where"] == "everyone" else row["where"],
        )
        typed: dict[str, str | list[str]] = {
            **{name: getattr(handed, name) for name in ("kind", "title", "source", "where")},
            "topics": " ".join(f"#{slug}" for slug in handed.topics),
        }
        now = beginning(row["day"], row["hour"], site.now)
        if "in_days" in row:
            moment = coming(row["in_days"], row["hour"], site.now)
            typed["publish_at"] = f"{moment:%Y-%m-%dT%H:%M}"  # as the composer sends it
            schedule_draft(
                key=new_id(), typed=typed, handed=handed, publish_at=moment, writer=writer, now=now
            )
        else:
            save_draft(key=new_id(), typed=typed, writer=writer, now=now)
