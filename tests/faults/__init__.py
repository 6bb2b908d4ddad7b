"""What goes wrong between a client and a server, on real sockets."""
