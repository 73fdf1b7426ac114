import json
from pathlib import Path

import pytest

from finops_aws.toolkit.messages import Messages, choose_language

CATALOGUES = {
    "en": {
        "greeting": "Hello {name}",
        "error.Missing": "{thing} is missing: create it.",
        "phrase.columns": "{count} columns of {table} (all)",
    },
    "pt-BR": {
        "greeting": "Olá {name}",
        "error.Missing": "Falta {thing}: crie.",
        "phrase.columns": "{count} colunas de {table} (todas)",
    },
}


class Missing(Exception):
    def __init__(self, thing: str) -> None:
        self.facts = {"thing": thing}


def test_a_text_is_rendered_in_the_language_asked_for():
    assert Messages(CATALOGUES).text("greeting", "pt-BR", name="Ana") == "Olá Ana"


def test_a_fact_with_braces_is_shown_as_it_is():
    assert Messages(CATALOGUES).text("greeting", "en", name="{name}") == "Hello {name}"


def test_an_error_is_told_by_its_class_and_facts():
    assert Messages(CATALOGUES).error_text(Missing("bill"), "en") == "bill is missing: create it."


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        ("3 columns of bill (all)", "Falta 3 colunas de bill (todas): crie."),
        ("3 columns of", "Falta 3 columns of: crie."),
        ("the 3 columns of bill (all).", "Falta the 3 columns of bill (all).: crie."),
    ],
)
def test_a_fact_worded_in_the_code_is_told_in_the_language_of_the_text(fact, told):
    assert Messages(CATALOGUES).error_text(Missing(fact), "pt-BR") == told


def test_a_name_that_reads_like_a_phrase_is_told_as_it_is():
    error = Missing("bill")
    error.facts = {"thing": "disk", "name": "disk"}
    told = {"error.Missing": "{thing} {name}", "phrase.disk": "disk"}
    messages = Messages({"en": told, "pt-BR": {"error.Missing": "{thing} {name}", "phrase.disk": "disco"}})
    assert messages.error_text(error, "pt-BR") == "disco disk"


def test_an_unknown_key_and_a_missing_fact_are_errors():
    with pytest.raises(KeyError, match="farewell"):
        Messages(CATALOGUES).text("farewell", "en")
    with pytest.raises(KeyError, match="name"):
        Messages(CATALOGUES).text("greeting", "en")


def test_catalogues_are_read_from_a_folder(tmp_path: Path):
    for lang, texts in CATALOGUES.items():
        (tmp_path / f"{lang}.json").write_text(json.dumps(texts), encoding="utf-8")
    assert Messages(tmp_path).text("greeting", "pt-BR", name="Zé") == "Olá Zé"


@pytest.mark.parametrize(
    ("explicit", "lang_env", "chosen"),
    [
        ("pt-BR", "en_US.UTF-8", "pt-BR"),
        ("en", "pt_BR.UTF-8", "en"),
        ("pt", None, "pt-BR"),
        (None, "pt_BR.UTF-8", "pt-BR"),
        (None, "pt_PT", "pt-BR"),
        (None, "C.UTF-8", "en"),
        (None, "", "en"),
        (None, None, "en"),
    ],
)
def test_the_language_is_the_one_asked_for_then_the_locale_then_english(explicit, lang_env, chosen):
    assert choose_language(explicit, lang_env) == chosen
