//! Security schemes and requirements.

use indexmap::IndexMap;
use openapiv3::{APIKeyLocation, OAuth2Flows, SecurityScheme};

use super::extension::{carried, carried_string};
use super::resolver::Resolver;
use super::{Flow, Location, Scheme, SchemeKind, Security, SecurityAlternative, SecurityRequirement};
use crate::diagnostics::{Diagnostic, did_you_mean};
use crate::document::Cursor;

impl Resolver<'_> {
    pub(super) fn schemes(&mut self) -> IndexMap<String, Scheme> {
        let Some(components) = &self.document.api.components else { return IndexMap::new() };
        let at = self.document.origins.descend(&self.document.origins.root(), ["components", "securitySchemes"]);
        let mut schemes = IndexMap::new();
        for (name, scheme) in &components.security_schemes {
            let at = self.child(&at, name);
            if let Some((scheme, at)) = self.follow(scheme, &at) {
                schemes.insert(name.clone(), read(scheme, &at));
            }
        }
        schemes
    }

    /// Checks the document's own security, which no operation might inherit.
    pub(super) fn check_shared_security(&mut self) {
        if let Some(shared) = &self.document.api.security {
            let at = self.child(&self.document.origins.root(), "security");
            self.requirements(shared, &at);
        }
    }

    /// The effective security: the operation's own, else the document's.
    pub(super) fn security(&mut self, operation: &openapiv3::Operation, at: &Cursor) -> Security {
        match (&operation.security, &self.document.api.security) {
            (Some(own), _) => self.requirements(own, &self.child(at, "security")),
            (None, Some(shared)) => {
                let at = self.child(&self.document.origins.root(), "security");
                self.requirements(shared, &at)
            }
            (None, None) => Security::Undeclared,
        }
    }

    fn requirements(&mut self, found: &[openapiv3::SecurityRequirement], at: &Cursor) -> Security {
        let mut alternatives = Vec::new();
        for (index, requirement) in found.iter().enumerate() {
            let at = self.child(at, &index.to_string());
            let requirements = requirement.iter().map(|(scheme, scopes)| {
                let at = self.child(&at, scheme);
                self.check_declared(scheme, &at);
                SecurityRequirement { at: at.place(), scheme: scheme.clone(), scopes: scopes.clone() }
            });
            alternatives.push(SecurityAlternative { requirements: requirements.collect(), at: at.place() });
        }
        Security::Declared { at: at.place(), alternatives }
    }

    fn check_declared(&mut self, scheme: &str, at: &Cursor) {
        let components = self.document.api.components.as_ref();
        let declared = || components.into_iter().flat_map(|components| components.security_schemes.keys());
        if declared().any(|name| name == scheme) {
            return;
        }
        let message = format!("there is no security scheme `{scheme}`");
        let diagnostic = Diagnostic::error("GW0309", message).at_key(&at.place(), "");
        let help = did_you_mean(scheme, declared().map(String::as_str));
        self.say_once(
            diagnostic.help(help.unwrap_or_else(|| format!("declare it as `components.securitySchemes.{scheme}`"))),
        );
    }
}

fn read(scheme: &SecurityScheme, at: &Cursor) -> Scheme {
    let (description, kind) = match scheme {
        SecurityScheme::APIKey { location, name, description, .. } => {
            let location = match location {
                APIKeyLocation::Query => Location::Query,
                APIKeyLocation::Header => Location::Header,
                APIKeyLocation::Cookie => Location::Cookie,
            };
            (description, SchemeKind::ApiKey { location, name: name.clone() })
        }
        SecurityScheme::HTTP { description, extensions, .. }
            if carried_string(extensions, "type").as_deref() == Some("mutualTLS") =>
        {
            (description, SchemeKind::MutualTls)
        }
        SecurityScheme::HTTP { scheme, bearer_format, description, .. } => {
            let kind = SchemeKind::Http { scheme: scheme.to_lowercase(), bearer_format: bearer_format.clone() };
            (description, kind)
        }
        SecurityScheme::OAuth2 { flows, description, .. } => {
            (description, SchemeKind::OAuth2 { flows: self::flows(flows), scopes: scopes(flows) })
        }
        SecurityScheme::OpenIDConnect { open_id_connect_url, description, .. } => {
            (description, SchemeKind::OpenIdConnect { url: open_id_connect_url.clone() })
        }
    };
    Scheme { at: at.place(), description: description.clone(), kind }
}

fn flows(flows: &OAuth2Flows) -> Vec<Flow> {
    let OAuth2Flows { implicit, password, client_credentials, authorization_code, extensions } = flows;
    // An empty text stands for what the document leaves out.
    let url = |url: &String| Some(url.clone()).filter(|url| !url.is_empty());
    let flow = |name| Flow {
        name,
        authorization_url: None,
        device_authorization_url: None,
        token_url: None,
        refresh_url: None,
    };
    let implicit = implicit.as_ref().map(|found| Flow {
        authorization_url: url(&found.authorization_url),
        refresh_url: found.refresh_url.clone(),
        ..flow("implicit")
    });
    let password = password.as_ref().map(|found| Flow {
        token_url: url(&found.token_url),
        refresh_url: found.refresh_url.clone(),
        ..flow("password")
    });
    let client_credentials = client_credentials.as_ref().map(|found| Flow {
        token_url: url(&found.token_url),
        refresh_url: found.refresh_url.clone(),
        ..flow("clientCredentials")
    });
    let authorization_code = authorization_code.as_ref().map(|found| Flow {
        authorization_url: url(&found.authorization_url),
        token_url: url(&found.token_url),
        refresh_url: found.refresh_url.clone(),
        ..flow("authorizationCode")
    });
    let device = carried(extensions, "deviceAuthorization").map(|found| {
        let text = |key: &str| found.get(key)?.as_str().filter(|url| !url.is_empty()).map(str::to_owned);
        Flow {
            device_authorization_url: text("deviceAuthorizationUrl"),
            token_url: text("tokenUrl"),
            refresh_url: text("refreshUrl"),
            ..flow("deviceAuthorization")
        }
    });
    [implicit, password, client_credentials, authorization_code, device].into_iter().flatten().collect()
}

fn scopes(flows: &OAuth2Flows) -> IndexMap<String, String> {
    let OAuth2Flows { implicit, password, client_credentials, authorization_code, extensions } = flows;
    let each = [
        implicit.as_ref().map(|flow| &flow.scopes),
        password.as_ref().map(|flow| &flow.scopes),
        client_credentials.as_ref().map(|flow| &flow.scopes),
        authorization_code.as_ref().map(|flow| &flow.scopes),
    ];
    let mut scopes = IndexMap::new();
    for (name, description) in each.into_iter().flatten().flatten() {
        scopes.entry(name.clone()).or_insert_with(|| description.clone());
    }
    let device = carried(extensions, "deviceAuthorization").and_then(|flow| flow.get("scopes")?.as_object());
    for (name, description) in device.into_iter().flatten() {
        scopes.entry(name.clone()).or_insert_with(|| description.as_str().unwrap_or_default().to_owned());
    }
    scopes
}
