import fnmatch
import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import yaml

from tests.unit.deploy import dockerfile
from tests.unit.deploy.known import DEPLOY, ROOT, cannot_be_typed

TEXT = (DEPLOY / "images" / "Dockerfile").read_text(encoding="utf-8")
STAGES = dockerfile.read(TEXT)
SERVED = {"doors", "nlu", "bench", "proxy"}
HEALTHCHECK = DEPLOY / "images" / "healthcheck.py"


def test_images_are_pinned_keep_to_the_locks_and_run_as_nobody_in_particular() -> None:
    assert set(STAGES) == SERVED | {"doors-packages", "nlu-packages"}
    assert dockerfile.complaints(STAGES, SERVED) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("USER 10002:10002", "USER root"),
        ("USER 10002:10002", "USER nlu"),
        ("FROM caddy:2.10-alpine", "FROM caddy:latest"),
        ("FROM caddy:2.10-alpine", "FROM caddy"),
        ("COPY deploy/caddy /etc/caddy", "ADD https://example.vn/x /etc/caddy"),
        ("RUN uv sync --frozen --no-dev", "RUN uv sync"),
        ("HEALTHCHECK NONE", ""),
        ('CMD ["trainer", "work"]', "CMD trainer work"),
        ("RUN setcap -r", "RUN wget example.vn/caddy && setcap -r"),
        ("ENV XDG_DATA_HOME=", "ENV NLU_TOKEN=x XDG_DATA_HOME="),
    ],
)
def test_the_check_of_images_sees_a_mistake(right: str, wrong: str) -> None:
    assert right in TEXT
    assert dockerfile.complaints(dockerfile.read(TEXT.replace(right, wrong)), SERVED)


def test_all_that_is_copied_is_there_and_let_through_to_the_builder() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    let_in = [line[1:] for line in lines if line.startswith("!")]
    paths = dockerfile.copied(STAGES)
    assert len(paths) > 15
    for path in paths:
        assert (ROOT / path).exists(), path
        assert any(path == let or path.startswith(f"{let}/") for let in let_in), path


def test_secrets_history_and_models_stay_out_of_the_builder() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert lines[1] == "*"
    let_in = [line[1:] for line in lines if line.startswith("!")]
    for path in (".env", ".git", "var", "nlu/models", "nlu/.venv", ".venv", "deploy/.env", "tests"):
        assert not [let for let in let_in if path == let or path.startswith(f"{let}/")], path
    kept_out = [line for line in lines[2:] if line and line[0] not in "!#"]
    assert any(fnmatch.fnmatch("data/.env", pattern) for pattern in kept_out)


def test_both_environments_are_made_by_one_and_the_same_uv() -> None:
    versions = {part for part in TEXT.replace("\n", " ").split() if part.startswith("uv==")}
    assert len(versions) == 1


OPENED = """
import bot.__main__, console.__main__, trainer.__main__
from trainer.commands.lazy import MODULES, load
rooms = [bot, console, trainer, *map(load, set(MODULES.values()))]
print(all(room.__file__.startswith(HOUSE) for room in rooms))
"""


def test_the_doors_open_with_only_what_the_image_holds(tmp_path: Path) -> None:
    for path in dockerfile.copied({"doors": STAGES["doors"]}):
        if (ROOT / path).is_dir():
            shutil.copytree(ROOT / path, tmp_path / path)
        else:
            shutil.copy(ROOT / path, tmp_path)
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(tmp_path), "HOME": "/nonexistent"}
    done = subprocess.run(
        [sys.executable, "-P", "-c", OPENED.replace("HOUSE", repr(str(tmp_path)))],
        cwd=tmp_path,
        env=environment | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "True", done.stderr


def test_a_command_that_does_not_exist_is_noticed() -> None:
    assert cannot_be_typed(["bot", "run"]) is None
    assert cannot_be_typed(["bot", "fly"])
    assert cannot_be_typed(["console", "purge", "--nothing"])
    assert cannot_be_typed(["kitchen", "run"])


class Asked(http.server.BaseHTTPRequestHandler):
    """Well on the paths that a probe may ask, and on no other."""

    def do_GET(self) -> None:
        well = self.path in ("/readyz", "/status?token=0123456789abcdef")
        self.send_response(200 if well else 503)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def asked(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", str(HEALTHCHECK), *arguments],
        env={"http_proxy": "http://127.0.0.1:1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_health_check_tells_who_can_serve_from_who_cannot() -> None:
    server = http.server.HTTPServer(("127.0.0.1", 0), Asked)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = str(server.server_port)
    try:
        assert asked({"OPS_PORT": port}).returncode == 0
        assert asked({"CONSOLE_OPS_PORT": port}).returncode == 0
        assert asked({"NLU_PORT": port, "NLU_TOKEN": "0123456789abcdef"}, "nlu").returncode == 0
        wrong = asked({"NLU_PORT": port, "NLU_TOKEN": "another-token-0"}, "nlu")
        assert wrong.returncode == 1
        assert "another" not in wrong.stdout + wrong.stderr
        assert asked({}).returncode == 1
    finally:
        server.shutdown()
        server.server_close()
    assert asked({"OPS_PORT": port}).returncode == 1


def test_migrating_without_a_database_tells_no_password() -> None:
    url = "postgresql://canhgiac:hunter2hunter2@127.0.0.1:1/canhgiac"
    done = subprocess.run(
        [sys.executable, "-P", str(DEPLOY / "images" / "migrate.py")],
        env={"PYTHONPATH": str(ROOT), "DATABASE_URL": url, "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "OperationalError" in done.stderr
    assert "hunter2" not in done.stdout + done.stderr


def test_images_that_compose_and_kubernetes_name_are_targets_here() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    targets = {service["build"]["target"] for service in services.values() if "build" in service}
    assert targets == SERVED
    assert json.loads(STAGES["bench"].last("CMD") or "") == ["trainer", "work"]
