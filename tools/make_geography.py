"""Make the small geography that air legs and borders are read from.

    python tools/make_geography.py COUNTRIES_50M_JSON

COUNTRIES_50M_JSON is `countries-50m.json` of the npm package world-atlas (Natural Earth, public
domain). Needs the Python packages airportsdata (MIT) and pycountry, which the program does not.
"""

from __future__ import annotations

import json
import sys
from bisect import bisect_left
from collections import defaultdict
from itertools import pairwise
from math import cos, pi, radians, sqrt
from pathlib import Path

import airportsdata
import pycountry

INTO = Path(__file__).parents[1] / "src/safejournal/content/atlas"
ROWS, CELLS = 720, 1440
EARTH_KM = 6371.0
SMALL_KM = 300
UNNUMBERED = {"Kosovo": "XK", "Somaliland": "SO", "N. Cyprus": "CY", "Indian Ocean Ter.": "AU"}
Ring = list[tuple[float, float]]


def code_of(geometry: dict) -> str | None:
    """Return the ISO code of a country of the atlas."""
    if geometry.get("id"):
        found = pycountry.countries.get(numeric=geometry["id"].zfill(3))
        return found.alpha_2 if found else None
    return UNNUMBERED.get(geometry["properties"]["name"])


def decoded_arcs(atlas: dict) -> list[Ring]:
    """Return the arcs in degrees."""
    (sx, sy), (tx, ty) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = []
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    return arcs


def rings(geometry: dict, arcs: list[Ring]) -> list[Ring]:
    """Return all rings of a geometry: holes come out by counting crossings."""
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    found = []
    for polygon in polygons:
        for ring in polygon:
            points: Ring = []
            for index in ring:
                arc = arcs[index] if index >= 0 else arcs[~index][::-1]
                points += arc[1:] if points else arc
            found.append(points)
    return found


def crossings(outlines: list[Ring]) -> dict[int, list[float]]:
    """Return where the middle of each row crosses the outlines."""
    found = defaultdict(list)
    for ring in outlines:
        for (x1, y1), (x2, y2) in pairwise(ring):
            low, high = min(y1, y2), max(y1, y2)
            first = max(0, int((90 - high) * ROWS / 180) - 1)
            last = min(ROWS - 1, int((90 - low) * ROWS / 180) + 1)
            for row in range(first, last + 1):
                lat = 90 - (row + 0.5) * 180 / ROWS
                if low <= lat < high:
                    found[row].append(x1 + (lat - y1) * (x2 - x1) / (y2 - y1))
    return found


def fill(grid: list[list[str]], code: str, outlines: list[Ring]) -> None:
    """Mark every cell whose centre lies inside."""
    centres = [(cell + 0.5) * 360 / CELLS - 180 for cell in range(CELLS)]
    for row, xs in crossings(outlines).items():
        xs.sort()
        for west, east in zip(xs[::2], xs[1::2], strict=False):
            for cell in range(bisect_left(centres, west), bisect_left(centres, east)):
                grid[row][cell] = code


def keep_small(grid: list[list[str]], outlines: dict[str, list[Ring]]) -> None:
    """Give states that are smaller than a cell the cell that they lie in."""
    present = {code for row in grid for code in row}
    for code, found in outlines.items():
        if code not in present:
            points = [point for ring in found for point in ring]
            lon = sum(x for x, _ in points) / len(points)
            lat = sum(y for _, y in points) / len(points)
            grid[int((90 - lat) * ROWS / 180)][int((lon + 180) * CELLS / 360)] = code


def runs(row: list[str]) -> str:
    """Write a row as its runs."""
    found, before = [], ""
    for cell, code in enumerate(row):
        if code != before:
            found.append(f"{cell}:{code}")
            before = code
    return " ".join(found)


def breadths(grid: list[list[str]]) -> dict[str, int]:
    """Return how many kilometres small states are across: as circles of their area."""
    areas: dict[str, float] = defaultdict(float)
    for number, row in enumerate(grid):
        lat = radians(90 - (number + 0.5) * 180 / ROWS)
        cell = (pi * EARTH_KM / ROWS) * (2 * pi * EARTH_KM / CELLS) * cos(lat)
        for code in row:
            if code:
                areas[code] += cell
    found = {code: round(2 * sqrt(area / pi)) for code, area in sorted(areas.items())}
    return {code: across for code, across in found.items() if across < SMALL_KM}


def neighbours(geometries: list[dict]) -> dict[str, list[str]]:
    """Return who shares a land border, told by shared arcs."""
    owners = defaultdict(set)
    for geometry in geometries:
        code = code_of(geometry)
        polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        for index in (i for polygon in polygons for ring in polygon for i in ring):
            if code:
                owners[index if index >= 0 else ~index].add(code)
    found = defaultdict(set)
    for states in owners.values():
        for state in states:
            found[state] |= states - {state}
    return {state: sorted(others) for state, others in sorted(found.items()) if others}


def main() -> None:
    """Write the four files."""
    atlas = json.loads(Path(sys.argv[1]).read_text())
    arcs, geometries = decoded_arcs(atlas), atlas["objects"]["countries"]["geometries"]
    outlines: dict[str, list[Ring]] = defaultdict(list)
    for geometry in geometries:
        if (code := code_of(geometry)) and geometry.get("arcs"):
            outlines[code] += rings(geometry, arcs)
    grid = [[""] * CELLS for _ in range(ROWS)]
    for code, found in outlines.items():
        fill(grid, code, found)
    keep_small(grid, outlines)
    INTO.mkdir(exist_ok=True)
    (INTO / "borders.txt").write_text("\n".join(runs(row) for row in grid) + "\n")
    (INTO / "breadths.json").write_text(
        json.dumps(breadths(grid), separators=(",", ":"), sort_keys=True) + "\n"
    )
    (INTO / "neighbours.json").write_text(
        json.dumps(neighbours(geometries), separators=(",", ":"), sort_keys=True) + "\n"
    )
    airports = sorted(airportsdata.load("IATA").values(), key=lambda each: each["iata"])
    lines = [f"{a['iata']} {a['lat']:.3f} {a['lon']:.3f} {a['country']}" for a in airports]
    (INTO / "airports.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
