"""Stands where jsonschema finds a grammar of web addresses, which takes two seconds to read.

Every process that opens a notebook imports jsonschema, and no notebook has such an address. It then
goes without, as where that library is not installed.
"""

raise ImportError
