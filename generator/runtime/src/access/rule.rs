//! Access rules as constant data: any of alternatives, each all of its requirements.

use super::{PermissionSet, Permissions, SecurityScheme};

/// What a request must prove: any one of the alternatives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccessRule<P: Permissions> {
    alternatives: &'static [Alternative<P>],
}

/// One way to meet a rule: all of the requirements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alternative<P: Permissions> {
    requirements: &'static [Requirement<P>],
}

/// One security scheme, with the permissions that it must carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Requirement<P: Permissions> {
    scheme: usize,
    permissions: PermissionSet<P>,
}

impl<P: Permissions> AccessRule<P> {
    /// Anyone may: one alternative that asks for nothing.
    pub const PUBLIC: Self = Self { alternatives: &[Alternative { requirements: &[] }] };

    /// A rule from its alternatives. Without any, nobody may.
    #[must_use]
    pub const fn new(alternatives: &'static [Alternative<P>]) -> Self {
        Self { alternatives }
    }

    /// The alternatives, in the order of the document.
    #[must_use]
    pub const fn alternatives(&self) -> &'static [Alternative<P>] {
        self.alternatives
    }

    /// Whether the rule asks nothing of anyone: it has alternatives, and none names a scheme.
    #[must_use]
    pub const fn is_public(&self) -> bool {
        let mut at = 0;
        while at < self.alternatives.len() {
            if !self.alternatives[at].requirements.is_empty() {
                return false;
            }
            at += 1;
        }
        !self.alternatives.is_empty()
    }

    /// Whether a request without any credential meets the rule: one of the alternatives is empty.
    #[must_use]
    pub const fn admits_anyone(&self) -> bool {
        let mut at = 0;
        while at < self.alternatives.len() {
            if self.alternatives[at].requirements.is_empty() {
                return true;
            }
            at += 1;
        }
        false
    }

    /// Whether somebody who holds these permissions, whatever the scheme, meets the rule.
    ///
    /// This is for programs that want to know before they send. A server's guard uses
    /// [`check`](Self::check), which keeps the schemes apart.
    #[must_use]
    pub fn permits(&self, held: &PermissionSet<P>) -> bool {
        self.alternatives.iter().any(|alternative| {
            alternative.requirements.iter().all(|requirement| held.contains_all(&requirement.permissions))
        })
    }

    /// Checks the rule against what each scheme carries.
    ///
    /// `carried` gives the permissions that a credential of the scheme with that place in
    /// [`Permissions::SCHEMES`] proved, or `None` where it proved nothing. Nothing is allocated.
    ///
    /// # Errors
    ///
    /// [`Unmet::NotAuthenticated`] when each alternative names a scheme that proved nothing, else
    /// [`Unmet::NotPermitted`] with what the nearest alternative lacks.
    pub fn check(&self, carried: impl Fn(usize) -> Option<PermissionSet<P>>) -> Result<(), Unmet<P>> {
        let mut unmet = if self.alternatives.is_empty() {
            Unmet::NotPermitted(PermissionSet::EMPTY)
        } else {
            Unmet::NotAuthenticated
        };
        for alternative in self.alternatives {
            match alternative.missing(&carried) {
                Some(missing) if missing.is_empty() => return Ok(()),
                Some(missing) => unmet = unmet.nearer(missing),
                None => {}
            }
        }
        Err(unmet)
    }

    /// The alternative that lacks least, of those whose schemes all proved something, and what it lacks.
    #[cfg(feature = "server")]
    pub(crate) fn nearest(
        &self,
        carried: impl Fn(usize) -> Option<PermissionSet<P>>,
    ) -> Option<(&'static Alternative<P>, PermissionSet<P>)> {
        let lacking = self.alternatives.iter().filter_map(|all| Some((all, all.missing(&carried)?)));
        lacking.min_by_key(|(_, missing)| missing.len())
    }

    /// Whether an alternative that asks for a credential is met, and not just one that asks for nothing.
    #[cfg(feature = "server")]
    pub(crate) fn is_proved(&self, carried: impl Fn(usize) -> Option<PermissionSet<P>>) -> bool {
        let mut asking = self.alternatives.iter().filter(|alternative| !alternative.requirements.is_empty());
        asking.any(|alternative| alternative.missing(&carried).is_some_and(|missing| missing.is_empty()))
    }

    /// The places, in [`Permissions::SCHEMES`], of the schemes that the rule mentions; each once.
    pub fn schemes(&self) -> impl Iterator<Item = usize> + use<P> {
        let alternatives = self.alternatives;
        let mentions = |at: usize| {
            alternatives.iter().any(|alternative| alternative.requirements.iter().any(|known| known.scheme == at))
        };
        (0..P::SCHEMES.len()).filter(move |at| mentions(*at))
    }
}

