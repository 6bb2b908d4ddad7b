"""`doctor --set-aside`: a damaged store goes out of the way, whole, so that one can begin anew."""

from contextlib import closing

from tui import i18n, portals
from tui.api.administration import Administration
from tui.api.connect import administer
from tui.api.errors import Fault, Unavailable
from tui.cli.asking import agreed
from tui.cli.failures import Exit, Stopped
from tui.cli.options import Options
from tui.cli.output import say
from tui.cli.stores import not_the_demo


def set_aside(options: Options, *, sure: bool) -> Exit:
    """Give the store another name where it is damaged, after asking; nothing is removed."""
    address = not_the_demo(options.portal)
    place = portals.shown(address)
    with closing(administer(address)) as store:
        if not _is_damaged(store):
            raise Stopped("cli.set_aside.sound", Exit.REFUSED, place=place)
        if not (sure or agreed(i18n.t("cli.set_aside.question", place=place))):
            raise Stopped("cli.set_aside.left", Exit.REFUSED, place=place)
        moved = store.set_aside()
    say(i18n.t("cli.set_aside.done", place=moved))
    return Exit.DONE


def _is_damaged(store: Administration) -> bool:
    try:
        store.facts()
    except Unavailable as error:
        if error.fault is Fault.CORRUPT:
            return True
        raise
    return False
