"""botocore's service models, loaded once for all sessions and let go when a service is done."""

from threading import Lock
from typing import Any


class ServiceModels:
    """A botocore data loader that keeps the models of each service apart, so that they can be forgotten."""

    def __init__(self) -> None:
        from botocore.loaders import create_loader

        self._create = create_loader
        self._common = create_loader()
        self._by_service: dict[str, Any] = {}
        self._lock = Lock()

    def load_service_model(self, service_name: str, *kind: Any, **version: Any) -> Any:
        """As botocore's loader does: ``kind`` is the type of model and, if wanted, its version."""
        return self._of(service_name).load_service_model(service_name, *kind, **version)

    def forget(self, service_name: str) -> None:
        """Let the service's models go; they are read again when asked for."""
        with self._lock:
            self._by_service.pop(service_name, None)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._common, name)

    def _of(self, service_name: str) -> Any:
        with self._lock:
            if service_name not in self._by_service:
                made = self._by_service[service_name] = self._create()
                # Which services there are is looked up in many folders: once is enough for all.
                made.list_available_services = self._common.list_available_services
            return self._by_service[service_name]
