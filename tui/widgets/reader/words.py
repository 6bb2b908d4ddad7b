"""Words that are looked for in a text, and the places where they stand in it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache

from tui.api.folding import fold
from tui.widgets.reader.blocks import Block, Body, Code, Html, Table, Text
from tui.widgets.reader.inline import Span, Spans, text_of

MAX_LENGTH = 200
"""Characters that are looked for."""

_MARKS = str.maketrans("", "", "*_~`\\[]")
_SAYS_MORE = re.compile(r"&[#\w]+;|!\[")
"""What is drawn otherwise than it is written: entities, and the names of images."""

_fold_letter = lru_cache(4096)(fold)


class Words:
    """Some words, each of which is looked for; where all stand together they are one match."""

    def __init__(self, words: str) -> None:
        folded = fold(words[:MAX_LENGTH]).split()
        together = r"\s+".join(map(re.escape, folded))
        each = sorted(set(map(re.escape, folded)), key=len, reverse=True)
        self._pattern = re.compile("|".join((together, *each))) if folded else None
        self._unmarked = [word.translate(_MARKS) for word in folded]

    def __bool__(self) -> bool:
        return self._pattern is not None

    def may_stand_in(self, source: str) -> bool:
        """Whether what is drawn of `source` may hold them; False is certain."""
        folded = fold(source.translate(_MARKS))
        return any(word in folded for word in self._unmarked) or bool(_SAYS_MORE.search(source))

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where they begin and end in `text`."""
        if self._pattern is None:
            return
        if text.isascii():
            yield from (match.span() for match in self._pattern.finditer(text.lower()))
            return
        folded = [_fold_letter(letter) for letter in text]
        origins = [at for at, letters in enumerate(folded) for _ in letters]
        for match in self._pattern.finditer("".join(folded)):
            end = origins[match.end() - 1] + 1
            while end < len(text) and not folded[end]:  # accents of the last letter
                end += 1
            yield origins[match.start()], end

    def mark(self, blocks: list[Block]) -> tuple[list[Block], int]:
        """Return `blocks` with each match numbered from 1, and how many there are."""
        if self._pattern is None:
            return blocks, 0
        number = 0

        def mark(spans: Spans) -> Spans:
            nonlocal number
            places = list(self.places(text_of(spans)))
            marked = _marked(spans, places, number) if places else spans
            number += len(places)
            return marked

        marked = [replace(block, body=_with(block.body, mark)) for block in blocks]
        return marked, number


def _with(body: Body, mark: Callable[[Spans], Spans]) -> Body:
    match body:
        case Text():
            return Text(mark(body.spans))
        case Code() | Html():
            return replace(body, lines=tuple(mark(line) for line in body.lines))
        case Table():
            rows = tuple(tuple(mark(cell) for cell in row) for row in body.rows)
            return replace(body, rows=rows)
        case _:
            return body


def _marked(spans: Spans, places: list[tuple[int, int]], number: int) -> Spans:
    """Cut `spans` at `places`, which ascend; the first of them is match `number` + 1."""
    marked: list[Span] = []
    begin = index = 0
    for span in spans:
        at, end = begin, begin + len(span.text)
        while at < end:
            while index < len(places) and places[index][1] <= at:
                index += 1
            start, stop = places[index] if index < len(places) else (end, end)
            until, match = (
                (min(stop, end), number + index + 1) if start <= at else (min(start, end), 0)
            )
            marked.append(span._replace(text=span.text[at - begin : until - begin], match=match))
            at = until
        begin = end
    return tuple(marked)
