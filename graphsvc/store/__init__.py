"""The port: what every store promises. Nothing here knows an engine."""
