"""A password or a token, which is not shown by accident."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema


class Secret:
    """Holds a text that only `reveal` gives back: printing it, or an object with it, shows stars.

    As pydantic's `SecretStr`, which costs a start 30 ms and 7 MB to import.
    """

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the text."""
        return self._value

    def __repr__(self) -> str:
        return "Secret('**********')"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: object, handler: "GetCoreSchemaHandler"
    ) -> "CoreSchema":
        """Let a model take a `Secret`, or a text to keep as one; it is never written to JSON."""
        from pydantic_core import core_schema

        written = core_schema.no_info_after_validator_function(cls, core_schema.str_schema())
        made = core_schema.is_instance_schema(cls)
        return core_schema.json_or_python_schema(
            written,
            core_schema.union_schema([made, written]),
            serialization=core_schema.plain_serializer_function_ser_schema(repr),
        )
