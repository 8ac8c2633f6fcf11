"""CLDR's words for dates. They are asked of Babel, which takes longer to load than a page to render, and recalled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.recall import recalled

if TYPE_CHECKING:
    from datetime import tzinfo


def is_locale(text: str) -> bool:
    """Whether CLDR knows a locale, such as hi_IN."""

    def ask() -> bool:
        from babel import Locale, UnknownLocaleError

        try:
            Locale.parse(text)
        except (ValueError, UnknownLocaleError):
            return False
        return True

    return recalled(f"is {text} a locale", ask)


def months(locale: str, width: str) -> tuple[str, ...]:
    """The names of the months as they stand in a date, `wide` or `abbreviated`, from January."""

    def ask() -> tuple[str, ...]:
        from babel import Locale

        names = Locale.parse(locale).months["format"][width]
        return tuple(names[number] for number in range(1, 13))

    return recalled(f"{width} months of {locale}", ask)


def zone_name(zone: tzinfo | None, locale: str) -> str:
    """The short name of a time zone."""

    def ask() -> str:
        from babel.dates import get_timezone_name

        return get_timezone_name(zone, "short", locale=locale)

    return recalled(f"{zone} in {locale}", ask)
