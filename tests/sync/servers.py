"""Object stores on this computer: moto always, Azurite and Ceph where they are."""

import logging
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic
from uuid import uuid4

import boto3
import pytest
from moto.server import ThreadedMotoServer

from visit_app.sync.address import parse_address
from visit_app.sync.credentials import Credentials
from visit_app.sync.object_store import ObjectStore, object_store

ROOT = Path(__file__).resolve().parents[2]
INSTALLED = ROOT / ".servers"  # what `npm install` brings: 186 MB, kept between runs
AZURITE = "3.35.0"
KEYS = Credentials({"access_key_id": "ak", "secret_access_key": "sk"})
CEPH = ("ceph-mon", "ceph-mgr", "ceph-osd", "radosgw", "radosgw-admin", "ceph")


@contextmanager
def moto() -> Iterator[str]:
    """Moto's S3; yields its address."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        yield f"http://{host}:{port}"
    finally:
        server.stop()


@contextmanager
def ceph(folder: Path) -> Iterator[str]:
    """A real Ceph with its S3 gateway; skips where Debian's packages are missing."""
    missing = [name for name in CEPH if shutil.which(name) is None]
    if missing:
        pytest.skip(
            "Ceph is not installed (Debian: ceph-mon ceph-mgr ceph-osd radosgw "
            f"ceph-common): {', '.join(missing)} not found"
        )
    script = str(Path(__file__).with_name("ceph.sh"))
    port = _free_port()
    try:
        subprocess.run([script, "start", str(folder), str(port)], check=True)
        yield f"http://127.0.0.1:{port}"
    finally:
        subprocess.run([script, "stop", str(folder)], check=True)


@contextmanager
def azurite(folder: Path) -> Iterator[str]:
    """Microsoft's emulator of Azure Blob, installed once with npm; skips without it."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        pytest.skip("Azurite needs node and npm, which are not on this computer")
    script = INSTALLED / "node_modules/azurite/dist/src/blob/main.js"
    if not script.exists():
        INSTALLED.mkdir(exist_ok=True)
        command = [npm, "install", "--prefix", str(INSTALLED), f"azurite@{AZURITE}"]
        done = subprocess.run(command, check=False, capture_output=True)
        if done.returncode or not script.exists():
            pytest.skip("Azurite could not be installed with npm")
    port = _free_port()
    told = ["--blobHost", "127.0.0.1", "--blobPort", str(port), "--silent"]
    told += ["--location", str(folder), "--skipApiVersionCheck"]
    process = subprocess.Popen([node, str(script), *told], stdout=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def s3_store(endpoint: str, prefix: str = "team one") -> ObjectStore:
    """A store in a new bucket there."""
    bucket = f"team-{uuid4().hex[:12]}"
    client = boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="ak",
        aws_secret_access_key="sk",
    )
    with closing(client):
        client.create_bucket(Bucket=bucket)
    address = parse_address(f"s3://{bucket}/{prefix}?endpoint={endpoint}")
    return object_store(address, KEYS)


def _free_port() -> int:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait_for(port: int, seconds: float = 30.0) -> None:
    end = monotonic() + seconds
    while monotonic() < end:
        try:
            with closing(socket.create_connection(("127.0.0.1", port), timeout=1)):
                return
        except OSError:
            os.sched_yield()
    raise TimeoutError(port)
