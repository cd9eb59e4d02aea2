//! What a file is to hold: an order, the form that asks for it, and the columns that the form offers.

pub mod store;

use i18n_embed_fl::fl;
use serde::Deserialize;

use crate::base::calendar::Zone;
use crate::base::text::Words;
use crate::consultations::Consultation;
use crate::counts::PublicCounts;
use crate::exchange::{Fact, Profile, Sheet};
use crate::files::Format;
use crate::http::{Errors, Ui};
use crate::opinions::State;
use crate::opinions::filter::{Filter, FilterQuery};
use crate::papers::Column;

/// What the log, which stands for ever, keeps of the words of a search: they may be a name.
pub const SEARCHED: &str = "…";

/// What stands before the names of the columns there.
pub const COLUMNS: &str = "columns ";

/// What is to be written.
#[derive(Clone, Debug)]
pub struct Order {
    pub call: Consultation,
    pub filter: Filter,
    pub profile: Profile,
    pub format: Format,
    /// In this order; none: all of the profile. A tool's format has its own.
    pub columns: Vec<Fact>,
}

/// Columns as they are stored, and as the shell takes them: names with commas. `Err`: the name that is none.
pub fn parse_columns(text: &str) -> Result<Vec<Fact>, &str> {
    let names = text.split(',').map(str::trim).filter(|name| !name.is_empty());
    names.map(|name| Fact::parse(name).ok_or(name)).collect()
}

/// The same, to be stored.
pub fn column_names(columns: &[Fact]) -> String {
    columns.iter().map(|fact| fact.name()).collect::<Vec<_>>().join(",")
}

/// Why a file is not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing of a consultation that nobody sees yet is public.
    Draft,
    /// A public file cannot be asked for by what people said about themselves: everybody in it would be known by it.
    Attributes,
    /// Nor any file by what the city only counts.
    Counted,
    /// No tool is given contacts.
    Tool,
}

impl Order {
    pub fn refusal(&self) -> Option<Refusal> {
        match self.profile {
            Profile::Public if !self.call.listed => Some(Refusal::Draft),
            Profile::Public => self.filter.asks_attributes().then_some(Refusal::Attributes),
            Profile::Contact if self.format.tool().is_some() => Some(Refusal::Tool),
            Profile::Office | Profile::Contact => self.filter.asks_counted(&self.call).then_some(Refusal::Counted),
        }
    }

    /// Which opinions are in it. No tool tells apart where an opinion stands: what was withdrawn or withheld is given to one
    /// only where the conditions ask for it.
    pub fn taken(&self) -> Filter {
        let mut filter = self.filter.clone();
        if self.format.tool().is_some() && self.profile != Profile::Public && filter.states.is_empty() {
            let left_out = [State::Withheld, State::Withdrawn];
            filter.states = State::ALL.iter().copied().filter(|state| !left_out.contains(state)).collect();
        }
        filter
    }

    /// Its conditions as the log keeps them, of words only that there are some; where columns were chosen these on a line of
    /// their own.
    pub fn logged(&self) -> String {
        let query = self.filter.query();
        let words = if query.q.is_empty() { "" } else { SEARCHED };
        let conditions = FilterQuery { q: words.to_owned(), ..query }.address();
        if self.columns.is_empty() {
            conditions
        } else {
            format!("{conditions}\n{COLUMNS}{}", column_names(&self.columns))
        }
    }
}

/// The form, and the address that the board's link carries.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ExportForm {
    pub call: String,
    pub profile: String,
    pub format: String,
    pub theme: String,
    pub main: String,
    pub state: String,
    pub channel: String,
    pub area: String,
    pub age: String,
    pub relation: String,
    pub from: String,
    pub to: String,
    pub q: String,
    /// The consultation that was shown, whose columns these are; '': the one asked for.
    pub columns_of: String,
    /// Columns of each profile, by heading, one a line; only those of the chosen profile count.
    pub columns_public: String,
    pub columns_office: String,
    pub columns_contact: String,
    /// Asked again for contacts.
    pub password: String,
}

impl ExportForm {
    pub fn filter(&self) -> FilterQuery {
        FilterQuery {
            theme: self.theme.clone(),
            main: self.main.clone(),
            state: self.state.clone(),
            channel: self.channel.clone(),
            area: self.area.clone(),
            age: self.age.clone(),
            relation: self.relation.clone(),
            from: self.from.clone(),
            to: self.to.clone(),
            q: self.q.clone(),
        }
    }

    fn lines(&self, profile: Profile) -> &str {
        match profile {
            Profile::Public => &self.columns_public,
            Profile::Office => &self.columns_office,
            Profile::Contact => &self.columns_contact,
        }
    }

    /// Puts columns into the field of a profile: headings, one a line.
    pub fn offer(&mut self, profile: Profile, lines: String) {
        match profile {
            Profile::Public => self.columns_public = lines,
            Profile::Office => self.columns_office = lines,
            Profile::Contact => self.columns_contact = lines,
        }
    }