/// Why a rule isn't met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unmet<P: Permissions> {
    /// Nobody proved to be anybody, or not by the schemes that an alternative needs.
    NotAuthenticated,
    /// Somebody did, and lacks these permissions. Empty when the rule has no alternative, so that
    /// nobody may.
    NotPermitted(PermissionSet<P>),
}

impl<P: Permissions> Unmet<P> {
    /// The first of the two that lacks fewer permissions.
    fn nearer(self, missing: PermissionSet<P>) -> Self {
        match self {
            Self::NotPermitted(known) if known.len() <= missing.len() => self,
            _ => Self::NotPermitted(missing),
        }
    }
}

impl<P: Permissions> Alternative<P> {
    /// An alternative from its requirements. Without any, anyone may.
    #[must_use]
    pub const fn new(requirements: &'static [Requirement<P>]) -> Self {
        Self { requirements }
    }

    /// The requirements, all of which must be met.
    #[must_use]
    pub const fn requirements(&self) -> &'static [Requirement<P>] {
        self.requirements
    }

    /// Every permission that the alternative asks for, whatever the scheme.
    #[must_use]
    pub fn permissions(&self) -> PermissionSet<P> {
        self.requirements.iter().fold(PermissionSet::EMPTY, |all, requirement| all.union(&requirement.permissions))
    }

    /// What the schemes lack; `None` when one of them proved nothing.
    fn missing(&self, carried: &impl Fn(usize) -> Option<PermissionSet<P>>) -> Option<PermissionSet<P>> {
        let mut missing = PermissionSet::EMPTY;
        for requirement in self.requirements {
            let held = carried(requirement.scheme)?;
            missing = missing.union(&requirement.permissions.difference(&held));
        }
        Some(missing)
    }
}

impl<P: Permissions> Requirement<P> {
    /// A scheme, by its place in [`Permissions::SCHEMES`], and what it must carry.
    #[must_use]
    pub const fn new(scheme: usize, permissions: PermissionSet<P>) -> Self {
        Self { scheme, permissions }
    }

