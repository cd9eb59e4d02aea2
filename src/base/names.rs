//! Enums that are stored as text and stand in forms and files: one list of variants and names.

/// Makes an enum with `ALL`, `name()` and `parse()`; a test reads every stored value back through `parse`. As JSON it is
/// its name. A row reads it by `try_from`: a word that the program does not know is an error, never a guess.
macro_rules! named {
    ($(#[$meta:meta])* $vis:vis enum $kind:ident { $($(#[$inner:meta])* $variant:ident = $name:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        $vis enum $kind { $($(#[$inner])* #[serde(rename = $name)] $variant),* }
        impl $kind {
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            /// As stored, and as the value of a form's control.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }
            pub fn parse(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)* _ => None }
            }
        }
        impl TryFrom<String> for $kind {
            type Error = String;
            fn try_from(name: String) -> Result<Self, String> {
                Self::parse(&name).ok_or_else(|| format!("unknown word {name}"))
            }
        }
    };
}

pub(crate) use named;
