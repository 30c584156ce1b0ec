"""The types that columns have in frames."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from yanjiao_budget.schema import Column

# Dtypes and not their names, which pandas looks up anew for every column.
_DTYPES = {
    "integer": pd.Int64Dtype(),
    "number": np.dtype("float64"),
    "boolean": pd.BooleanDtype(),
    "string": pd.StringDtype(na_value=np.nan),
    "date": np.dtype("datetime64[s]"),
}
_REQUIRED_DTYPES = {"integer": np.dtype("int64"), "boolean": np.dtype("bool")}


def dtype(column: Column) -> Any:  # noqa: ANN401 - numpy's and pandas' own
    """Return the type that a column has in a frame."""
    if column.required and column.type in _REQUIRED_DTYPES:
        return _REQUIRED_DTYPES[column.type]
    return _DTYPES[column.type]


def as_frame(columns: Sequence[Column], values: Mapping[str, list[Any]]) -> pd.DataFrame:
    """Return values, by column, as a frame of the types that the columns are declared with."""
    return pd.DataFrame({c.name: _array(values[c.name], dtype(c)) for c in columns}, copy=False)


def _array(values: list[Any], dtype: Any) -> Any:  # noqa: ANN401 - numpy's and pandas' own
    if isinstance(dtype, np.dtype):
        return np.array(values, dtype)
    return pd.array(values, dtype)
