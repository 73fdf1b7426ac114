"""What every command gets: the settings, the language, and the product behind them."""

import sys
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from finops_aws.entrypoints.cli.figures import notation
from finops_aws.settings import Settings
from finops_aws.toolkit.messages import Messages

if TYPE_CHECKING:
    from rich.console import Console

    from finops_aws.application.analysis import Analysis


@dataclass
class Door:
    """One run of the command line in one language; heavy parts are made when first asked for."""

    lang: str
    messages: Messages
    settings_source: Settings | None = None

    def text(self, key: str, **facts: object) -> str:
        """The text in the caller's language."""
        return self.messages.text(key, self.lang, **{name: self._shown(fact) for name, fact in facts.items()})

    def _shown(self, fact: object) -> object:
        return notation(f"{fact:,}", self.lang) if type(fact) is int else fact

    @cached_property
    def settings(self) -> Settings:
        return self.settings_source or Settings.from_environment()

    @cached_property
    def console(self) -> "Console":
        from rich.console import Console

        return Console(highlight=False, file=sys.stdout, soft_wrap=False)

    @cached_property
    def analysis(self) -> "Analysis":
        return self.analysis_for(self.settings)

    def analysis_for(self, settings: Settings) -> "Analysis":
        """The product under other settings, such as the demo's own data directory."""
        from finops_aws.bootstrap import build_analysis
        from finops_aws.entrypoints.cli.progress import TerminalProgress

        return build_analysis(settings, progress=TerminalProgress(self.text))

    def say(self, key: str, **facts: object) -> None:
        """Print a text for people."""
        self.console.print(self.text(key, **facts), markup=False, soft_wrap=True)
