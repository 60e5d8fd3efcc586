"""Which wheel runs where, read off its name."""

from __future__ import annotations

import pytest

from safejournal.domain.wheels import (
    MACHINES,
    Lacking,
    Lock,
    Machine,
    chosen,
    fits,
    locked,
    pip_platforms,
)

LINUX, ARM, MAC, WINDOWS = MACHINES
INTEL_MAC = Machine("macos", "x86_64")


@pytest.mark.parametrize(
    ("name", "served"),
    [
        ("click-8.5.1-py3-none-any.whl", {LINUX, ARM, MAC, WINDOWS, INTEL_MAC}),
        ("old-1.0-py2.py3-none-any.whl", {LINUX, ARM, MAC, WINDOWS, INTEL_MAC}),
        ("p-1-cp310-abi3-manylinux_2_17_x86_64.manylinux2014_x86_64.whl", {LINUX}),
        ("p-1-cp312-cp312-manylinux_2_28_aarch64.whl", {ARM}),
        ("p-1-2-cp312-cp312-win_amd64.whl", {WINDOWS}),
        ("p-1-cp312-cp312-macosx_11_0_arm64.whl", {MAC}),
        ("p-1-cp310-abi3-macosx_10_12_x86_64.macosx_10_12_universal2.whl", {MAC, INTEL_MAC}),
        ("p-1-cp312-cp312-macosx_10_15_x86_64.whl", {INTEL_MAC}),
        # of another Python, another C library, another kind of file
        ("p-1-cp313-cp313-manylinux_2_28_x86_64.whl", set()),
        ("p-1-cp313-abi3-manylinux_2_28_x86_64.whl", set()),
        ("p-1-cp312-cp312t-manylinux_2_28_x86_64.whl", set()),
        ("p-1-cp312-cp312-manylinux_2_39_x86_64.whl", set()),
        ("p-1-cp312-cp312-musllinux_1_2_x86_64.whl", set()),
        ("p-1-cp312-cp312-win32.whl", set()),
        ("p-1-pp311-pypy311_pp73-win_amd64.whl", set()),
        ("p-1-py2-none-any.whl", set()),
        ("p-1.tar.gz", set()),
        ("no wheel at all.whl", set()),
    ],
)
def test_a_wheel_fits_where_its_name_says(name: str, served: set[Machine]) -> None:
    """For Python 3.12: on these machines and on no other."""
    everywhere = {*MACHINES, INTEL_MAC}
    assert {machine for machine in everywhere if fits(name, machine, 12)} == served


def test_only_a_file_with_a_locked_digest_is_chosen() -> None:
    """A name promises nothing: what is not the file that was locked is not there."""
    locks = {"p": Lock("1", frozenset({"a" * 64}))}
    files = {"p-1-py3-none-any.whl": "b" * 64}
    with pytest.raises(Lacking, match="p==1"):
        chosen(locks, files, LINUX, 11)
    assert chosen(locks, files | {"q-9-py3-none-any.whl": "a" * 64}, LINUX, 11) == [
        "q-9-py3-none-any.whl"
    ]


def test_what_was_compiled_for_a_machine_goes_before_what_runs_anywhere() -> None:
    """Of two that fit, the exact one."""
    both = {"p-1-py3-none-any.whl": "a" * 64, "p-1-cp311-cp311-win_amd64.whl": "b" * 64}
    locks = {"p": Lock("1", frozenset(both.values()))}
    assert chosen(locks, both, WINDOWS, 11) == ["p-1-cp311-cp311-win_amd64.whl"]
    assert chosen(locks, both, LINUX, 11) == ["p-1-py3-none-any.whl"]


def test_a_lock_is_read_with_its_conditions_and_all_its_digests() -> None:
    """Each package, its version, each digest; a condition changes nothing."""
    text = (
        f"a==1.0 \\\n    --hash=sha256:{'1' * 64} \\\n    --hash=sha256:{'2' * 64}\n"
        f"b-c==2 ; implementation_name != 'PyPy' \\\n    --hash=sha256:{'3' * 64}\n"
    )
    assert locked(text) == {
        "a": Lock("1.0", frozenset({"1" * 64, "2" * 64})),
        "b-c": Lock("2", frozenset({"3" * 64})),
    }


@pytest.mark.parametrize("machine", MACHINES, ids=str)
def test_pip_is_asked_for_nothing_that_would_not_fit(machine: Machine) -> None:
    """Every platform that pip is told to look for is one of the machine's."""
    for platform in pip_platforms(machine):
        assert fits(f"p-1-cp311-cp311-{platform}.whl", machine, 11), platform
