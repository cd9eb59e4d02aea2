//! Our own icons, drawn inline: no further request, and nothing for the content policy to allow.

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

/// `web/static/icons.svg` holds a `<symbol id="…">` each; the drawing is what stands inside.
const SOURCE: &str = include_str!("../../web/static/icons.svg");

static DRAWINGS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let symbols = SOURCE.split("<symbol ").skip(1);
    symbols
        .filter_map(|symbol| {
            let id = symbol.split("id=\"").nth(1)?.split('"').next()?;
            let inside = symbol.split_once('>')?.1.split("</symbol>").next()?;
            Some((id, inside))
        })
        .collect()
});

/// An icon for a template: `{{ ui.icon("check") }}`. Words stand beside it, so readers pass over it.
#[derive(Clone, Copy)]
pub struct Icon {
    pub name: &'static str,
    pub class: &'static str,
}

impl fmt::Display for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let drawing = DRAWINGS.get(self.name).copied().unwrap_or_default();
        debug_assert!(!drawing.is_empty(), "no icon is called {}", self.name);
        write!(
            f,
            "<svg class=\"{}\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\">{drawing}</svg>",
            self.class
        )
    }
}

/// Our own drawing and nothing else, so it needs no escaping.
impl askama::filters::HtmlSafe for Icon {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_symbol_of_the_sheet_can_be_drawn() {
        assert_eq!(DRAWINGS.len(), SOURCE.matches("<symbol ").count());
        assert!(DRAWINGS.values().all(|drawing| drawing.trim_start().starts_with('<')), "{DRAWINGS:?}");
    }
}
