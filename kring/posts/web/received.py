"""What another app on the device shares with Kring stands in the composer; nothing is placed by itself."""

from collections.abc import Mapping


def with_shared(asked: Mapping[str, str]) -> dict[str, str]:
    """The composer as its address fills it in; a shared title, text and address become the text."""
    typed = {name: value for name, value in asked.items() if not name.startswith("shared_")}
    shared = [asked.get(f"shared_{name}", "").strip() for name in ("title", "text", "url")]
    kept: list[str] = []
    for piece in shared:
        # Many apps put the address at the end of the text as well, or the title twice.
        if piece and not any(piece in earlier for earlier in kept):
            kept.append(piece)
    return {**typed, "source": "\n\n".join(kept)} if kept else typed