    /// What is ordered, or everything that is to be mended.
    pub fn parse(&self, w: &Words, call: Option<&Consultation>, zone: &Zone, errors: &mut Errors) -> Option<Order> {
        if call.is_none() {
            errors.add("call", fl!(w, "export-call-missing"));
        }
        let filter = call.map(|call| Filter::parse_strictly(&self.filter(), call));
        match &filter {
            Some(Err(("q", _))) => errors.add("conditions", fl!(w, "export-words-too-many")),
            Some(Err((_, value))) => {
                errors.add("conditions", fl!(w, "export-condition-unknown", value = value.as_str()))
            }
            _ => {}
        }
        let profile = Profile::parse(&self.profile);
        if profile.is_none() {
            errors.add("profile", fl!(w, "export-profile-missing"));
        }
        let format = Format::parse(&self.format);
        if format.is_none() {
            errors.add("format", fl!(w, "export-format-missing"));
        }
        let columns = match format?.tool() {
            Some(_) => Vec::new(),
            None => self.columns(w, call?, zone, profile?, errors),
        };
        let order = Order { call: call?.clone(), filter: filter?.ok()?, profile: profile?, format: format?, columns };
        match order.refusal() {
            None => {}
            Some(Refusal::Draft) => errors.add("profile", fl!(w, "export-public-draft")),
            Some(Refusal::Attributes) => errors.add("profile", fl!(w, "export-public-attributes")),
            Some(Refusal::Counted) => errors.add("profile", fl!(w, "export-office-counted")),
            Some(Refusal::Tool) => errors.add("format", fl!(w, "export-contact-tool")),
        }
        Some(order)
    }

    /// The columns asked for; none where they are all of the profile in its own order.
    fn columns(&self, w: &Words, call: &Consultation, zone: &Zone, profile: Profile, errors: &mut Errors) -> Vec<Fact> {
        let offered = table(call, zone, profile, &[]);
        let mut chosen = Vec::new();
        for line in self.lines(profile).lines().map(str::trim).filter(|line| !line.is_empty()) {
            match offered.iter().find(|(_, column)| column.head == line) {
                Some((fact, _)) if chosen.contains(fact) => {}
                Some((fact, _)) => chosen.push(*fact),
                None => errors.add(columns_field(profile), fl!(w, "export-column-unknown", column = line)),
            }
        }
        if offered.iter().map(|(fact, _)| fact).eq(&chosen) { Vec::new() } else { chosen }
    }
}

/// The field of the form that holds the columns of a profile.
pub fn columns_field(profile: Profile) -> &'static str {
    match profile {
        Profile::Public => "columns_public",
        Profile::Office => "columns_office",
        Profile::Contact => "columns_contact",
    }
}

/// Which columns there are hangs on the consultation alone; `chosen`: those of them, else all in the profile's order.
pub fn table(call: &Consultation, zone: &Zone, profile: Profile, chosen: &[Fact]) -> Vec<(Fact, Column)> {
    Sheet::new(call, zone, "", PublicCounts::default()).table(profile, None, chosen)
}

/// Columns as the form shows them: headings, one a line.
pub fn column_lines(call: &Consultation, zone: &Zone, profile: Profile, columns: &[Fact]) -> String {
    let table = table(call, zone, profile, columns);
    table.into_iter().map(|(_, column)| column.head).collect::<Vec<_>>().join("\n")
}

/// What no file of single opinions has, not even the office's; '' where there is no such attribute.
pub fn only_counted(w: &Words, call: Option<&Consultation>) -> String {
    let rules = call.into_iter().flat_map(|call| &call.fields);
    let counted = rules.filter(|rule| rule.is_only_counted() && !rule.choices.is_empty());
    let names: Vec<String> = counted.map(|rule| rule.field.label(w)).collect();
    match names.is_empty() {
        true => String::new(),
        false => fl!(w, "export-only-counted", names = names.join(&fl!(w, "export-only-counted-and"))),
    }
}

/// The field for the columns of a profile.
pub struct Columns {
    pub name: &'static str,
    pub label: String,
    /// That they are not all, for whoever has not opened them; ''.
    pub chosen: String,
    /// Headings, one a line.
    pub lines: String,
    /// All that there are, in a sentence.
    pub all: String,
}

/// The profiles that somebody may ask for.
pub fn profiles(reads_contacts: bool) -> impl Iterator<Item = Profile> {
    Profile::ALL.iter().copied().filter(move |profile| *profile != Profile::Contact || reads_contacts)
}

pub fn column_fields(ui: &Ui, call: Option<&Consultation>, form: &ExportForm, profiles: &[Profile]) -> Vec<Columns> {
    let w = ui.words;
    let field = |profile: &Profile| {
        let all = call.map_or(String::new(), |call| column_lines(call, &ui.zone, *profile, &[]));
        let lines = form.lines(*profile).to_owned();
        let count = lines.lines().filter(|line| !line.trim().is_empty()).count();
        let is_all = count == 0 || lines.lines().eq(all.lines());
        let label = match profile {
            Profile::Public => fl!(w, "export-columns-public"),
            Profile::Office => fl!(w, "export-columns-office"),
            Profile::Contact => fl!(w, "export-columns-contact"),
        };
        let chosen = || fl!(w, "export-columns-kept", profile = profile.label(w), count = count);
        Columns {
            name: columns_field(*profile),
            label,
            chosen: if is_all { String::new() } else { chosen() },
            lines,
            all: all.replace('\n', &fl!(w, "board-comma")),
        }
    };
    profiles.iter().map(field).collect()
}
