"""Stores: the engines behind the port. Nothing but bootstrap and the benchmarks names one."""
