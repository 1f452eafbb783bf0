//! Security schemes.

use crate::ir::{ApiKeyLocation, OAuthFlow, OAuthFlowKind, OAuthUrl, Scheme, SchemeKind};
use crate::resolve;

pub(super) fn scheme(name: &str, scheme: &resolve::Scheme) -> Scheme {
    let kind = match &scheme.kind {
        resolve::SchemeKind::ApiKey { location, name } => SchemeKind::ApiKey {
            location: match location {
                resolve::Location::Query => ApiKeyLocation::Query,
                resolve::Location::Cookie => ApiKeyLocation::Cookie,
                resolve::Location::Header | resolve::Location::Path => ApiKeyLocation::Header,
            },
            name: name.clone(),
        },
        resolve::SchemeKind::Http { scheme, .. } => match scheme.to_ascii_lowercase().as_str() {
            "basic" => SchemeKind::Basic,
            "bearer" => SchemeKind::Bearer,
            other => SchemeKind::Http(other.to_owned()),
        },
        resolve::SchemeKind::OAuth2 { flows, .. } => SchemeKind::OAuth2(flows.iter().filter_map(flow).collect()),
        resolve::SchemeKind::OpenIdConnect { url } => SchemeKind::OpenIdConnect(url.clone()),
        resolve::SchemeKind::MutualTls => SchemeKind::MutualTls,
    };
    Scheme { at: scheme.at.clone(), name: name.to_owned(), description: scheme.description.clone(), kind }
}

fn flow(flow: &resolve::Flow) -> Option<OAuthFlow> {
    let kind = match flow.name {
        "implicit" => OAuthFlowKind::Implicit,
        "password" => OAuthFlowKind::Password,
        "clientCredentials" => OAuthFlowKind::ClientCredentials,
        "authorizationCode" => OAuthFlowKind::AuthorizationCode,
        "deviceAuthorization" => OAuthFlowKind::DeviceAuthorization,
        _ => return None,
    };
    let urls = [
        (OAuthUrl::Authorization, &flow.authorization_url),
        (OAuthUrl::DeviceAuthorization, &flow.device_authorization_url),
        (OAuthUrl::Token, &flow.token_url),
        (OAuthUrl::Refresh, &flow.refresh_url),
    ];
    let urls = urls.into_iter().filter_map(|(of, url)| Some((of, url.clone()?))).collect();
    Some(OAuthFlow { kind, urls })
}
