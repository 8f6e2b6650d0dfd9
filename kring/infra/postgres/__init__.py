"""The private PostgreSQL cluster: nothing to install, one folder, one socket, no Django."""

from .cluster import DATABASE, Cluster
from .errors import ClusterError
from .launch import ROLE

__all__ = ["DATABASE", "ROLE", "Cluster", "ClusterError"]
