"""The data folder: texts in, tables out, tables in again."""