    /// The scheme; `None` if the API declares none at that place, and then nothing meets it.
    #[must_use]
    pub fn scheme(&self) -> Option<&'static SecurityScheme> {
        P::SCHEMES.get(self.scheme)
    }

    /// The place of the scheme in [`Permissions::SCHEMES`].
    #[must_use]
    pub const fn scheme_index(&self) -> usize {
        self.scheme
    }

    /// The permissions that a credential of the scheme must carry.
    #[must_use]
    pub const fn permissions(&self) -> PermissionSet<P> {
        self.permissions
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::Few;
    use super::*;

    type Requirements = Vec<(usize, PermissionSet<Few>)>;

    /// What a rule means, in plain words: some alternative, all of its requirements, each permission.
    fn plainly(rule: &[&Requirements], carried: &[Option<PermissionSet<Few>>]) -> bool {
        rule.iter().any(|alternative| {
            alternative.iter().all(|(scheme, wanted)| match &carried[*scheme] {
                None => false,
                Some(held) => wanted.iter().all(|permission| held.iter().any(|known| known == permission)),
            })
        })
    }

    fn subsets() -> Vec<PermissionSet<Few>> {
        (0..8).map(|bits| PermissionSet::from_words([bits])).collect()
    }

    /// Nothing, or each subset.
    fn choices() -> Vec<Option<PermissionSet<Few>>> {
        std::iter::once(None).chain(subsets().into_iter().map(Some)).collect()
    }

    fn alternatives() -> Vec<Requirements> {
        let mut all = Vec::new();
        for first in choices() {
            for second in choices() {
                all.push([(0, first), (1, second)].into_iter().filter_map(|(at, set)| Some((at, set?))).collect());
            }
        }
        all
    }

    fn leaked(alternatives: &[&Requirements]) -> AccessRule<Few> {
        let alternatives: Vec<_> = alternatives
            .iter()
            .map(|all| {
                let requirements: Vec<_> = all.iter().map(|(scheme, set)| Requirement::new(*scheme, *set)).collect();
                Alternative::new(requirements.leak())
            })
            .collect();
        AccessRule::new(alternatives.leak())
    }

    /// Every rule of up to two alternatives over two schemes and three permissions, with
    /// everything that the schemes can carry.
    #[test]
    fn the_mask_check_agrees_with_a_plain_interpreter() {
        let alternatives = alternatives();
        let carried: Vec<[_; 2]> =
            choices().into_iter().flat_map(|a| choices().into_iter().map(move |b| [a, b])).collect();
        let agree = |rule: &[&Requirements]| {
            let compiled = leaked(rule);
            for carried in &carried {
                let checked = compiled.check(|scheme| carried[scheme]);
                assert_eq!(checked.is_ok(), plainly(rule, carried), "{compiled:?} against {carried:?}: {checked:?}");
            }
            for held in subsets() {
                assert_eq!(compiled.permits(&held), plainly(rule, &[Some(held), Some(held)]));
            }
        };
        agree(&[]);
        for first in &alternatives {
            agree(&[first]);
            for second in &alternatives {
                agree(&[first, second]);
            }
        }
    }

    #[test]
    fn what_lacks_is_told_of_the_nearest_alternative() {
        const RULE: AccessRule<Few> = AccessRule::new(&[
            Alternative::new(&[Requirement::new(0, PermissionSet::from_words([0b111]))]),
            Alternative::new(&[Requirement::new(0, PermissionSet::from_words([0b110]))]),
            Alternative::new(&[Requirement::new(1, PermissionSet::EMPTY)]),
        ]);
        let only_first = |scheme| (scheme == 0).then_some(PermissionSet::from_words([0b100]));
        assert_eq!(RULE.check(only_first), Err(Unmet::NotPermitted(PermissionSet::from_words([0b010]))));
        assert_eq!(RULE.check(|_| None), Err(Unmet::NotAuthenticated));
        assert_eq!(RULE.schemes().collect::<Vec<_>>(), [0, 1]);
    }

    #[test]
    fn a_scheme_that_the_api_does_not_declare_is_never_met() {
        const RULE: AccessRule<Few> =
            AccessRule::new(&[Alternative::new(&[Requirement::new(99, PermissionSet::EMPTY)])]);
        assert_eq!(RULE.schemes().count(), 0);
        assert_eq!(RULE.check(|at| Few::SCHEMES.get(at).map(|_| PermissionSet::all())), Err(Unmet::NotAuthenticated));
    }

    #[test]
    fn public_is_told_from_optional_and_from_nobody() {
        const OPTIONAL: AccessRule<Few> =
            AccessRule::new(&[Alternative::new(&[Requirement::new(0, PermissionSet::EMPTY)]), Alternative::new(&[])]);
        const NOBODY: AccessRule<Few> = AccessRule::new(&[]);
        assert!(AccessRule::<Few>::PUBLIC.is_public() && AccessRule::<Few>::PUBLIC.admits_anyone());
        assert!(!OPTIONAL.is_public() && OPTIONAL.admits_anyone());
        assert!(!NOBODY.is_public() && !NOBODY.admits_anyone() && !NOBODY.permits(&PermissionSet::all()));
    }
}
