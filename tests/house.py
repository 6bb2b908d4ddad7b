"""The rules of the house that a linter does not know, as functions from source to complaints."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from textual.app import App

TUI = Path(__file__).parents[1] / "tui"
MAX_FILE, MAX_FUNCTION, MAX_METHODS = 300, 40, 20
LARGER = {
    "app.py": "the one root of the app: a handler of two lines for each message that crosses areas",
    "api/store/migrations/versions/0001_foundation.py": "tables one after the other, written once",
    "screens/sign_in.py": "a short method for each thing that is asked: seat, credentials, hat",
    "widgets/form/field_list.py": "Textual's actions are methods of one class, one for each key",
    "widgets/form/form.py": "a short handler for each thing that a form is told",
    "widgets/reader/view.py": "Textual's scrolling is one class, with a method for each key",
    "widgets/record_list/list.py": "Textual's scrolling is one class, with a method for each key",
}
"""What may pass the limits, by half at most, and why; whoever makes it smaller takes it out."""


@dataclass(frozen=True)
class Module:
    """A module of the program: its path below `tui/`, and its source."""

    path: str
    source: str

    @property
    def tree(self) -> ast.Module:
        """The parsed source."""
        return ast.parse(self.source)


Rule = Callable[[Module], Iterator[str]]


def modules(root: Path = TUI) -> list[Module]:
    """Return every module below `root`."""
    return [
        Module(file.relative_to(root).as_posix(), file.read_text(encoding="utf-8"))
        for file in sorted(root.rglob("*.py"))
    ]


def complaints(rule: Rule, within: list[Module]) -> list[str]:
    """Return what `rule` has against these modules, each with its place."""
    return [f"{module.path}:{complaint}" for module in within for complaint in rule(module)]


# One worker helper, so that every wait ends in a state.

LOADING = "screens/loading.py"


def workers_start_in_one_place(module: Module) -> Iterator[str]:
    """Only `screens/loading.py` starts workers, in a group of their own and without exit."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for decorator in node.decorator_list:
                if _last_name(decorator) == "work":
                    yield f"{node.lineno} @work: use tui.screens.loading"
        elif isinstance(node, ast.Call) and _last_name(node) == "run_worker":
            stated = {word.arg: word.value for word in node.keywords}
            if module.path != LOADING:
                yield f"{node.lineno} run_worker: use tui.screens.loading"
            elif "group" not in stated or not _is_constant(stated.get("exit_on_error"), False):
                yield f"{node.lineno} run_worker states its group and exit_on_error=False"


def _is_constant(node: ast.expr | None, value: object) -> bool:
    return isinstance(node, ast.Constant) and node.value is value


def _last_name(node: ast.expr) -> str:
    """Return `c` of `a.b.c`, `c`, `c(...)` and `a.b.c(...)`."""
    match node:
        case ast.Call(func=function):
            return _last_name(function)
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case _:
            return ""


# Markup in a plain string is alive: a customer's text would run our actions or crash the app.

_TAKE_MARKUP = {"Static", "Label", "Button", "Checkbox", "RadioButton", "Collapsible", "Link"}
_TAKE_MARKUP |= {"Option", "Tab", "TabPane", "Tooltip", "update", "notify"}
_MARKUP_ATTRIBUTES = {"border_title", "border_subtitle", "tooltip", "label", "placeholder"}


