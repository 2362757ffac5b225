"""Latency and throughput of two servers under the same load, taking turns."""

from __future__ import annotations

import dataclasses
import json
import math
import subprocess
import sys
from typing import TYPE_CHECKING, Final

from bench.progress import BenchError, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bench.serving import Served

CLIENTS: Final = (1, 8, 32)
# A quick server would otherwise be asked far more often than its p99 needs.
_MOST_REQUESTS: Final = 50_000


@dataclasses.dataclass(frozen=True)
class Load:
    """One measurement: each request's latency and the whole of it, in seconds."""

    latencies: tuple[float, ...]
    seconds: float
    client_cpu: float

    def quantile(self, share: float) -> float:
        """Give the latency that this share of the requests did not exceed."""
        return quantile(self.latencies, share)

    @property
    def per_second(self) -> float:
        """Give the requests answered in a second."""
        return len(self.latencies) / self.seconds

    @property
    def client_share(self) -> float:
        """Give how much of a core the client itself needed."""
        return self.client_cpu / self.seconds


def quantile(values: Sequence[float], share: float) -> float:
    """Give the smallest value that `share` of the values do not exceed."""
    return sorted(values)[max(math.ceil(share * len(values)) - 1, 0)]


def measure(server: Served, texts: Sequence[str], clients: int, seconds: float) -> Load:
    """Let clients ask the server to parse the texts, over and over."""
    return _measure(server, "/model/parse", texts, clients, seconds)


def ceiling(server: Served, clients: int, seconds: float) -> Load:
    """Ask for what costs the server next to nothing: so fast could it be at most."""
    return _measure(server, "/status", [], clients, seconds)


def taking_turns(
    servers: Mapping[str, Served], texts: Sequence[str], rounds: int, seconds: float
) -> dict[str, dict[int, list[Load]]]:
    """Measure A B A B at each number of clients: a slow minute then hits them alike.

    Gives, by name and number of clients, a measurement for each round.
    """
    found: dict[str, dict[int, list[Load]]] = {
        name: {clients: [] for clients in CLIENTS} for name in servers
    }
    for clients in CLIENTS:
        for _ in range(rounds):
            for name, server in servers.items():
                load = measure(server, texts, clients, seconds)
                found[name][clients].append(load)
                p50 = f"p50 {1e3 * load.quantile(0.5):.2f} ms"
                rate = f"{load.per_second:.0f} requests/s"
                say(f"{name}, clients: {clients}, {p50}, {rate}")
    return found


def _measure(
    server: Served,
    path: str,
    texts: Sequence[str],
    clients: int,
    seconds: float,
) -> Load:
    job = {
        "port": server.port,
        "address": server.address(path),
        "texts": texts,
        "clients": clients,
        "seconds": seconds,
        "most": _MOST_REQUESTS,
    }
    done = subprocess.run(
        [sys.executable, "-m", "bench.load_client"],
        # Not as an argument: the address holds the token.
        input=json.dumps(job),
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        message = "the load client failed, see above"
        raise BenchError(message)
    outcome = json.loads(done.stdout)
    return Load(tuple(outcome["latencies"]), outcome["seconds"], outcome["client_cpu"])
