"""Pure answers: facts in, answer out; no I/O, no clock, no framework."""
