import copy
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.unit.deploy.composed import complaints, members
from tests.unit.deploy.known import DEPLOY

TEXT = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES = COMPOSE["services"]


def schema_check(path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", path],
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_compose_file_keeps_to_the_specification_of_compose(tmp_path: Path) -> None:
    assert schema_check(DEPLOY / "compose.yaml").returncode == 0
    broken = tmp_path / "compose.yaml"
    broken.write_text(TEXT.replace("stop_grace_period:", "stop_grace_perod:"), encoding="utf-8")
    assert schema_check(broken).returncode != 0


def test_everybody_is_confined_and_given_only_what_is_theirs() -> None:
    assert complaints(COMPOSE) == []


def changed(name: str, **lines: object) -> Callable[[dict[str, Any]], object]:
    return lambda compose: compose["services"][name].update(lines)


def given(name: str, **lines: str) -> Callable[[dict[str, Any]], object]:
    return lambda compose: compose["services"][name]["environment"].update(lines)


@pytest.mark.parametrize(
    "mistake",
    [
        changed("worker", read_only=False),
        changed("worker", privileged=True),
        changed("worker", cap_add=["SYS_ADMIN"]),
        changed("postgres", user="root"),
        changed("postgres", image="postgres:latest"),
        changed("postgres", ports=["5432:5432"]),
        changed("postgres", networks=["store", "out"]),
        changed("intake", ports=["9090:9090"]),
        changed("proxy", ports=["443:8443", "9090:9090"]),
        changed("intake", networks=["front", "store", "out", "nlu"]),
        changed("nlu-1", networks=["nlu", "out"]),
        changed("nlu-1", volumes=["models:/app/nlu/models"]),
        changed("console", volumes=["/var/run/docker.sock:/var/run/docker.sock"]),
        changed("console", command=["console", "fly"]),
        changed("console", deploy={}),
        changed("console", healthcheck={"disable": True}),
        changed("nlu-balancer", networks=["nlu", "ask-nlu", "front"]),
        given("console", BOT_KEY="${BOT_KEY}"),
        given("console", ZALO_OA_APP_ID="${ZALO_OA_APP_ID}"),
        given("worker", WORKER_CONVERSATION="9"),
        given("worker", BOT_KEY="written here for all to read, as it should not be"),
        lambda compose: compose["networks"].update(nlu={}),
        lambda compose: compose["networks"].update(out={"internal": True}),
    ],
)
def test_the_check_of_compose_sees_a_mistake(mistake: Callable[[dict[str, Any]], object]) -> None:
    compose = copy.deepcopy(COMPOSE)
    mistake(compose)
    assert set(complaints(compose)) - set(complaints(COMPOSE))


def test_who_needs_the_schema_waits_for_it_and_it_waits_for_the_database() -> None:
    done = {"condition": "service_completed_successfully"}
    for name in ("intake", "worker", "console", "bench"):
        assert SERVICES[name]["depends_on"]["migrate"] == done
    assert SERVICES["migrate"]["depends_on"]["postgres"] == {"condition": "service_healthy"}


def test_the_proxy_is_the_only_one_whose_word_about_addresses_is_believed() -> None:
    address = SERVICES["proxy"]["networks"]["front"]["ipv4_address"]
    believed = {
        name: one.get("environment", {}).get("FORWARDED_ALLOW_IPS")
        for name, one in SERVICES.items()
    }
    assert {name: who for name, who in believed.items() if who} == {
        "intake": address,
        "console": address,
    }
    assert members(COMPOSE, "front") == {"proxy", "intake", "console"}


def test_every_value_that_is_asked_for_has_a_line_in_the_first_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    command = [sys.executable, "-P", str(DEPLOY / "first_secrets.py"), "compose", str(file)]
    subprocess.run(command, check=True, capture_output=True)
    written = dict(line.split("=", 1) for line in file.read_text().splitlines() if line[0] != "#")
    required = set(re.findall(r"\$\{([A-Z_]+):\?\}", TEXT))
    assert {"BOT_KEY", "NLU_TOKEN", "POSTGRES_PASSWORD", "CHAT_HOST"} <= required
    assert required <= set(written)
    # Those with an address of the operator's are written by hand: compose refuses an empty one.
    assert {name for name in required if not written[name]} == {"CHAT_HOST", "CONSOLE_HOST"}


def test_a_promotion_reaches_every_replica_of_nlu() -> None:
    replicas = {name for name, one in SERVICES.items() if one["image"].startswith("canhgiac-nlu:")}
    named = SERVICES["bench"]["environment"]["NLU_REPLICAS"].split()
    assert {address.removeprefix("http://").removesuffix(":5005") for address in named} == replicas
    balanced = (DEPLOY / "caddy" / "nlu.Caddyfile").read_text(encoding="utf-8")
    assert all(f"{name}:5005" in balanced for name in replicas)


def test_workers_have_longer_to_end_than_their_answers_may_take() -> None:
    assert int(SERVICES["worker"]["stop_grace_period"].removesuffix("s")) >= 30
