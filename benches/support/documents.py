"""Makes documents: one several times over, and one of made-up resources."""

import re

COMPONENT = re.compile(r"^(#/components/[^/]+/)([^/]+)")
METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}


def repeated(document, times):
    """The document with its paths and components `times` over, under new names from the second time on."""
    paths, components = dict(document["paths"]), {kind: dict(of) for kind, of in document["components"].items()}
    for n in range(2, times + 1):
        paths |= {f"/again{n}{path}": again(item, n) for path, item in document["paths"].items()}
        for kind, of in document["components"].items():
            if kind != "securitySchemes":
                components[kind] |= {f"{name}Again{n}": again(value, n) for name, value in of.items()}
    return {**document, "paths": paths, "components": components}


def again(value, n):
    """A copy of a part of the document that refers to the copies of other parts."""
    if isinstance(value, list):
        return [again(item, n) for item in value]
    if isinstance(value, str):
        return renamed(value, n)
    if not isinstance(value, dict):
        return value
    copy = {key: again(item, n) for key, item in value.items()}
    if isinstance(copy.get("operationId"), str):
        copy["operationId"] += f"Again{n}"
    return copy


def renamed(text, n):
    """References, wherever they stand: under `$ref`, and in the mapping of a discriminator."""
    if text.startswith("#/paths/~1"):
        return text.replace("#/paths/~1", f"#/paths/~1again{n}~1", 1)
    if text.startswith("#/components/securitySchemes/"):
        return text
    return COMPONENT.sub(rf"\1\2Again{n}", text)


def operations(document):
    return sum(method in METHODS for item in document["paths"].values() for method in item)


def made_up(resources):
    """An API of as many resources, with something of most constructs: the same document on every machine."""
    names = [f"{first}{second}" for second in ("", "Log", "Plan", "Rule", "Team", "Unit", "View", "Zone")
             for first in ("Account", "Batch", "Card", "Device", "Event", "File", "Group", "Host", "Invoice", "Job")]
    names = names[:resources]
    schemas = {"Error": record({"code": integer(), "message": {"type": "string"}}, ["code", "message"])}
    paths = {}
    for n, name in enumerate(names):
        schemas |= schemas_of(name, n, names)
        paths |= paths_of(name)
    schemas["Anything"] = {
        "oneOf": [reference(name) for name in names],
        "discriminator": {
            "propertyName": "kind", "mapping": {name.lower(): reference(name)["$ref"] for name in names}},
    }
    return {
        "openapi": "3.0.3",
        "info": {"title": "Made up", "version": "1.0.0", "description": "Resources of a made-up company."},
        "servers": [{"url": "https://api.example.com/v1"}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {"schemas": schemas, "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    }


def schemas_of(name, n, names):
    """A resource, what it is made from, a page of it, and two more that it holds."""
    kind = {"type": "string", "enum": [name.lower()]}
    owner = record({"email": text("email"), f"since_{n}": text("date")}, [])
    fields = {f"{name.lower()}_{what}": member for what, member in (
        ("title", {"type": "string", "minLength": 1, "maxLength": 200, "description": f"What the {name} is called."}),
        ("count", {**integer(), "minimum": 0}), ("share", {"type": "number", "nullable": True}),
        ("active", {"type": "boolean", "default": True}), ("tags", many({"type": "string"})),
        ("labels", {"type": "object", "additionalProperties": {"type": "string"}}),
        ("parent", reference(names[n // 2])), ("state", reference(f"{name}State")),
        ("pattern", {"type": "string", "pattern": "^[a-z][a-z0-9-]{2,40}$"}),
        ("owner", owner),
    )}
    kept = {"id": {**text("uuid"), "readOnly": True}, "kind": kind,
            "created_at": {**text("date-time"), "readOnly": True}}
    return {
        name: record({**kept, **fields}, ["id", "kind", f"{name.lower()}_title"]),
        f"{name}Change": {"allOf": [record(fields, []), record({"reason": {"type": "string"}}, ["reason"])]},
        f"{name}Page": record({"items": many(reference(name)), "next": {"type": "string", "nullable": True}}, ["items"]),
        f"{name}State": {"type": "string", "enum": ["new", "running", f"{name.lower()}_done", "gone"]},
    }


def paths_of(name):
    plural = name.lower() + "s"
    one = {"name": "id", "in": "path", "required": True, "schema": text("uuid")}
    page = [query("limit", {**integer(), "minimum": 1, "maximum": 100}), query("after", {"type": "string"}),
            query("state", many(reference(f"{name}State")))]
    return {
        f"/{plural}": {
            "get": operation(name, "list", plural, f"{name}Page", parameters=page, needs="read"),
            "post": operation(name, "create", plural, name, body=f"{name}Change", needs="write"),
        },
        f"/{plural}/{{id}}": {
            "parameters": [one],
            "get": operation(name, "get", plural, name, needs="read"),
            "patch": operation(name, "change", plural, name, body=f"{name}Change", needs="write"),
            "delete": operation(name, "delete", plural, None, needs="delete"),
        },
    }


def operation(name, does, tag, answer, parameters=(), body=None, needs="read"):
    content = {"content": {"application/json": {"schema": reference(answer)}}} if answer else {}
    made = {
        "operationId": f"{does}{name}", "tags": [tag], "summary": f"{does.capitalize()} {name}",
        "description": f"To {does} a {name}, by whoever may {needs} it.\n\nSee the handbook.",
        "security": [{"token": [f"{tag}:{needs}"]}], "parameters": list(parameters),
        "responses": {"200" if answer else "204": {"description": "Done.", **content}} | {
            status: {"description": "Not done.", "content": {"application/json": {"schema": reference("Error")}}}
            for status in ("400", "404")},
    }
    if body:
        made["requestBody"] = {"required": True, "content": {"application/json": {"schema": reference(body)}}}
    return made


def record(properties, required):
    return {"type": "object", "properties": properties, **({"required": required} if required else {})}


def reference(name):
    return {"$ref": f"#/components/schemas/{name}"}


def many(items):
    return {"type": "array", "items": items}


def integer():
    return {"type": "integer", "format": "int64"}


def text(format):
    return {"type": "string", "format": format}


def query(name, schema):
    return {"name": name, "in": "query", "schema": schema}
