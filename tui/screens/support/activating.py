"""Letting a customer use incident management, or no more."""

from textual import on
from textual.app import ComposeResult

from tui import i18n
from tui.api.models.support import Activation, ActivationEdit
from tui.api.policy import Permission
from tui.screens.loading import fetch, write
from tui.screens.support.serving import Serving
from tui.screens.telling import tell, tell_failure
from tui.widgets.commands import Command, bindings
from tui.widgets.question_line import QuestionLine
from tui.widgets.states import Ready, State


class Activating(Serving):
    """Asks on one line first: the customer's people gain or lose the role by it."""

    SHORTCUTS = (
        Command(
            "support.activation",
            "E",
            "activation",
            footer=33,
            permission=Permission.INCIDENT_MANAGER_ACTIVATE,
        ),
    )
    BINDINGS = bindings(SHORTCUTS)

    _asked: Activation | None = None
    """How it stood with the customer that the question is about."""

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield QuestionLine()

    @property
    def question(self) -> QuestionLine:
        """The line that asks."""
        return self.query_one(QuestionLine)

    def action_activation(self) -> None:
        """Find out whether the customer of this incident can use it."""
        if self.chosen:
            activation = self.portal.support.activation(self.chosen[0].organisation_id)
            fetch(self, "support.activation", activation, into=self._ask_about)

    def _ask_about(self, activation: State[Activation]) -> None:
        tell_failure(self, activation)
        if isinstance(activation, Ready):
            self._asked = activation.value
            self.question.ask(_question(activation.value))

    @on(QuestionLine.Agreed)
    async def _agreed(self) -> None:
        await self.work()
        asked = self._asked
        if asked is not None:
            edit = ActivationEdit(active=asked.activated_at is None)
            change = self.portal.support.activate(asked.organisation_id, edit)
            write(self, "support.activate", change, into=self._activated)

    @on(QuestionLine.Left)
    async def _left_question(self) -> None:
        if self.question.has_focus:
            await self.work()

    def _activated(self, activation: State[Activation]) -> None:
        tell_failure(self, activation)
        if isinstance(activation, Ready):
            is_active = activation.value.activated_at is not None
            key = "support.activated" if is_active else "support.deactivated"
            tell(self, i18n.t(key, customer=activation.value.organisation_name))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is a customer where an incident is chosen."""
        if action == "activation" and not self.chosen:
            return False
        return super().check_action(action, parameters)


def _question(activation: Activation) -> str:
    is_active = activation.activated_at is not None
    key = "support.deactivate.question" if is_active else "support.activate.question"
    return i18n.t(key, customer=activation.organisation_name)
