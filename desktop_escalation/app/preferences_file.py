"""The file with the preferences of a user: it is never torn, and a broken one never keeps the window from opening."""

from pathlib import Path

from msgspec import Struct

from desktop_escalation.app.preferences import Preferences
from desktop_escalation.app.preferences_text import parse_preferences, write_preferences
from desktop_escalation.app.whole_file import put_aside, write_whole
from desktop_escalation.domain.errors import Unavailable

FILE_NAME = "preferences.json"
BROKEN = "broken"
MOST_BYTES = 1024 * 1024


class PreferencesTrouble(Struct, frozen=True):
    """What was wrong with the file, in words; `set_aside` is where it is now, None where it stayed."""

    message: str
    set_aside: Path | None = None


class PreferencesFile(Struct, frozen=True):
    """Reads and writes the preferences; of two windows, the one that writes last is kept."""

    path: Path

    @classmethod
    def within(cls, folder: Path) -> "PreferencesFile":
        """Name the file in the folder of the program's settings."""
        return cls(folder / FILE_NAME)

    def load(self) -> tuple[Preferences, PreferencesTrouble | None]:
        """Give the preferences, those of a new user where there is no file or no sense in it, and what was wrong."""
        try:
            with self.path.open("rb") as file:
                text = file.read(MOST_BYTES + 1)
            if len(text) > MOST_BYTES:
                raise ValueError(f"it is larger than {MOST_BYTES // 1024} kB")
            understood = parse_preferences(text)
        except FileNotFoundError:
            return Preferences(), None
        except (OSError, TypeError, ValueError) as error:
            return Preferences(), self._set_aside(error)
        if understood.misunderstood:
            keys = ", ".join(understood.misunderstood)
            message = f"these settings in {self.path} make no sense, so their usual values hold: {keys}"
            return understood.preferences, PreferencesTrouble(message)
        return understood.preferences, None

    def save(self, preferences: Preferences) -> None:
        """Put the preferences in the place of those before; raise Unavailable where that fails."""
        try:
            write_whole(self.path, write_preferences(preferences))
        except OSError as error:
            raise Unavailable(f"your settings could not be kept in {self.path}: {error.strerror}") from error

    def _set_aside(self, why: Exception) -> PreferencesTrouble:
        reason = (why.strerror or str(why)) if isinstance(why, OSError) else str(why)
        begin = f"your settings could not be read ({reason}), so the usual ones hold"
        try:
            aside = put_aside(self.path, BROKEN)
        except OSError as error:
            return PreferencesTrouble(f"{begin}; {self.path} could not be set aside: {error.strerror}")
        return PreferencesTrouble(f"{begin}; the file is now {aside}", aside)
