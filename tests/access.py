#!/usr/bin/env python3
"""Says who may call what, from the specification alone: a second opinion on `gatewright audit`.

    access.py DOCUMENT...        prints a JSON object a line, one a document

Written from the OpenAPI Specification (Security Requirement Object, Security Scheme Object, Operation Object) and from
the Swagger 2.0 Specification, without a look at how the generator does it. What is checked against it must not be
mended here: where the two differ, one of them has a mistake.
"""
import json
import sys

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
METHODS_OF_2 = ("get", "put", "post", "delete", "options", "head", "patch")


def load(path):
    with open(path, encoding="utf-8") as file:
        if path.endswith(".json"):
            return json.load(file)
        import yaml

        return yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def follow(document, node):
    """The node that a chain of references within the document leads to."""
    seen = set()
    while isinstance(node, dict) and isinstance(node.get("$ref"), str):
        reference = node["$ref"]
        if reference in seen or not reference.startswith("#"):
            raise ValueError(f"the reference {reference} is not of this document, or leads to itself")
        seen.add(reference)
        node = document
        for token in reference[1:].split("/")[1:]:
            node = node[token.replace("~1", "/").replace("~0", "~")]
    return node


def version_of(document):
    return str(document.get("swagger") or document.get("openapi"))


def operations(document):
    """Each operation, with its method as it is sent and its key in `paths`."""
    version = version_of(document)
    methods = METHODS_OF_2 if version.startswith("2") else METHODS
    for path, item in (document.get("paths") or {}).items():
        if path.startswith("x-"):
            continue
        item = follow(document, item)
        for method in methods:
            if isinstance(item.get(method), dict):
                yield method.upper(), path, item[method]
        if version.startswith("3.2"):
            if isinstance(item.get("query"), dict):
                yield "QUERY", path, item["query"]
            for method, operation in (item.get("additionalOperations") or {}).items():
                yield method, path, operation


def declared_schemes(document):
    if version_of(document).startswith("2"):
        return document.get("securityDefinitions") or {}
    schemes = (document.get("components") or {}).get("securitySchemes") or {}
    return {name: follow(document, scheme) for name, scheme in schemes.items()}


def name_of_scheme(name):
    """Since OpenAPI 3.2, a requirement may name its scheme by a URI."""
    return name.rsplit("/", 1)[1] if name.startswith("#/components/securitySchemes/") else name


def required_permissions(operation):
    """Sets of permissions, any of which is to be held as a whole; None where the operation requires none."""
    required = operation.get("x-required-permissions")
    if required is None:
        return None
    if isinstance(required, str):
        required = [required]
    if isinstance(required, list):
        return [set(required)] if required else None
    every, some = required.get("all", []), required.get("any", [])
    every, some = ([every] if isinstance(every, str) else every), ([some] if isinstance(some, str) else some)
    if some:
        return [set(every) | {one} for one in some]
    return [set(every)] if every else None


def access(document, operation, declared):
    # "To remove a top-level security declaration, an empty array can be used": the operation's list replaces the
    # document's, also where it is empty. `null` is no value of `security`, so it states nothing.
    security = operation.get("security")
    if security is None:
        security = document.get("security")
    if security is None:
        return "unguarded"
    ways = [
        {name_of_scheme(name): set(scopes) for name, scopes in alternative.items()} for alternative in security
    ]
    # An empty requirement makes security optional; where there is no other, there is none.
    if not any(ways):
        return "public"
    # Nobody can meet a requirement whose scheme is not declared, and all of an alternative are to be met.
    ways = [way for way in ways if all(name in declared for name in way)]
    required = required_permissions(operation)
    if required is not None:
        ways = [
            {name: scopes | permissions for name, scopes in way.items()}
            for way in ways
            if way
            for permissions in required
        ]
    return [{name: sorted(scopes) for name, scopes in way.items()} for way in ways]


FLOWS_OF_2 = {
    "implicit": "implicit",
    "password": "password",
    "application": "clientCredentials",
    "accessCode": "authorizationCode",
}
URLS = ("authorizationUrl", "deviceAuthorizationUrl", "tokenUrl", "refreshUrl")


def scheme_of(scheme, version):
    kind = scheme["type"]
    if kind == "basic":
        return {"type": "http", "detail": "basic"}
    if kind == "apiKey":
        return {"type": kind, "in": scheme["in"], "detail": scheme["name"]}
    if kind == "http":
        return {"type": kind, "detail": scheme["scheme"].lower()}
    if kind == "openIdConnect":
        return {"type": kind, "detail": scheme["openIdConnectUrl"]}
    if kind == "oauth2":
        flows = {FLOWS_OF_2[scheme["flow"]]: scheme} if version.startswith("2") else scheme["flows"]
        urls = {
            flow: {url: found[url] for url in URLS if found.get(url)}
            for flow, found in flows.items()
            if not flow.startswith("x-")
        }
        return {"type": kind, "flows": urls}
    return {"type": kind}


def scopes_of(scheme, version):
    if scheme["type"] != "oauth2":
        return []
    flows = [scheme] if version.startswith("2") else scheme["flows"].values()
    return [scope for flow in flows if isinstance(flow, dict) for scope in flow.get("scopes") or {}]


def answer(path):
    document = load(path)
    version = version_of(document)
    declared = declared_schemes(document)
    rules = [
        {"method": method, "path": key, "access": access(document, operation, declared)}
        for method, key, operation in operations(document)
    ]
    named = {p for rule in rules if isinstance(rule["access"], list) for way in rule["access"] for p in sum(way.values(), [])}
    listed = {scope for scheme in declared.values() for scope in scopes_of(scheme, version)}
    return {
        "document": path,
        "operations": rules,
        "schemes": {name: scheme_of(scheme, version) for name, scheme in declared.items()},
        "permissions": sorted(named | listed),
    }


def main(paths):
    for path in paths:
        try:
            said = answer(path)
        except Exception as error:  # one document must not hide the others
            said = {"document": path, "error": f"{type(error).__name__}: {error}"}
        print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
