"""Compiles a generated crate, and nothing but that crate."""

import tomllib

from .measure import ROOT, run
from .tools import HOME

# A whole compilation of the crate, by the compiler of this repository: what serves the next edit isn't compared.
SURROUNDINGS = {
    "CARGO_INCREMENTAL": "0",
    "CARGO_TERM_COLOR": "never",
    "RUSTUP_TOOLCHAIN": tomllib.loads((ROOT / "rust-toolchain.toml").read_text())["toolchain"]["channel"],
}
CHECK = ("check", "--lib")
RELEASE = ("build", "--lib", "--release")


def compile_alone(crate, tool, arguments, timeout):
    """What cargo takes for the crate once its dependencies are there: those are built with an empty crate first."""
    alone(crate)
    target = HOME / "built" / tool.name
    cargo = ["cargo", *arguments, "--quiet", "--target-dir", target]
    source, aside = crate / "src", crate / "src.aside"
    source.rename(aside)
    try:
        source.mkdir()
        (source / "lib.rs").touch()
        before = run(cargo, cwd=crate, env=SURROUNDINGS, timeout=timeout)
        (source / "lib.rs").unlink()
        source.rmdir()
    finally:
        aside.rename(source)
    if not before.ok:
        return before
    (source / "lib.rs").touch()
    return run([*cargo, "--offline"], cwd=crate, env=SURROUNDINGS, timeout=timeout)


def alone(crate):
    """Makes the crate a workspace of its own, wherever it lies."""
    manifest = crate / "Cargo.toml"
    text = manifest.read_text()
    if "[workspace]" not in text:
        manifest.write_text(f"{text}\n[workspace]\n")
