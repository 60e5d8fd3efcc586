"""Keys do their work in the order in which they were pressed.

Textual hands a key to the widget that has the focus and goes on at once; a key that is bound
further out is done when it has come up to there. On a busy machine F10 then saves before the last
letters stand in the form (Textualize/textual#6605). Here a key waits until the one before it has
gone its whole way.
"""

from __future__ import annotations

import asyncio
from collections import deque

from textual import events
from textual.message_pump import MessagePump

from safejournal.tui.leaving import LeavingApp

PATIENCE = 0.5
"""Seconds that a key waits for the one before it. A widget that hangs holds up no lock for longer;
what it has not taken by then is overtaken, as everywhere in Textual."""

Pressed = events.Key | events.Paste


class InOrderApp(LeavingApp):
    """An app in which no key overtakes another."""

    def __init__(self) -> None:
        super().__init__()
        self._pressed: deque[Pressed] = deque()
        self._underway: Pressed | None = None

    async def on_event(self, event: events.Event) -> None:
        """Put a key that comes from the keyboard in line; pass everything else on."""
        if not isinstance(event, Pressed) or event.is_forwarded:
            await super().on_event(event)
            return
        self._pressed.append(event)
        await self._hand_on()

    async def _hand_on(self) -> None:
        """Hand on keys until one is underway to a widget."""
        while self._pressed and self._underway is None:
            event = self._pressed.popleft()
            target = self.focused or self.screen
            await super().on_event(event)
            if event.is_forwarded:
                self._underway = event
                asyncio.get_running_loop().call_later(PATIENCE, self._give_up, event)
                self._follow(event, target)

    def _follow(self, event: Pressed, node: MessagePump) -> None:
        """Be told once this node has dealt with the key; at once where it is gone already."""
        if not node.call_later(self._passed, event, node):
            self.call_later(self._arrived, event)

    def _passed(self, event: Pressed, node: MessagePump) -> None:
        """Follow the key further out, unless the node kept it."""
        parent = node._parent  # noqa: SLF001 (the way that Textual's messages take)
        if event._stop_propagation or parent is None or parent is self:  # noqa: SLF001
            self.call_later(self._arrived, event)
        else:
            self._follow(event, parent)

    def _give_up(self, event: Pressed) -> None:
        self.call_later(self._arrived, event)

    async def _arrived(self, event: Pressed) -> None:
        """Let the next key go."""
        if self._underway is event:
            self._underway = None
            await self._hand_on()
