"""A process's own registry: what it is, and what it takes of the machine."""

from prometheus_client import CollectorRegistry, Gauge, ProcessCollector

from casework.metering.labels import ROLES


def registry_of(role: str) -> CollectorRegistry:
    """A registry that knows the process: its role, memory, processor time, open files, start.

    Raises ValueError for a role that is not of ROLES.
    """
    if role not in ROLES:
        raise ValueError(role)
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    Gauge(
        "canhgiac_process_info", "What this process does (value 1).", ["role"], registry=registry
    ).labels(role).set(1)
    return registry
