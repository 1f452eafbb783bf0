//! What a request can carry: for each place a credential in each state, or none.

use super::plainly::Rule;

/// The place of a credential. One header holds those of three kinds of scheme, at most one at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slot {
    Key,
    QueryKey,
    Session,
    Basic,
    Bearer,
    Digest,
    Certificate,
}

/// What a credential is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Malformed,
    Unknown,
    Expired,
    /// Good, with the permissions of these bits: `p`, `q`, `r`.
    Right(u8),
}

/// What one request carries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Carried(Vec<(Slot, State)>);

impl Slot {
    pub(super) const ALL: [Self; 7] =
        [Self::Key, Self::QueryKey, Self::Session, Self::Basic, Self::Bearer, Self::Digest, Self::Certificate];

    /// Where the scheme's credential stands.
    pub(super) fn of(scheme: &str) -> Self {
        match scheme {
            "key" => Self::Key,
            "query_key" => Self::QueryKey,
            "session" => Self::Session,
            "login" => Self::Basic,
            "token" | "oauth" | "oidc" => Self::Bearer,
            "digest" => Self::Digest,
            "certificate" => Self::Certificate,
            other => panic!("{other}"),
        }
    }

    const fn is_authorization(self) -> bool {
        matches!(self, Self::Basic | Self::Bearer | Self::Digest)
    }

    fn states(self) -> impl Iterator<Item = State> {
        let bad = [State::Malformed, State::Unknown, State::Expired];
        // Whatever terminates TLS hands on no certificate that isn't one.
        let bad = bad.into_iter().filter(move |state| self != Self::Certificate || *state != State::Malformed);
        bad.chain((0..8).map(State::Right))
    }
}

impl State {
    /// The text of a credential.
    pub(super) fn text(self) -> String {
        match self {
            Self::Malformed => String::new(),
            Self::Unknown => "unknown".to_owned(),
            Self::Expired => "expired".to_owned(),
            Self::Right(bits) => format!("right-{bits}"),
        }
    }
}

impl Carried {
    pub(super) fn state(&self, slot: Slot) -> Option<State> {
        self.0.iter().find(|(known, _)| *known == slot).map(|(_, state)| *state)
    }

    /// The same with one permission less in a place, in every way.
    pub(super) fn with_less(&self, slot: Slot) -> impl Iterator<Item = Self> {
        let bits = match self.state(slot) {
            Some(State::Right(bits)) => bits,
            _ => 0,
        };
        (0..3).filter(move |bit| bits & (1 << bit) != 0).map(move |bit| {
            let mut less = self.clone();
            for (known, state) in &mut less.0 {
                if *known == slot {
                    *state = State::Right(bits & !(1 << bit));
                }
            }
            less
        })
    }

    fn and(&self, slot: Slot, state: State) -> Self {
        let mut more = self.clone();
        more.0.push((slot, state));
        more
    }
}

/// Everything that can be carried in the places that a rule looks at, in every combination; and in each other place
/// one good credential alone. What another word than the rule's stands before in `Authorization` is among the first,
/// where the rule looks at that header.
pub(super) fn carried_for(rule: &Rule) -> impl Iterator<Item = Carried> {
    let mut places: Vec<Vec<Slot>> = Vec::new();
    for scheme in rule.schemes() {
        let slot = Slot::of(&scheme);
        let group = match slot.is_authorization() {
            true => vec![Slot::Basic, Slot::Bearer, Slot::Digest],
            false => vec![slot],
        };
        if !places.contains(&group) {
            places.push(group);
        }
    }
    let mut all = vec![Carried::default()];
    for group in &places {
        let states: Vec<_> = group.iter().flat_map(|slot| slot.states().map(|state| (*slot, state))).collect();
        let with = |carried: &Carried| {
            let more: Vec<_> = states.iter().map(|(slot, state)| carried.and(*slot, *state)).collect();
            std::iter::once(carried.clone()).chain(more)
        };
        all = all.iter().flat_map(with).collect();
    }
    let others = Slot::ALL.into_iter().filter(move |slot| !places.iter().any(|group| group.contains(slot)));
    all.into_iter().chain(others.map(|slot| Carried::default().and(slot, State::Right(7))))
}
