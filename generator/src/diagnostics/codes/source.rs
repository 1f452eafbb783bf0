//! `GW01xx`: files, and text that is to be JSON or YAML.

use super::{Code, code};

pub(super) const CODES: &[Code] = &[
    code(
        "GW0101",
        "a file can't be read",
        "The file doesn't exist, or the system refused to read it. Check the path, which is relative to the folder that the command runs in.",
    ),
    code(
        "GW0102",
        "a folder where a file is expected",
        "Name the document itself, `openapi.yaml` for instance, and not the folder that it is in.",
    ),
    code(
        "GW0103",
        "a file isn't text",
        "JSON and YAML documents are read as UTF-8 (RFC 8259, section 8.1). The message gives the first byte that isn't; an editor can save the file as UTF-8.",
    ),
    code("GW0104", "a file is empty", "There is nothing in the file but white space, so there is no document."),
    code(
        "GW0105",
        "text that is neither JSON nor YAML",
        "The text breaks off or goes wrong at the place shown, so nothing after it can be read.",
    ),
    code(
        "GW0106",
        "a key stands twice in one object",
        "JSON and YAML leave open which of two equal keys counts, and readers differ. Remove one, or merge the two by hand.",
    ),
    code(
        "GW0107",
        "a file is too large",
        "Files of more than 512 MiB aren't read: the largest documents that are known have a tenth of that. Check whether the path names what it is meant to.",
    ),
    code(
        "GW0108",
        "a file that may not be read without leave",
        "A reference leads to a file that is neither below the folder of the document nor below one that the configuration allows. Symbolic links count as what they link to. If the file belongs to the document, allow its folder in `gatewright.toml`, relative to that file:\n\n    [references]\n    folders = [\"../shared\"]",
    ),
    code(
        "GW0109",
        "several documents in one file",
        "YAML lets a file hold several documents, each after a line of `---`. Which of them is meant isn't said anywhere, so none is read.",
    ),
    code(
        "GW0110",
        "aliases that stand for too much",
        "In YAML, `*name` stands for all that `&name` marked, and that may hold aliases in turn, so that a few lines can stand for more than any memory holds. Documents whose aliases come to a hundred times their own length aren't read. Use `$ref`, which is read once however often it stands.",
    ),
];
