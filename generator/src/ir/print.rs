//! The IR as text, one line an item, for `inspect` and for snapshots.

use std::fmt::{self, Display, Formatter, Write as _};

use super::{
    Access, Api, Codec, Constraint, Content, Fallback, Field, Operation, Payload, Response, Rest, Slot, Status, TypeId,
    TypeKind, TypeRef, UnionRule, Values,
};

impl Display for Api {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "api {:?} {}", self.title, self.version)?;
        for server in &self.servers {
            writeln!(f, "server {}", server.url)?;
            for variable in &server.variables {
                let values = if variable.values.is_empty() { "any" } else { &variable.values.join(", ") };
                writeln!(f, "  variable {}: {values} = {}", variable.name, variable.default)?;
            }
        }
        for scheme in &self.schemes {
            writeln!(f, "scheme {}: {}", scheme.name, scheme.kind)?;
        }
        for permission in &self.permissions {
            writeln!(f, "permission {}", permission.name)?;
        }
        for operation in &self.operations {
            self.operation(f, operation)?;
        }
        let order: Vec<TypeId> =
            if self.types.order.is_empty() { self.types.ids().collect() } else { self.types.order.clone() };
        for id in order {
            self.type_def(f, id)?;
        }
        for untyped in self.untyped.iter().filter(|untyped| untyped.fallback == Fallback::Value) {
            writeln!(f, "untyped {}: {}", untyped.at.pointer, untyped.reason)?;
        }
        Ok(())
    }
}

impl Api {
    fn operation(&self, f: &mut Formatter<'_>, operation: &Operation) -> fmt::Result {
        writeln!(f, "\noperation {}: {} {} @{}", operation.id, operation.method, operation.path, operation.at.pointer)?;
        match &operation.access {
            Access::Public(_) | Access::Unguarded => writeln!(f, "  public")?,
            Access::Guarded(rule) => {
                let alternatives: Vec<String> = rule.alternatives.iter().map(|a| self.alternative(a)).collect();
                writeln!(f, "  access {}", alternatives.join(" | "))?;
            }
        }
        if let Some(server) = &operation.server {
            writeln!(f, "  at {server}")?;
        }
        for condition in &operation.conditions {
            writeln!(f, "  always {condition}")?;
        }
        for p in &operation.parameters {
            let (needed, default) = (if p.required { "" } else { "?" }, p.default.as_ref());
            write!(f, "  {} {}{needed}: {}", format!("{:?}", p.location).to_lowercase(), p.name, self.slot(&p.slot))?;
            writeln!(f, "{}", default.map(|d| format!(" = {d}")).unwrap_or_default())?;
        }
        if let Some(body) = &operation.body {
            let needed = if body.required { "" } else { "?" };
            writeln!(f, "  body{needed}: {}", self.payload(&body.payload))?;
        }
        for (word, responses) in [("success", &operation.successes), ("failure", &operation.failures)] {
            for response in responses {
                writeln!(f, "  {word} {}", self.response(response))?;
            }
        }
        Ok(())
    }

    fn alternative(&self, alternative: &super::Alternative) -> String {
        if alternative.requirements.is_empty() {
            return "public".to_owned();
        }
        let words = alternative.requirements.iter().map(|r| {
            let scheme = self.schemes.get(r.scheme).map_or("?", |s| s.name.as_str());
            let names = r.permissions.iter().filter_map(|p| self.permissions.get(p.0)).map(|p| p.name.as_str());
            let names: Vec<&str> = names.collect();
            if names.is_empty() { scheme.to_owned() } else { format!("{scheme}[{}]", names.join(", ")) }
        });
        words.collect::<Vec<_>>().join(" & ")
    }

    fn response(&self, response: &Response) -> String {
        let mut text = match response.status {
            Status::Code(code) => code.to_string(),
            Status::Range(digit) => format!("{digit}XX"),
            Status::Default => "default".to_owned(),
        };
        if let Some(payload) = &response.payload {
            let _ = write!(text, ": {}", self.payload(payload));
        }
        for header in &response.headers {
            let needed = if header.required { "" } else { "?" };
            let _ = write!(text, ", header {}{needed}: {}", header.name, self.slot(&header.slot));
        }
        text
    }

    fn payload(&self, payload: &Payload) -> String {
        let one = |content: &Content| {
            let codec = match &content.codec {
                Codec::Structured => "",
                Codec::Multipart(_) => " multipart",
                Codec::Text => " text",
                Codec::Bytes => " bytes",
                Codec::File => " file",
            };
            format!("{} ({}{codec})", self.slot(&content.slot), content.media_types.join(", "))
        };
        match payload.only() {
            Some(only) => one(only),
            None => {
                let all = payload.contents.iter().map(|content| format!("{} {}", content.name, one(content)));
                all.collect::<Vec<_>>().join(" | ")
            }
        }
    }

