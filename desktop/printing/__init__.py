"""Printing (打印): documents set on A4 pages, seen before they are printed, saved as PDF."""
