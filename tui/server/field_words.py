"""The words that stand beside the fields of the models: a text below a field tells of it."""

import ast
import inspect
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module

from tui.api import models


@cache
def field_words() -> Mapping[str, Mapping[str, str]]:
    """Return the words by class and field; a class has those of the classes it is made from too."""
    words: dict[str, dict[str, str]] = {}
    for module in pkgutil.iter_modules(models.__path__, f"{models.__name__}."):
        tree = ast.parse(inspect.getsource(import_module(module.name)))
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                above = [base.id for base in node.bases if isinstance(base, ast.Name)]
                inherited = [words.get(name, {}) for name in above]
                own = dict(_words_in(node))
                words[node.name] = {k: v for each in (*inherited, own) for k, v in each.items()}
    return words


def _words_in(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, below in zip(node.body, node.body[1:], strict=False):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(
                value=ast.Constant(value=str(text))
            ):
                yield name, " ".join(text.split())
            case _:
                pass
