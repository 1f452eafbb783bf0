"""Ours and the rivals: where each comes from, and how each is asked for a client."""

import re
import shutil
import sys
import zipfile
from pathlib import Path

from .measure import ROOT, TARGET, must, note, version

HOME = TARGET / "side-by-side"
CRATE = "measured"


class Tool:
    """A generator. `command` is what is timed; what must stand there before, and what makes a crate of it, isn't."""

    name = ""
    version = ""
    # What a call of the API looks like in its clients.
    call = r"\bpub async fn "

    def install(self):
        """Gets it, unless that was done before."""

    def prepare(self, out):
        """Writes what the command reads beside the document."""

    def command(self, document, out):
        """The command that generates a client from `document` into `out`."""
        raise NotImplementedError

    def finish(self, out, said):
        """Makes a crate of what was generated, by the tool's own word about its dependencies."""

    def title(self):
        return f"{self.name} {self.version}"


class Gatewright(Tool):
    name = "gatewright"
    call = r"\bself\.inner\.call\("
    binary = TARGET / "release/gatewright"

    def install(self):
        note("building gatewright for release")
        must(["cargo", "build", "--release", "--quiet", "-p", "gatewright-generator"], cwd=ROOT)
        self.version = version(self.binary, "--version").split()[-1]

    def command(self, document, out):
        return [self.binary, "generate", document, "--out", out, "--crate-name", CRATE, "--client", "--public", "*",
                "--runtime-path", ROOT / "generator/runtime"]


class FromCrates(Tool):
    """One that crates.io has."""

    def binary(self):
        return HOME / "rivals" / f"{self.name}-{self.version}" / "bin" / self.name

    def install(self):
        root = self.binary().parent.parent
        if not (root / ".crates.toml").is_file():
            note(f"installing {self.title()} from crates.io")
            must(["cargo", "install", self.name, "--version", self.version, "--locked", "--quiet", "--root", root,
                  "--target-dir", HOME / "rivals/build"])


class Oas3Gen(FromCrates):
    name = "oas3-gen"
    version = "0.29.0"
    call = r"\bpub async fn \w+\(\s*&self"

    def command(self, document, out):
        # We have all schemas, whether an operation reaches them or not.
        return [self.binary(), "generate", "client-mod", "-i", document, "-o", out, "--workspace", "--all-schemas"]


class OpenapiToRust(FromCrates):
    name = "openapi-to-rust"
    version = "0.23.0"

    def command(self, document, out):
        return [self.binary(), "generate", document, "--output-dir", out / "src/generated"]

    def finish(self, out, said):
        (out / "src/lib.rs").write_text("pub mod generated;\n")
        wanted = (out / "src/generated/REQUIRED_DEPS.toml").read_text()
        manifest(out, wanted[wanted.index("[dependencies]"):])


class Ploidy(FromCrates):
    name = "ploidy"
    version = "0.15.0"

    def command(self, document, out):
        return [self.binary(), "generate", "rust", document, "-o", out, "--name", CRATE]


class Progenitor(FromCrates):
    name = "cargo-progenitor"
    version = "0.15.1"

    def command(self, document, out):
        return [self.binary(), "progenitor", "-i", document, "-o", out, "-n", CRATE, "-v", "0.1.0"]


class OapiCodegen(FromCrates):
    name = "oapi-codegen"
    version = "1.5.4"
    call = r"\bpub fn \w+(?:<[^>]*>)?\(\s*&self"

    def prepare(self, out):
        (out / "src").mkdir(parents=True)
        (out / "config.yaml").write_text("generate:\n  models: true\n  client: true\n")

    def command(self, document, out):
        return [self.binary(), "--config-file", out / "config.yaml", "--output-file", out / "src/lib.rs", document]

    def finish(self, out, said):
        wanted = re.findall(r"^\s+([\w-]+ = (?:\{.*\}|\".*\"))$", said, re.M)
        manifest(out, "[dependencies]\n" + "\n".join(wanted) + "\n")


class OpenapiGenerator(Tool):
    """Java, out of the wheel that PyPI has."""

    name = "openapi-generator"
    version = "7.26.0"
    folder = HOME / "rivals" / f"{name}-{version}"
    jar = folder / "openapi_generator_cli/openapi-generator.jar"

    def install(self):
        if not self.jar.is_file():
            note(f"downloading {self.title()} from PyPI")
            self.folder.mkdir(parents=True, exist_ok=True)
            must([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", self.folder,
                  f"openapi-generator-cli=={self.version}"])
            with zipfile.ZipFile(next(self.folder.glob("*.whl"))) as wheel:
                wheel.extract("openapi_generator_cli/openapi-generator.jar", self.folder)

    def command(self, document, out):
        return ["java", "-jar", self.jar, "generate", "-g", "rust", "-i", document, "-o", out, "--skip-validate-spec",
                # The document's version, which it takes otherwise, need not be one for cargo.
                f"--additional-properties=packageName={CRATE},packageVersion=0.1.0"]


OURS = Gatewright()
RIVALS = [Oas3Gen(), OpenapiToRust(), OpenapiGenerator(), Ploidy(), Progenitor(), OapiCodegen()]


def manifest(out, dependencies):
    """The manifest of a crate around generated modules."""
    (out / "Cargo.toml").write_text(
        f'[package]\nname = "{CRATE}"\nversion = "0.1.0"\nedition = "2024"\n\n{dependencies}')


def fresh(folder):
    """An empty place, whatever stood there."""
    shutil.rmtree(folder, ignore_errors=True)
    Path(folder).parent.mkdir(parents=True, exist_ok=True)
    return folder
