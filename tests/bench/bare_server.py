"""The floor of the server: one Starlette endpoint that reads the same rows by sqlite3.

python -m tests.bench.bare_server FILE PORT
"""

import sqlite3
import sys
import threading
from collections.abc import Mapping

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

NOTES = """
SELECT note.id, note.release_id, release.product, release.version, release.release_date,
       note.area, note.kind, note.impact, note_text.title, note_text.language
FROM (SELECT * FROM note ORDER BY sort_key DESC LIMIT 50) AS note
JOIN release ON release.id = note.release_id
JOIN note_text ON note_text.note_id = note.id
ORDER BY note.sort_key DESC
"""


def main() -> None:
    """Serve until told to stop."""
    file, port = sys.argv[1], int(sys.argv[2])
    own = threading.local()

    def notes() -> list[Mapping[str, object]]:
        if not hasattr(own, "connection"):
            own.connection = sqlite3.connect(file)
        found = own.connection.execute(NOTES)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found]

    async def show(_request: Request) -> Response:
        return JSONResponse({"items": await run_in_threadpool(notes)})

    app = Starlette(routes=[Route("/notes", show)])
    uvicorn.run(app, port=port, log_config=None, access_log=False)


if __name__ == "__main__":
    main()
