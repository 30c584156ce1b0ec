"""Every table and column, declared once.

The parser's expected headings, CSV types, `datapackage.json`, the data dictionary and chart axis
titles all follow from the records of this room.
"""

from .collected import MANIFEST as MANIFEST
from .columns import ACTIVITY as ACTIVITY
from .columns import ACTIVITY_KEY as ACTIVITY_KEY
from .columns import ASSET_AMOUNT as ASSET_AMOUNT
from .columns import ASSETS_GRID as ASSETS_GRID
from .columns import BUDGET as BUDGET
from .columns import DISCLOSURE_KEY as DISCLOSURE_KEY
from .columns import GRADES as GRADES
from .columns import INDICATOR_KEY as INDICATOR_KEY
from .columns import INDICATOR_NAME as INDICATOR_NAME
from .columns import OTHER_CHANNELS as OTHER_CHANNELS
from .columns import PERFORMANCE_GRID as PERFORMANCE_GRID
from .columns import PROCUREMENT_GRID as PROCUREMENT_GRID
from .columns import PROCUREMENT_SOURCES as PROCUREMENT_SOURCES
from .columns import PURCHASE_AMOUNT as PURCHASE_AMOUNT
from .columns import RESPONSIBILITY as RESPONSIBILITY
from .columns import RESPONSIBILITY_KEY as RESPONSIBILITY_KEY
from .columns import SOURCE_LINE as SOURCE_LINE
from .columns import WAN_YUAN as WAN_YUAN
from .columns import Column as Column
from .columns import Record as Record
from .columns import Table as Table
from .columns import heading_rows as heading_rows
from .columns import heading_spans as heading_spans
from .derived import DERIVED as DERIVED
from .printed import PRINTED as PRINTED
from .promised import PROMISED as PROMISED

TABLES = (*PRINTED, *DERIVED, *PROMISED)
BY_NAME = {table.name: table for table in TABLES}
