"""What `kring check` looks at besides the database."""

import socket

from kring.config.cli.check import bucket_findings


def test_bucket_out_of_reach_is_told(settings):
    assert not list(bucket_findings())
    settings.BUCKET = "bijlagen"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # nobody listens there
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
        keys = {"access_key": "sleutel", "secret_key": "geheim", "region_name": None}
        settings.BUCKET_OPTIONS = {"endpoint_url": address, **keys}
        [(what, complaint)] = bucket_findings()
    assert what == "bucket bijlagen"
    assert complaint.startswith("cannot be reached")