def markup_is_never_built(module: Module) -> Iterator[str]:
    """What is put together from parts goes to the screen as `Content`, never as markup."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            yield from _built_in_call(node)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                attribute = isinstance(target, ast.Attribute) and target.attr
                if attribute in _MARKUP_ATTRIBUTES and _is_built(node.value):
                    yield f"{node.lineno} {attribute} takes markup: use Content"


def _built_in_call(call: ast.Call) -> Iterator[str]:
    name = _last_name(call)
    if name == "from_markup":
        if not (call.args and isinstance(call.args[0], ast.Constant)):
            yield f"{call.lineno} from_markup takes a literal, and the values as $variables"
    elif name in _TAKE_MARKUP:
        plain = any(
            word.arg == "markup" and _is_constant(word.value, False) for word in call.keywords
        )
        texts = [*call.args, *(word.value for word in call.keywords)]
        if not plain and any(_is_built(text) for text in texts):
            yield f"{call.lineno} {name}() takes markup: use Content, or markup=False"


def _is_built(node: ast.expr) -> bool:
    """Whether this makes a plain string from parts that may come from somebody else."""
    match node:
        case ast.JoinedStr():
            return True
        case ast.BinOp(op=ast.Mod() | ast.Add(), left=left, right=right):
            return any(
                isinstance(side, ast.JoinedStr | ast.BinOp)
                or (isinstance(side, ast.Constant) and isinstance(side.value, str))
                for side in (left, right)
            )
        case ast.Call(func=ast.Attribute(attr="format" | "format_map")):
            return True
        case ast.Call(func=ast.Attribute(attr="join", value=ast.Constant())):
            return True
        case ast.Call() if _last_name(node) in ("t", "plural"):
            return bool(node.keywords)
        case ast.IfExp(body=body, orelse=other):
            return _is_built(body) or _is_built(other)
        case ast.NamedExpr(value=value):
            return _is_built(value)
        case _:
            return False


# Errors.

CATCH_ALL_PLACES = 1


def catches_nothing_unforeseen(module: Module) -> Iterator[str]:
    """`except Exception` hides what nobody foresaw; letting go and raising again is no catch."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler) and _is_broad(node.type) and not _raises(node):
            yield f"{node.lineno} catches everything"


def _is_broad(kind: ast.expr | None) -> bool:
    kinds = kind.elts if isinstance(kind, ast.Tuple) else [kind]
    return any(one is None or _last_name(one) in ("Exception", "BaseException") for one in kinds)


def _raises(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


# Structure.

_NOBODYS_NAMES = re.compile(r"(^|_)(utils?|helpers?|common|managers?|misc)$")


def names_say_what_is_inside(module: Module) -> Iterator[str]:
    """No module or class is a drawer for whatever is left over."""
    for part in Path(module.path).with_suffix("").parts:
        if _NOBODYS_NAMES.search(part):
            yield f"1 {part} says nothing"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef) and re.search(r"(Utils?|Helper|Manager)$", node.name):
            yield f"{node.lineno} {node.name} says nothing"


def nobody_reaches_into_the_app(module: Module) -> Iterator[str]:
    """Screens and widgets use of `self.app` only what every Textual app has."""
    if not module.path.startswith(("screens/", "widgets/")):
        return
    for node in ast.walk(module.tree):
        match node:
            case ast.Attribute(
                attr=name, value=ast.Attribute(attr="app", value=ast.Name(id="self"))
            ) if not hasattr(App, name):
                yield f"{node.lineno} self.app.{name} is ours: send a message, take an argument"


def sizes_stay_readable(module: Module) -> Iterator[str]:
    """A module reads in one sitting, a class has one job and a function fits on a screen."""
    share = 1.5 if module.path in LARGER else 1.0
    yield from _sizes(module, share, methods=MAX_METHODS if share == 1.0 else 2 * MAX_METHODS)


def is_larger(module: Module) -> bool:
    """Whether a module passes the limits that hold for all without a reason of their own."""
    return any(_sizes(module, 1.0, MAX_METHODS))


def _sizes(module: Module, share: float, methods: int) -> Iterator[str]:
    length = len(module.source.splitlines())
    if length > MAX_FILE * share:
        yield f"1 {length} lines, the limit is {MAX_FILE}"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            height = (node.end_lineno or node.lineno) - node.lineno + 1
            if height > MAX_FUNCTION * share:
                yield f"{node.lineno} {node.name} has {height} lines, the limit is {MAX_FUNCTION}"
        elif isinstance(node, ast.ClassDef):
            own = sum(
                isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef) for each in node.body
            )
            if own >= methods:
                yield f"{node.lineno} {node.name} has {own} methods, {MAX_METHODS} are too many"


PER_MODULE: tuple[Rule, ...] = (
    workers_start_in_one_place,
    markup_is_never_built,
    names_say_what_is_inside,
    nobody_reaches_into_the_app,
    sizes_stay_readable,
)


# Texts.

