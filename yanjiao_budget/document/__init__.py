"""A text to its records, every line accounted for."""

from .disclosure import Disclosure as Disclosure
from .disclosure import parse_disclosure as parse_disclosure
from .ledger import ties as ties
from .text import Unread as Unread
from .text import UnreadableDisclosureError as UnreadableDisclosureError
from .tie import Tie as Tie
