"""Names of people, in their parts."""


def parts_of(name: str) -> tuple[str, str, str]:
    """Split "Anna de Vries" as the Dutch do: the words in small letters are the prefix.

    Returns the given name, the prefix and the family name.
    """
    given_name, *rest = name.split() or [""]
    family = next((place for place, word in enumerate(rest) if not word.islower()), 0)
    return given_name, " ".join(rest[:family]), " ".join(rest[family:])