    fn type_def(&self, f: &mut Formatter<'_>, id: TypeId) -> fmt::Result {
        let def = &self.types[id];
        let travels = match (def.direction.request, def.direction.response) {
            (true, true) => " both ways",
            (true, false) => " request",
            (false, true) => " response",
            (false, false) => "",
        };
        write!(f, "\ntype {}: ", self.type_name(id))?;
        match &def.kind {
            TypeKind::Alias(slot) => write!(f, "alias of {}", self.slot(slot))?,
            TypeKind::Newtype(slot) => write!(f, "newtype of {}", self.slot(slot))?,
            TypeKind::Record(_) => f.write_str("record")?,
            TypeKind::Tuple(_) => f.write_str("tuple")?,
            TypeKind::Union(u) => f.write_str(if u.rule == UnionRule::One { "one of" } else { "any of" })?,
            TypeKind::Enumeration(e) => f.write_str(if e.closed { "closed enumeration" } else { "enumeration" })?,
            TypeKind::Intersection(parts) => {
                write!(f, "all of {}", parts.iter().map(|p| self.slot(p)).collect::<Vec<_>>().join(", "))?;
            }
        }
        writeln!(f, "{}{travels} @{}", constraints(&def.constraints), def.at.pointer)?;
        if let Some(xml) = &def.xml {
            write!(f, "{xml}")?;
        }
        self.members(f, &def.kind)
    }

    fn members(&self, f: &mut Formatter<'_>, kind: &TypeKind) -> fmt::Result {
        match kind {
            TypeKind::Record(record) => {
                for field in &record.fields {
                    writeln!(f, "  {}", self.field(field))?;
                }
                for name in &record.required {
                    writeln!(f, "  {name}: required elsewhere")?;
                }
                match &record.rest {
                    Rest::Ignored => Ok(()),
                    Rest::Closed => writeln!(f, "  nothing else"),
                    Rest::Typed(slot) => writeln!(f, "  rest: {}", self.slot(slot)),
                }
            }
            TypeKind::Tuple(tuple) => {
                for item in &tuple.items {
                    writeln!(f, "  item{}: {}", if item.required { "" } else { "?" }, self.slot(&item.slot))?;
                }
                match &tuple.rest {
                    Rest::Ignored => Ok(()),
                    Rest::Closed => writeln!(f, "  nothing else"),
                    Rest::Typed(slot) => writeln!(f, "  rest: {}", self.slot(slot)),
                }
            }
            TypeKind::Union(union) => {
                if let Some(discriminator) = &union.discriminator {
                    writeln!(f, "  by {}", discriminator.property)?;
                }
                for variant in &union.variants {
                    let values = variant.values.iter().map(|v| format!(" {v:?}")).collect::<String>();
                    writeln!(f, "  {}: {}{values}", variant.name, self.slot(&variant.slot))?;
                }
                Ok(())
            }
            TypeKind::Enumeration(enumeration) => match &enumeration.values {
                Values::Texts(texts) => texts.iter().try_for_each(|(value, ..)| writeln!(f, "  {value:?}")),
                Values::Integers(numbers) => numbers.iter().try_for_each(|(value, ..)| writeln!(f, "  {value}")),
            },
            TypeKind::Alias(_) | TypeKind::Newtype(_) | TypeKind::Intersection(_) => Ok(()),
        }
    }

    fn field(&self, field: &Field) -> String {
        let mut text = format!("{}{}: {}", field.name, if field.required { "" } else { "?" }, self.slot(&field.slot));
        for (on, word) in [(field.read_only, "read-only"), (field.write_only, "write-only"), (field.secret, "secret")] {
            if on {
                let _ = write!(text, " {word}");
            }
        }
        if let Some(default) = &field.default {
            let _ = write!(text, " = {default}");
        }
        if let Some(xml) = &field.xml {
            let _ = write!(text, " {xml}");
        }
        text
    }

    fn slot(&self, slot: &Slot) -> String {
        let ty = match &slot.ty {
            TypeRef::Any => "any".to_owned(),
            TypeRef::Scalar(scalar) => scalar.to_string(),
            TypeRef::List(item) => format!("[{}]", self.slot(item)),
            TypeRef::Map(value) => format!("{{{}}}", self.slot(value)),
            TypeRef::Named(id) => self.type_name(*id),
            TypeRef::Boxed(id) => format!("box {}", self.type_name(*id)),
        };
        format!("{ty}{}{}", if slot.nullable { " or null" } else { "" }, constraints(&slot.constraints))
    }

    fn type_name(&self, id: TypeId) -> String {
        let name = &self.types[id].name;
        name.given.clone().unwrap_or_else(|| format!("#{} ({})", id.0, name.role))
    }
}

fn constraints(list: &[Constraint]) -> String {
    list.iter().map(|c| format!(" {c}")).collect()
}
