"""The release notes: reading and marking them, and the vendor's side."""

from tui.server.releases import publishing, reading

routers = (reading.router, publishing.router)