LANGUAGES = ("en", "nl")
KEY = re.compile(r"\w+(\.[\w-]+)+")
"""What a key looks like."""
_PARAMETER = re.compile(r"\{(\w*)")


def catalogue_file(language: str, root: Path = TUI) -> Path:
    """Return where the texts of a language stand."""
    return root / "i18n" / language / "LC_MESSAGES" / "messages.po"


def read_catalogue(source: str, language: str) -> Catalog:
    """Read the source of a catalogue."""
    return read_po(source.encode().splitlines(keepends=True), locale=language)


def texts(source: str, language: str) -> dict[str, tuple[str, ...]]:
    """Return the texts of each key: one, or one for each number."""
    found: dict[str, tuple[str, ...]] = {}
    for message in read_catalogue(source, language):
        key = message.id if isinstance(message.id, str) else message.id[0]
        if key:
            words = message.string
            found[key] = (words,) if isinstance(words, str) else tuple(words)
    return found


def catalogue_faults(sources: dict[str, str]) -> Iterator[str]:
    """What is wrong with catalogues: gaps, doubles, keys or parameters of one language alone."""
    found = {language: texts(source, language) for language, source in sources.items()}
    for language, source in sources.items():
        keys = re.findall(r'^msgid "(.+)"$', source, re.MULTILINE)
        yield from (f"{language}: {key} stands twice" for key in _doubles(keys))
        for key, words in found[language].items():
            if not all(words) or not words:
                yield f"{language}: {key} has no text"
    first, *others = found
    for other in others:
        yield from (
            f"{key} is in one of {first}, {other} alone"
            for key in sorted(found[first].keys() ^ found[other].keys())
        )
        for key in found[first].keys() & found[other].keys():
            if _parameters(found[first][key]) != _parameters(found[other][key]):
                yield f"{key} has other parameters in {first} than in {other}"


def _doubles(keys: list[str]) -> set[str]:
    return {key for key in keys if keys.count(key) > 1}


def _parameters(words: tuple[str, ...]) -> set[str]:
    return {name for text in words for name in _PARAMETER.findall(text)}


def asked_keys(module: Module) -> Iterator[tuple[int, str]]:
    """Return the literal keys that `t`, `plural` and `has` are asked for, with their lines."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and _last_name(node) in ("t", "plural") and node.args:
            for key in _literals(node.args[0]):
                yield node.lineno, key


def _literals(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(key)):
            yield key
        case ast.IfExp(body=body, orelse=other):
            yield from _literals(body)
            yield from _literals(other)


class UsedKeys:
    """Which keys the source may ask for: literals, and what its f-strings can become."""

    def __init__(self, within: list[Module]) -> None:
        self._literals: set[str] = set()
        self._patterns: set[re.Pattern[str]] = set()
        for module in within:
            for node in ast.walk(module.tree):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    self._literals.add(node.value)
                elif isinstance(node, ast.JoinedStr):
                    self._keep_pattern(node)
                elif isinstance(node, ast.keyword) and node.arg == "words":
                    self._keep_form(node.value)

    def has(self, key: str) -> bool:
        """Whether something may ask for `key`."""
        if key in self._literals:
            return True
        matches = (pattern.fullmatch(key) for pattern in self._patterns)
        return any(
            match and all(self.has(start) for start in match.groupdict().values())
            for match in matches
        )

    def _keep_form(self, words: ast.expr) -> None:
        """`Form(model, words="firm")` asks for the label and the hint of each field."""
        if isinstance(words, ast.Constant):
            self._patterns.add(re.compile(rf"{re.escape(str(words.value))}\.\w+\.(label|hint)"))

    def _keep_pattern(self, node: ast.JoinedStr) -> None:
        """`f"role.{x}"` may be any key below; of `f"{key}.title"` the start is a key's own."""
        parts = [
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else None
            for part in node.values
        ]
        fixed = "".join(part or "" for part in parts)
        if not re.search(r"[a-z_]\\\.|\\\.[a-z_]", fixed) or re.search(r"[^a-z_.\\]", fixed):
            return
        if parts[0] is None:
            parts[0] = "(?P<start>.+)"
        self._patterns.add(re.compile("".join(part or r"[\w.]+" for part in parts)))
