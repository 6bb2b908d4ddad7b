"""What is said where there is nothing to show."""

from textual.app import App, ComposeResult

from tests.widgets.waiting import until
from tui import i18n
from tui.widgets.state_view import StateView
from tui.widgets.states import Empty, Loading, Ready


class StateApp(App[None]):
    """One state view."""

    def compose(self) -> ComposeResult:
        yield StateView()


async def test_a_wait_is_named_only_when_it_lasts() -> None:
    app = StateApp()
    async with app.run_test() as pilot:
        view = app.query_one(StateView)
        assert not view.display
        await until(pilot, lambda: view.display)
        assert i18n.t("state.loading") in str(view.render())


async def test_what_came_in_time_is_never_called_late() -> None:
    app = StateApp()
    async with app.run_test() as pilot:
        view = app.query_one(StateView)
        view.state = Ready(None)
        assert not view._patience.is_awaited
        view.state = Loading()
        assert view._patience.is_awaited
        view.state = Empty("releases.empty")
        assert view.display
        assert not view._patience.is_awaited
        await pilot.pause()


async def test_what_was_said_stands_there_until_a_wait_is_worth_a_word() -> None:
    app = StateApp()
    async with app.run_test() as pilot:
        view = app.query_one(StateView)
        view.state = Empty("releases.nothing")
        nothing = str(view.render())
        for _ in range(3):  # as one types on, and nothing is found again
            view.state = Loading()
            assert (view.display, str(view.render())) == (True, nothing)
            assert view._patience.is_awaited
            view.state = Empty("releases.nothing")
            assert (view.display, str(view.render())) == (True, nothing)
        view.state = Loading()
        await until(pilot, lambda: i18n.t("state.loading") in str(view.render()))
        assert view.display


async def test_a_wait_is_not_counted_anew_by_whoever_asks_again() -> None:
    app = StateApp()
    async with app.run_test():
        view = app.query_one(StateView)
        first = view._patience._timer
        view.state = Loading()
        assert view._patience._timer is first
