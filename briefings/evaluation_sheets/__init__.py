"""The sheets of the evaluation's workbook (考评表)."""
