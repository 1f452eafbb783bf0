#!/usr/bin/env python3
"""Says whether two XML documents are the same in canonical form (C14N 1.0, lxml's), as an outside judge.

    c14n.py EXPECTED ACTUAL      exit code 0: the same; 1: different, with a diff; 2: not XML, or a wrong call

Prefixes, namespace declarations, attributes, text and the order of elements all count. White space between
elements doesn't, since a sample is indented and a message isn't; white space beside text, or as the only
content of an element, does.
"""
import difflib
import sys

from lxml import etree

# A document under test is nobody's friend: no network, no entities, no DTD.
PARSER = dict(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=False)


def blank(text):
    return text is None or not text.strip(" \t\r\n")


def drop_indentation(element):
    """Removes white space where an element holds elements and nothing else but white space."""
    children = list(element)
    if children and blank(element.text) and all(blank(child.tail) for child in children):
        element.text = None
        for child in children:
            child.tail = None
    for child in children:
        drop_indentation(child)


def canonical(path):
    tree = etree.parse(path, etree.XMLParser(**PARSER))
    drop_indentation(tree.getroot())
    return etree.tostring(tree, method="c14n", with_comments=True).decode("utf-8")


def main(arguments):
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        expected, actual = map(canonical, arguments)
    except (etree.XMLSyntaxError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    if expected == actual:
        return 0

    def lines(text):
        return text.replace("><", ">\n<").splitlines()

    sys.stdout.writelines(
        line + "\n" for line in difflib.unified_diff(lines(expected), lines(actual), *arguments, lineterm="")
    )
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
