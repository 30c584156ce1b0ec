"""Made disclosures: any number of distinct documents of the form, with what is true of each.

They live in the tests and benchmarks alone, say in their second line that they are made, and are
never shown as data.
"""

from .document import Made, made
from .files import several, write, write_truth
from .truth import differences

__all__ = ["Made", "differences", "made", "several", "write", "write_truth"]
