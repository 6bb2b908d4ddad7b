"""Commands: one declaration each, whichever rooms were opened before."""

import pytest

from tui.widgets import commands
from tui.widgets.commands import Command, bindings


def test_two_commands_of_one_name_are_refused_and_the_same_one_twice_is_not(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(commands, "_declared", {})
    bindings([Command("list.same", "a", "act", footer=1)])
    bindings([Command("list.same", "a", "act", footer=1)])
    with pytest.raises(ValueError, match=r"list\.same"):
        bindings([Command("list.same", "a", "act", footer=2)])
