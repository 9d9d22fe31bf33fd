"""Instances and timetables in files: JSON, CSV and XLSX."""

from qiao.engines.timetabling.formats.instance_json import input_hash, problem_of, read_problem, write_problem
from qiao.engines.timetabling.formats.result_json import read_result, write_result

__all__ = ["input_hash", "problem_of", "read_problem", "read_result", "write_problem", "write_result"]
