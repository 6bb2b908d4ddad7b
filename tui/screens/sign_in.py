"""Signing in: a person of the demo by one key, or e-mail and password, then perhaps a hat.

Who has the code of an invitation joins from here.
"""

from collections.abc import Awaitable, Callable, Coroutine, Iterable
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from tui import i18n
from tui.api.line import Line
from tui.screens.credentials import Credentials
from tui.screens.loading import load
from tui.screens.navigation import Entered, LanguageChosen
from tui.screens.page import Page
from tui.screens.portal_header import PortalHeader
from tui.screens.standing import stands
from tui.widgets.answer import Answer
from tui.widgets.bars import KeyBar, TooSmall
from tui.widgets.choice_list import Choice, ChoiceList
from tui.widgets.commands import Command, bindings
from tui.widgets.state_view import StateView, error_text
from tui.widgets.states import Denied, Failed, Loading, Ready, State

if TYPE_CHECKING:
    from tui.api.errors import PortalError
    from tui.api.models.session import Hat, PortalInfo, Session
    from tui.api.portal import ChooseHat, Entrance, SignInResult

OpenEntrance = Callable[[], Awaitable["Entrance"]]


class SignInScreen(Page):
    """Asks who is there; `reason` says why it asks (again).

    `again` is the session that ended: whose e-mail address stands there already, and under which
    hat one goes on.
    """

    SHORTCUTS = (
        Command("sign_in.join", "J", "join", footer=4),
        Command("sign_in.language", "l", "language", footer=5),
        Command("sign_in.retry", "r", "retry", footer=3),
        Command("sign_in.leave_field", "escape", "leave_field", palette=False),
    )
    BINDINGS = bindings(SHORTCUTS)

    info: var[State["PortalInfo"]] = var[State["PortalInfo"]](Loading(), init=False)
    result: var[State["SignInResult"]] = var[State["SignInResult"]](
        Loading(), init=False, always_update=True
    )

    def __init__(
        self,
        portal_name: str,
        open_entrance: OpenEntrance,
        line: Line,
        reason: "PortalError | None" = None,
        *,
        again: "Session | None" = None,
    ) -> None:
        super().__init__()
        self._again = again
        self._portal_name = portal_name
        self._open_entrance = open_entrance
        self._line = line
        self._reason = reason
        self._credentials: Credentials.Submitted | None = None
        self._hats: dict[str, Hat] = {}

    def compose(self) -> ComposeResult:
        header = PortalHeader(self._line)
        header.left = (self._portal_name,)
        header.right = () if self._again else (i18n.t("sign_in.languages"),)
        yield header
        with Vertical(id="sign-in"):
            yield StateView().data_bind(state=SignInScreen.info)
            yield Static(id="question")
            yield Vertical(id="who")
            yield Answer(id="answer")
            yield Static(id="explanation")
        yield KeyBar()
        yield TooSmall()

    def on_mount(self) -> None:
        if self._reason is not None and stands(self):
            self.query_one(Answer).say(error_text(self._reason))

    def on_painted(self) -> None:
        """Begin what is slow."""
        if not isinstance(self.info, Ready):
            self.action_retry()

    def _explain(self, otherwise: str) -> str:
        return i18n.t("sign_in.again.explanation" if self._again else otherwise)

    async def _read_info(self) -> "PortalInfo":
        return await (await self._open_entrance()).info()

    async def watch_info(self, info: "State[PortalInfo]") -> None:
        """Ask for a person of the demo, or for credentials."""
        if isinstance(info, Ready):
            if info.value.demo_people:
                self._say(
                    i18n.t("sign_in.demo.question"), self._explain("sign_in.demo.explanation")
                )
                await self._offer(_people(info.value))
            else:
                self._say(info.value.name, self._explain("sign_in.explanation"))
                await self._ask(Credentials(self._again.email if self._again else ""))
        self.refresh_bindings()

    def watch_result(self, result: "State[SignInResult]") -> None:
        """Go in, ask for the hat, or say what is wrong."""
        from tui.api.portal import ChooseHat, SignedIn

        match result:
            case Ready(ChooseHat() as choose):
                self.call_later(self._ask_hat, choose)
            case Ready(SignedIn() as signed_in):
                keep = self._credentials is not None and self._credentials.keep
                self.post_message(Entered(signed_in, keep))
            case Failed() | Denied():
                self.query_one(Answer).refuse(result)
                for credentials in self.query(Credentials):
                    credentials.ask_again()
            case _:
                self.query_one(Answer).say(i18n.t("state.loading"))

    async def _ask_hat(self, choose: "ChooseHat") -> None:
        self._say(i18n.t("sign_in.hat.question"), "")
        self.query_one(Answer).say()
        self._hats = {str(index): hat for index, hat in enumerate(choose.hats)}
        await self._offer(
            Choice(name, (hat.name, i18n.word(f"hat.{hat.kind}")))
            for name, hat in self._hats.items()
        )

    def _say(self, question: str, explanation: str) -> None:
        self.query_one("#question", Static).update(Content(question))
        self.query_one("#explanation", Static).update(Content(explanation))

    async def _offer(self, choices: Iterable[Choice]) -> None:
        offered = ChoiceList()
        offered.choices = tuple(choices)
        await self._ask(offered)
        offered.focus()

    async def _ask(self, widget: ChoiceList | Credentials) -> None:
        who = self.query_one("#who", Vertical)
        await who.remove_children()
        await who.mount(widget)

    @on(ChoiceList.Chosen)
    def _choose(self, event: ChoiceList.Chosen) -> None:
        if self._credentials is None:
            self._try(self._sign_in_as(event.choice.name))
        else:
            self._try(self._sign_in(self._credentials, self._hats[event.choice.name]))

    @on(Credentials.Submitted)
    def _submit(self, event: Credentials.Submitted) -> None:
        self._credentials = event
        again = self._again
        is_same = again is not None and again.email.casefold() == event.email.strip().casefold()
        self._try(self._sign_in(event, again.hat if again and is_same else None))

    def _try(self, attempt: "Coroutine[object, object, SignInResult]") -> None:
        load(self, "sign_in.try", attempt, into="result")

    async def _sign_in_as(self, name: str) -> "SignInResult":
        return await (await self._open_entrance()).sign_in_as(name)

    async def _sign_in(
        self, credentials: Credentials.Submitted, hat: "Hat | None"
    ) -> "SignInResult":
        from tui.api.models.sign_in import SignIn
        from tui.secret import Secret

        attempt = SignIn(email=credentials.email, password=Secret(credentials.password), hat=hat)
        return await (await self._open_entrance()).sign_in(attempt)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer retry only after a failure; work that goes on keeps its language and its person."""
        match action:
            case "join":
                return self._again is None and self._asks_for_accounts
            case "retry":
                return isinstance(self.info, Failed)
            case "language":
                return self._again is None
            case _:
                return True

    def action_retry(self) -> None:
        """Read again what this portal is."""
        load(self, "sign_in.info", self._read_info(), into="info")

    @property
    def _asks_for_accounts(self) -> bool:
        """Whether people have accounts here; those of the demo come in without."""
        return isinstance(self.info, Ready) and not self.info.value.demo_people

    def action_join(self) -> None:
        """Ask for the code of an invitation."""
        from tui.screens.joining import joining_sheet

        def come_back(joined: Ready[object] | None) -> None:
            if joined is not None and isinstance(joined.value, Entered):
                self.post_message(joined.value)

        self.app.push_screen(joining_sheet(self._open_entrance), come_back)

    def action_language(self) -> None:
        """Speak the other language."""
        self.post_message(LanguageChosen(i18n.other()))

    def action_leave_field(self) -> None:
        """Leave the field, so that letters act."""
        self.set_focus(None)


def _people(info: "PortalInfo") -> Iterable[Choice]:
    for person in info.demo_people:
        word = person.name.replace("-", "_")
        job = i18n.t(person.job, product=info.product_name, organisation=person.organisation_name)
        yield Choice(person.name, (person.display_name, i18n.t(f"demo.person.{word}"), job))
