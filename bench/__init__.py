"""How quick the program is beside what people use, and beside what the machine allows.

`python3 start.py bench` runs it and rewrites the tables of docs/performance.md. Nothing here is
part of the program, and no test of the suite measures time.
"""
