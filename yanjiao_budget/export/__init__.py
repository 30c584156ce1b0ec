"""What may be taken along: citations, tables and charts as files."""
