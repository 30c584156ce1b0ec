"""What thresholds say, and what ladders can and cannot do."""

from . import thresholds as thresholds
from .ladder import CASCADE as CASCADE
from .ladder import GRADES as GRADES
from .ladder import HIGHER as HIGHER
from .ladder import LITERAL as LITERAL
from .ladder import LOWER as LOWER
from .ladder import READINGS as READINGS
from .ladder import UNDECIDABLE as UNDECIDABLE
from .ladder import Ladder as Ladder
from .ladder import read_ladder as read_ladder
from .values import Graded as Graded
from .values import grade as grade
