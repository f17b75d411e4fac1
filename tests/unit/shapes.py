"""The schemas of the book's data, as far as they go."""

from __future__ import annotations


def check_shape(value: object, shape: dict[str, object]) -> None:
    """Enough of JSON Schema for the schemas: types, enums, required and additional properties, items."""
    types = {"string": str, "array": list, "object": dict, "boolean": bool, "integer": int}
    if "enum" in shape:
        assert value in shape["enum"]  # type: ignore[operator]  # a list
    if "type" in shape:
        assert isinstance(value, types[str(shape["type"])])
    if isinstance(value, str):
        minimum = shape.get("minLength", 0)
        assert isinstance(minimum, int)
        assert len(value) >= minimum
    if isinstance(value, list):
        for item in value:
            check_shape(item, shape["items"])  # type: ignore[arg-type]  # a schema
    if isinstance(value, dict):
        properties = shape["properties"]
        assert isinstance(properties, dict)
        required = shape["required"]
        assert isinstance(required, list)
        assert list(value) == [name for name in properties if name in value]
        assert value.keys() >= set(required)
        for name, part in value.items():
            check_shape(part, properties[name])
