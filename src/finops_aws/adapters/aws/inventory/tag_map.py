"""Tags in the two forms that AWS gives them in."""

from typing import Any


def tag_map(tags: Any, *, key: str = "Key", value: str = "Value") -> dict[str, str]:
    """Tags as key → value, from a list of pairs or a map; nothing is no tags."""
    if isinstance(tags, dict):
        return {str(name): str(one) for name, one in tags.items()}
    return {str(one[key]): str(one.get(value) or "") for one in tags or [] if key in one}
