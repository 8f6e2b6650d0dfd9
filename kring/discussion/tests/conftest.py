"""Both places for files: a folder, and a bucket played by a server of our own."""

import pytest


@pytest.fixture(scope="session")
def store_address():
    """The address of a store that speaks S3."""
    from moto.server import ThreadedMotoServer  # a second of loading, for few tests

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def in_bucket(settings, store_address):
    """Files stand in a new, empty bucket, given as boto3 sees it."""
    import boto3

    access = {"endpoint_url": store_address, "region_name": "eu-central-1"}
    keys = {"aws_access_key_id": "sleutel", "aws_secret_access_key": "geheim"}
    made = boto3.resource("s3", **access, **keys).Bucket("bijlagen")
    made.create(CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    settings.BUCKET = made.name
    settings.BUCKET_OPTIONS = {**access, "access_key": "sleutel", "secret_key": "geheim"}
    yield made
    made.objects.delete()
    made.delete()
