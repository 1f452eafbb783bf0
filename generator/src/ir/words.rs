//! The small parts of the IR as text, in the words of the derives where those have any.

use std::fmt::{self, Display, Formatter};

use super::{
    ApiKeyLocation, Condition, Constant, Literal, OAuthFlow, OAuthFlowKind, OAuthUrl, SchemeKind, XmlEntry, XmlField,
    XmlRoot,
};

impl Display for Literal {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean(value) => value.fmt(f),
            Self::Number(text) => f.write_str(text),
            Self::Text(text) => write!(f, "{text:?}"),
        }
    }
}

impl Display for SchemeKind {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::ApiKey { location, name } => {
                let place = match location {
                    ApiKeyLocation::Header => "header",
                    ApiKeyLocation::Query => "query",
                    ApiKeyLocation::Cookie => "cookie",
                };
                write!(f, "api_key({place} = {name:?})")
            }
            Self::Basic => f.write_str("basic"),
            Self::Bearer => f.write_str("bearer"),
            Self::Http(scheme) => write!(f, "http = {scheme:?}"),
            Self::OAuth2(flows) if flows.is_empty() => f.write_str("oauth2"),
            Self::OAuth2(flows) => {
                let flows: Vec<String> = flows.iter().map(ToString::to_string).collect();
                write!(f, "oauth2({})", flows.join(", "))
            }
            Self::OpenIdConnect(url) => write!(f, "open_id_connect = {url:?}"),
            Self::MutualTls => f.write_str("mutual_tls"),
        }
    }
}

impl Display for OAuthFlow {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let urls: Vec<String> = self.urls.iter().map(|(of, url)| format!("{} = {url:?}", of.word())).collect();
        write!(f, "{}({})", self.kind.word(), urls.join(", "))
    }
}

impl OAuthFlowKind {
    /// As the derive names it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Implicit => "implicit",
            Self::Password => "password",
            Self::ClientCredentials => "client_credentials",
            Self::AuthorizationCode => "authorization_code",
            Self::DeviceAuthorization => "device_authorization",
        }
    }
}

impl OAuthUrl {
    /// As the derive names it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Authorization => "authorization_url",
            Self::DeviceAuthorization => "device_authorization_url",
            Self::Token => "token_url",
            Self::Refresh => "refresh_url",
        }
    }
}

/// One line a fact.
impl Display for XmlRoot {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { name, namespace, prefix, declare, order, qualified } = self;
        for fact in facts(&[("name", name), ("namespace", namespace), ("prefix", prefix)]) {
            writeln!(f, "  xml {fact}")?;
        }
        for (prefix, namespace) in declare {
            writeln!(f, "  xml declare {prefix:?} = {namespace:?}")?;
        }
        if !order.is_empty() {
            writeln!(f, "  xml order {}", order.join(", "))?;
        }
        if *qualified {
            writeln!(f, "  xml qualified")?;
        }
        Ok(())
    }
}

impl Display for XmlField {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { name, namespace, prefix, attribute, wrapped, item, entry } = self;
        let mut said = facts(&[("name", name), ("namespace", namespace), ("prefix", prefix), ("item", item)]);
        said.extend(attribute.then(|| "attribute".to_owned()));
        said.extend(wrapped.then(|| "wrapped".to_owned()));
        said.extend(entry.as_ref().map(ToString::to_string));
        write!(f, "xml({})", said.join(", "))
    }
}

impl Display for XmlEntry {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { name, key, value, namespace, prefix } = self;
        let said = [("name", name), ("key", key), ("value", value), ("namespace", namespace), ("prefix", prefix)];
        write!(f, "entry({})", facts(&said).join(", "))
    }
}

fn facts(facts: &[(&str, &Option<String>)]) -> Vec<String> {
    facts.iter().filter_map(|(word, said)| Some(format!("{word} = {:?}", said.as_ref()?))).collect()
}

impl Display for Condition {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let place = format!("{:?}", self.location).to_lowercase();
        match &self.value {
            Constant::Value(value) => write!(f, "{place} {} = {value:?}", self.name),
            Constant::Flag => write!(f, "{place} {}", self.name),
            Constant::Any => write!(f, "{place} {} = any", self.name),
        }
    }
}
