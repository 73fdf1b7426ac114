"""Everything that can go wrong, as one tree.

FinOpsError
├── RequestError (400, exit 2)         the question is wrong: ask another way
│   ├── InvalidPeriod · InvalidFilter · InvalidParameter · UnknownName · InvalidFile · BudgetExceeded
├── NotFoundError (404, exit 2)        the question is right, the thing is not there
│   └── NotFound
├── SetupError (500, exit 3)           the installation lacks something
│   ├── MissingSetting · InvalidSetting · IngestRunning · AddressInUse
├── SourceError (502/503, exit 4)      AWS or a provider does not deliver
│   ├── AccessDenied · CredentialsExpired · NotEnabled · NotOffered · Throttled
│   ├── SourceUnavailable · ExportNotReady · ExportChanged
│   └── ProviderUnavailable · ModelRetired
└── DataError (500, exit 5)            what was delivered cannot be trusted
    ├── CorruptFile · SchemaMismatch · CurrencyMismatch
    └── UnbalancedMart · UnbalancedExport · UnbalancedAllocation

An error carries named facts (what, where, what to do is in the catalogue of
messages under the class name, in Portuguese and English). ``str(error)`` names
the facts only; the doors render the message in the caller's language.
"""

from typing import ClassVar


class FinOpsError(Exception):
    """Base of all errors a user can act on; ``facts`` fill the message's placeholders."""

    http_status: ClassVar[int] = 500
    exit_code: ClassVar[int] = 1
    fields: ClassVar[tuple[str, ...]] = ()

    def __init__(self, **facts: object) -> None:
        missing = set(self.fields) ^ set(facts)
        if missing:
            raise TypeError(f"{type(self).__name__} takes {self.fields}, differs in {sorted(missing)}")
        self.facts = {name: str(value) for name, value in facts.items()}
        super().__init__(f"{type(self).__name__}: " + ", ".join(f"{k}={v}" for k, v in self.facts.items()))


class RequestError(FinOpsError):
    http_status = 400
    exit_code = 2


class InvalidPeriod(RequestError):
    fields = ("value", "reason")


class InvalidFilter(RequestError):
    fields = ("value", "reason")


class InvalidParameter(RequestError):
    fields = ("name", "value", "reason")


class UnknownName(RequestError):
    fields = ("kind", "name", "known")


class InvalidFile(RequestError):
    fields = ("path", "line", "column", "reason")


class BudgetExceeded(RequestError):
    fields = ("calls", "cost", "limit")


class NotFoundError(FinOpsError):
    http_status = 404
    exit_code = 2


class NotFound(NotFoundError):
    fields = ("thing", "where")


class SetupError(FinOpsError):
    http_status = 500
    exit_code = 3


class MissingSetting(SetupError):
    fields = ("name", "purpose")


class InvalidSetting(SetupError):
    fields = ("name", "value", "reason")


class IngestRunning(SetupError):
    fields = ("folder",)


class AddressInUse(SetupError):
    fields = ("address", "reason")


class SourceError(FinOpsError):
    http_status = 502
    exit_code = 4


class AccessDenied(SourceError):
    fields = ("thing", "action")


class CredentialsExpired(SourceError):
    fields = ("profile",)


class NotEnabled(SourceError):
    fields = ("service", "remedy")


class NotOffered(SourceError):
    fields = ("service", "region")


class Throttled(SourceError):
    http_status = 503
    fields = ("service", "action")


class SourceUnavailable(SourceError):
    http_status = 503
    fields = ("thing", "reason")


class ExportNotReady(SourceError):
    http_status = 503
    fields = ("location", "reason")


class ExportChanged(SourceError):
    http_status = 503
    fields = ("path",)


class ProviderUnavailable(SourceError):
    http_status = 503
    fields = ("provider", "reason")


class ModelRetired(SourceError):
    fields = ("provider", "model")


class DataError(FinOpsError):
    http_status = 500
    exit_code = 5


class CorruptFile(DataError):
    fields = ("path", "reason")


class SchemaMismatch(DataError):
    fields = ("path", "reason")


class CurrencyMismatch(DataError):
    fields = ("where", "currencies")


class UnbalancedMart(DataError):
    fields = ("mart", "period", "column", "difference")


class UnbalancedExport(DataError):
    fields = ("path", "period", "column", "difference")


class UnbalancedAllocation(DataError):
    fields = ("what", "difference")
