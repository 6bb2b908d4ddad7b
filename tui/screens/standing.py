"""Whether a widget still stands where it was put."""

from textual.dom import DOMNode


def stands(node: DOMNode) -> bool:
    """Whether a widget with all that it was made of is there, and stays.

    One that is taken away before it was composed is mounted without its children, and of one that
    goes the children go first: whoever looks for these then finds nothing.
    """
    going = node._closing or node._pruning  # pyright: ignore[reportPrivateUsage]  # noqa: SLF001
    return node.is_attached and node.app.is_running and not going
