"""Codes and numbers of places and papers: 区划码, 网格码, 案件号, 纸单号."""
