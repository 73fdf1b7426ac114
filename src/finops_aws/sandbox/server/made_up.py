"""Outputs made up from their shapes, for services of which nothing is known."""

from datetime import UTC, datetime
from typing import Any

from finops_aws.sandbox.server.calls import Place

MOMENT = datetime(2025, 1, 15, 12, tzinfo=UTC)
DEEPEST = 12


class Imagination:
    """This will make values up for one page of one place; pages differ in their names."""

    def __init__(self, place: Place, *, page: int = 1) -> None:
        self._place = place
        self._page = page

    def value(self, shape: Any, name: str = "value", *, inside: tuple[str, ...] = ()) -> Any:
        """This will give a value of the shape; ``inside`` names the shapes around it."""
        kind = shape.type_name
        if kind == "structure":
            return self._structure(shape, inside)
        if kind == "list":
            return self._list(shape, name, inside)
        if kind == "map":
            key, value = (self._map_part(part, name, inside) for part in (shape.key, shape.value))
            return {} if value is None else {key: value}
        if kind in ("integer", "long"):
            return int(shape.metadata.get("min", 1))
        if kind in ("float", "double"):
            return float(shape.metadata.get("min", 1))
        plain = {"boolean": False, "timestamp": MOMENT, "blob": b"sandbox"}
        return plain[kind] if kind in plain else self.text(shape, name)

    def text(self, shape: Any, name: str) -> str:
        """This will give a text: the first of an enum, else one that tells its name, of a length allowed."""
        if shape.enum:
            return str(shape.enum[0])
        text = f"{name}-{self._page}"
        if name.lower().endswith("arn"):
            place = self._place
            text = f"arn:aws:{place.client}:{place.region}:{place.account}:{name}/{self._page}"
        least, most = shape.metadata.get("min", 0), shape.metadata.get("max", 4096)
        return text.ljust(int(least), "x")[: max(int(most), 1)]

    def _map_part(self, shape: Any, name: str, inside: tuple[str, ...]) -> Any:
        return None if shape.name in inside else self.value(shape, name, inside=inside)

    def _list(self, shape: Any, name: str, inside: tuple[str, ...]) -> list[Any]:
        if shape.member.name in inside or len(inside) > DEEPEST:
            return []
        return [self.value(shape.member, name, inside=inside)]

    def _structure(self, shape: Any, inside: tuple[str, ...]) -> dict[str, Any]:
        if shape.is_document_type:
            return {}
        inner = (*inside, shape.name)
        made = {}
        for name, member in shape.members.items():
            traits = member.serialization
            if member.name in inner or len(inner) > DEEPEST or traits.get("eventstream"):
                continue
            if traits.get("location") == "statusCode":
                continue
            made[name] = self.value(member, name, inside=inner)
            if shape.is_tagged_union:
                break
        return made
