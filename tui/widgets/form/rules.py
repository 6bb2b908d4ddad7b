"""What a form sends, by the rules of its model; pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from tui.api.errors import FieldError, Invalid
from tui.api.models.base import Input
from tui.api.models.invalid import checked
from tui.drafts import Typed
from tui.widgets.form.fields import MISSING, Field, Member, fields_of, start_values


class Rules:
    """The fields of a model, what they begin with, and what they may hold."""

    def __init__(
        self, model: type[Input], values: Mapping[str, object], offered: Collection[str] = ()
    ) -> None:
        self._model = model
        self._start = start_values(model, values)
        self.fields = fields_of(model, offered)

    def offer(self, name: str, members: Iterable[Member]) -> Field:
        """Return the field of this name with what can be chosen there, from now on."""
        (before,) = [field for field in self.fields if field.name == name]
        now = replace(before, options=tuple(members), awaited=False)
        self.fields = tuple(now if field is before else field for field in self.fields)
        return now

    def start(self, field: Field) -> Typed:
        """Return what stands in a field when the form opens."""
        return field.typed(self._start.get(field.name))

    def value(self, typed: Mapping[str, Typed]) -> Input:
        """Return the model with what was typed; raises `Invalid`."""
        values = self._start | {field.name: field.value(typed[field.name]) for field in self.fields}
        given = {name: value for name, value in values.items() if value is not MISSING}
        with checked():
            return self._model.model_validate(given)

    def wrong(self, typed: Mapping[str, Typed], field: Field) -> FieldError | None:
        """Return what is wrong with one field.

        The whole model is asked, as its rules may look at other fields; what is wrong with those
        is not told yet.
        """
        try:
            self.value(typed)
        except Invalid as invalid:
            return self.sorted(invalid.fields)[0].get(field.name)
        return None

    def sorted(
        self, errors: Iterable[FieldError]
    ) -> tuple[dict[str, FieldError], tuple[FieldError, ...]]:
        """Return the first error of each field, and the errors that belong to none."""
        names = {field.name for field in self.fields}
        beside: dict[str, FieldError] = {}
        above: list[FieldError] = []
        for error in errors:
            name = error.field.partition(".")[0]
            if name in names:
                beside.setdefault(name, error)
            else:
                above.append(error)
        return beside, tuple(above)
