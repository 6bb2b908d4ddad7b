"""The vendor's desk: the queue of all customers' incidents, and what is done to them."""
