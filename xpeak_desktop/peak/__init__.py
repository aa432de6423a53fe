"""PEAK's Open API: the one room that talks to it."""
