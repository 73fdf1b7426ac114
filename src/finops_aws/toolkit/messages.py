"""Texts for people, as a catalogue per language; code names a text by its key."""

import json
import re
from collections.abc import Collection, Mapping
from functools import cached_property
from pathlib import Path
from string import Formatter
from typing import Protocol

ENGLISH = "en"
PORTUGUESE = "pt-BR"
LANGUAGES = (ENGLISH, PORTUGUESE)
PHRASE = "phrase."
WORDED = frozenset({"action", "kind", "purpose", "reason", "remedy", "thing", "where"})
"""Facts that code may word in English; all others are names and numbers, told as they are."""

Catalogues = Mapping[str, Mapping[str, str]]


class Explained(Protocol):
    """An error whose class names a text and whose facts fill it."""

    @property
    def facts(self) -> Mapping[str, str]: ...


class Messages:
    """Renders texts from ``<language>.json`` files in a folder, or from ``{language: {key: text}}``."""

    def __init__(self, source: Path | Catalogues) -> None:
        self._catalogues = _load(source) if isinstance(source, Path) else source

    def text(self, key: str, /, lang: str, **facts: object) -> str:
        """The text under the key with its placeholders filled; KeyError when either is unknown."""
        return self._catalogues[lang][key].format(**facts)

    def error_text(self, error: Explained, lang: str) -> str:
        """What happened, to which thing, and what to do next."""
        return self.text(f"error.{type(error).__name__}", lang, **self._facts(error, lang))

    def error_parts(self, error: Explained, lang: str) -> tuple[str, str]:
        """What happened and to which thing, and what to do next."""
        template = self._catalogues[lang][f"error.{type(error).__name__}"]
        what, _, remedy = template.partition(". ")
        facts = self._facts(error, lang)
        return f"{what}.".format(**facts), remedy.format(**facts)

    def keys(self, lang: str) -> Collection[str]:
        """The keys of every text."""
        return self._catalogues[lang].keys()

    def _facts(self, error: Explained, lang: str) -> dict[str, str]:
        return {
            name: self.phrase(fact, lang) if name in WORDED else fact for name, fact in error.facts.items()
        }

    def phrase(self, fact: str, lang: str) -> str:
        """A fact that code words in English, in the language; as it is when no ``phrase.*`` text fits."""
        for key, pattern in self._phrases.items():
            if found := pattern.fullmatch(fact):
                return self.text(key, lang, **found.groupdict())
        return fact

    @cached_property
    def _phrases(self) -> dict[str, re.Pattern[str]]:
        english = self._catalogues[ENGLISH]
        return {key: _pattern(text) for key, text in english.items() if key.startswith(PHRASE)}


def choose_language(explicit: str | None, lang_env: str | None) -> str:
    """``pt-BR`` or ``en``: what was asked for wins, then a locale such as ``pt_BR.UTF-8``, else English."""
    wanted = explicit or lang_env or ENGLISH
    return PORTUGUESE if wanted.lower().startswith("pt") else ENGLISH


def _load(folder: Path) -> Catalogues:
    return {lang: json.loads((folder / f"{lang}.json").read_text("utf-8")) for lang in LANGUAGES}


def _pattern(template: str) -> re.Pattern[str]:
    """What a template can have become once its placeholders, each named once, were filled."""
    parts = Formatter().parse(template)
    return re.compile(
        "".join(re.escape(text) + (f"(?P<{name}>.+)" if name else "") for text, name, _, _ in parts)
    )
