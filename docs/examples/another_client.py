"""Another client: signs in, searches the release notes, and marks the best match read.

    python another_client.py https://portal.example.net me@example.com WORDS < password

Written from docs/openapi.json alone; it needs httpx and nothing of klantportal.
"""

import sys

import httpx


def main() -> None:
    """Do all of that, and sign out."""
    address, email, *words = sys.argv[1:]
    credentials = {"email": email, "password": sys.stdin.readline().rstrip("\n")}
    with httpx.Client(base_url=f"{address}/api/v1", timeout=15) as web:
        web.headers["Authorization"] = f"Bearer {sign_in(web, credentials)}"
        asked = {"words": " ".join(words), "language": "nl", "limit": "10"}
        found = answer(web.get("/releases/search", params=asked))["items"]
        for note in found:
            sign = " " if note["read"] else "*"
            print(f"{sign} {note['version']}: {note['title']}")
        if found and "mark" in found[0]["allowed"]:
            sent = {"ids": [found[0]["id"]], "read": True}
            changed = answer(web.post("/releases/notes/read", json=sent))["ids"]
            print(f"marked read: {len(changed)}")
        answer(web.delete("/session"))


def sign_in(web: httpx.Client, credentials: dict[str, object]) -> str:
    """Return a token; of several hats the first one is worn."""
    entered = answer(web.post("/sessions", json=credentials))
    if hats := entered["hats"]:
        hat = {"kind": hats[0]["kind"], "organisation_id": hats[0]["organisation_id"]}
        entered = answer(web.post("/sessions", json={**credentials, "hat": hat}))
    return entered["token"]


def answer(response: httpx.Response) -> dict:
    """Return what an answer says; ends the program with the problem where it is one."""
    if response.is_success:
        return response.json() if response.content else {}
    if response.headers.get("Content-Type") != "application/problem+json":
        sys.exit(f"this is no portal: {response.status_code}")
    problem = response.json()
    sys.exit(f"{problem['type']}: {problem['title']}")


if __name__ == "__main__":
    main()
