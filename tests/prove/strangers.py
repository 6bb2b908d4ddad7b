"""A stranger who knows the document alone, and asks whatever can and cannot be asked by it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from fastapi import FastAPI
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema
from schemathesis.engine.recorder import ScenarioRecorder
from schemathesis.python.asgi import shutdown_lifespans

ENDING = ("sign_out", "revoke_session")
"""What ends the stranger's own session, so that it comes last."""


@dataclass
class Answers:
    """By operation how often it had which status, and what was wrong."""

    statuses: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    faults: dict[str, str] = field(default_factory=dict[str, str])
    """By operation and check the first that was wrong, and how it was asked."""

    @property
    def requests(self) -> int:
        """How many requests were answered."""
        return sum(each.total() for each in self.statuses.values())

    def add(self, recorder: ScenarioRecorder) -> None:
        """Take what came of one operation."""
        for interaction in recorder.interactions.values():
            assert interaction.response is not None, recorder.label
            self.statuses[recorder.label][interaction.response.status_code] += 1
        for each in (check for checks in recorder.checks.values() for check in checks):
            if (info := each.failure_info) is not None:
                told = f"{info.failure.title}: {info.failure.message}\n{info.code_sample}"
                self.faults.setdefault(f"{recorder.label}, {each.name}", told)


def ask(
    app: FastAPI, token: str, seed: int, examples: int, known: Mapping[str, str] | None = None
) -> Answers:
    """Ask every operation with this token: at every edge of its schema, and `examples` at random.

    `known` are parameters of which the stranger has heard, such as an id. The session is ended by
    the last operations.
    """
    config = _config(token, seed, examples, known or {})
    answers = Answers()
    for endings in (False, True):
        schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, config=config)
        schema = (schema.include if endings else schema.exclude)(operation_id=[*ENDING])
        for event in from_schema(schema).execute():
            if isinstance(event, events.ScenarioFinished):
                answers.add(event.recorder)
            assert not isinstance(event, events.NonFatalError | events.FatalError), event
    shutdown_lifespans()
    return answers


def _config(token: str, seed: int, examples: int, known: Mapping[str, str]) -> SchemathesisConfig:
    return SchemathesisConfig.from_dict(
        {
            "seed": seed,
            "workers": 1,
            "cache": {"enabled": False},
            "continue-on-failure": True,
            "warnings": False,
            "parameters": dict(known),
            "generation": {"database": "none", "max-examples": examples},
            "phases": {"stateful": {"enabled": False}},
            "auth": {"openapi": {"session": {"bearer": token}}},
            "checks": {
                # What is asked for at random need not be there, and is mostly not allowed.
                "positive_data_acceptance": {"enabled": False},
                "missing_required_header": _refused_by(428),
                "negative_data_rejection": _refused_by(428, 412),
            },
        }
    )


def _refused_by(*also: int) -> dict[str, Collection[Any]]:
    """Return the usual refusals and those of an edit: without a version, or with another one."""
    return {"expected-statuses": [400, 401, 403, 404, 405, 406, 413, 415, 422, 429, *also]}
