"""Templates of the support desk: what its answers begin with."""
