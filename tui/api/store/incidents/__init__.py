"""The incidents: the customers' own, and the vendor's side of them."""
