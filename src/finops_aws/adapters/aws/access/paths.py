"""Paths of the catalogue: JMESPath with one function of our own, and what is never kept of an answer."""

import re
from functools import lru_cache
from typing import Any

import jmespath
from jmespath import functions

_SECRET = re.compile(
    r"(?i)^(environment|variables|environmentvariables|userdata|password|masteruserpassword|secret|secretstring"
    r"|authtoken|token|privatekey|connectionstring|connectionproperties|credentials?|defaultarguments"
    r"|authkey|basicauthcredentials|buildspec|customerrouterconfig|customergatewayconfiguration|grafanatoken"
    r"|headervalue|hectoken|precopassword|presharedkey|registrationcode|sharedsecret)$"
)


class _Functions(functions.Functions):  # type: ignore[misc]
    @functions.signature({"types": ["string", "null"]})  # type: ignore[untyped-decorator]
    def _func_last_segment(self, text: str | None) -> str | None:
        """What follows the last slash or colon."""
        return re.split(r"[/:]", text)[-1] if text else None


_OPTIONS = jmespath.Options(custom_functions=_Functions())


@lru_cache(maxsize=4096)
def _compiled(path: str) -> Any:
    return jmespath.compile(path)


def found(path: str, document: Any) -> Any:
    """What lies at the path; None when nothing does."""
    if path.isidentifier() and isinstance(document, dict):  # most paths are the name of a member
        return document.get(path)
    return _compiled(path).search(document, options=_OPTIONS)


def without_secrets(value: Any) -> Any:
    """The answer without members that may hold secrets, such as a function's environment."""
    if isinstance(value, dict):
        return {
            key: without_secrets(one)
            for key, one in value.items()
            if not _SECRET.match(key) and key != "ResponseMetadata"
        }
    if isinstance(value, list):
        return [without_secrets(one) for one in value]
    return value
