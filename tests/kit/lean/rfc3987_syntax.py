"""Stands where jsonschema finds a grammar of web addresses, which takes two seconds to read.

Altair and all that opens notebooks import jsonschema, and no chart or notebook has such an address.
It then goes without, as where that library is not installed.
"""

raise ImportError
