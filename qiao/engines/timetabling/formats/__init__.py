"""Instances and timetables in files: JSON, CSV and XLSX."""

from qiao.engines.timetabling.formats.csv_files import (
    read_problem_csv,
    read_result_csv,
    write_problem_csv,
    write_problem_zip,
    write_result_csv,
)
from qiao.engines.timetabling.formats.instance_json import input_hash, problem_of, read_problem, write_problem
from qiao.engines.timetabling.formats.result_json import read_result, write_result

__all__ = [
    "input_hash",
    "problem_of",
    "read_problem",
    "read_problem_csv",
    "read_result",
    "read_result_csv",
    "write_problem",
    "write_problem_csv",
    "write_problem_zip",
    "write_result",
    "write_result_csv",
]
