"""Writes the rows of a CSV file as CSV and as a workbook with pandas and xlsxwriter, and prints what that took.

frame.py FILE FOLDER: seconds from the table in memory to the file; MiB that the process had grown by until then at most."""

import json
import resource
import sys
import time

import pandas
import xlsxwriter  # noqa: F401  loaded before memory is looked at


def mib():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(work):
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


before = mib()
table = pandas.read_csv(sys.argv[1], dtype=str, keep_default_na=False)
said = {"csv_s": timed(lambda: table.to_csv(sys.argv[2] + "/table.csv", index=False)), "csv_mib": mib() - before}
options = {"options": {"constant_memory": False, "strings_to_formulas": False, "strings_to_urls": False}}
said["xlsx_s"] = timed(
    lambda: table.to_excel(sys.argv[2] + "/table.xlsx", index=False, engine="xlsxwriter", engine_kwargs=options)
)
said["xlsx_mib"] = mib() - before
print(json.dumps(said))
