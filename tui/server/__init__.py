"""The portal over HTTP, on a store: thin routes, nothing decided. Needs `klantportal[server]`."""
