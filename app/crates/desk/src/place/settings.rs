//! Settings people may change. A setting is a row named by its key, so that two machines meet in it.

use ledger::date::Date;
use ledger::schema::{self, Table};
use ledger::window::{AgeWindow, SchoolYear};
use sync::{RowId, SaveBuilder};

use crate::Desk;
use crate::book::{cell, text_value};
use crate::message::Refusal;
use crate::message::place::Settings;
use crate::message::roster::Action;
use crate::step::{Now, Step, Then};

const UNIT: &str = "unit";
const PERSON: &str = "person";
const SCHOOL_YEAR: &str = "school_year";
const WINDOW: &str = "window";

impl Desk {
    fn setting_row(&self, key: &str) -> RowId {
        RowId::natural(&self.book.identity.row_key, "setting", key)
    }

    /// Keeps one setting.
    pub(crate) fn keep_setting(&self, key: &str, value: &str, now: &Now, then: Then) -> Step {
        let mut save = SaveBuilder::new();
        self.write_setting(key, value, &mut save);
        self.keep(&save, Action::Setting, "", now, then)
    }

    /// Writes a setting into a save.
    pub(crate) fn write_setting(&self, key: &str, value: &str, save: &mut SaveBuilder) {
        let row = self.setting_row(key);
        self.book.revive(Table::Setting, row, save);
        save.set(cell(Table::Setting, row, schema::setting::KEY), text_value(key));
        save.set(cell(Table::Setting, row, schema::setting::VALUE), text_value(value));
    }

    /// The value of a setting, empty if nobody set it.
    pub(crate) fn setting(&self, key: &str) -> &str {
        let row = self.setting_row(key);
        self.book.find(Table::Setting, row).map_or("", |ix| self.book.text(Table::Setting, ix, schema::setting::VALUE))
    }

    /// The name shown in histories: in a shared ledger what the member is called; else the setting, or the name the ledger
    /// was opened with.
    pub(crate) fn person(&self) -> &str {
        if let Some(person) = self.shared_person() {
            return person;
        }
        match self.setting(PERSON) {
            "" => &self.book.identity.person,
            person => person,
        }
    }

    /// The school or office, as it is printed on what leaves the ledger.
    pub(crate) fn unit(&self) -> &str {
        self.setting(UNIT)
    }

    /// The school year chosen, else the one that holds today.
    pub(crate) fn school_year(&self, now: &Now) -> SchoolYear {
        let today = Self::today(now);
        self.setting(SCHOOL_YEAR).parse().map_or_else(|_| SchoolYear::containing(today), SchoolYear)
    }

    /// The age window chosen, else the nine cohorts of the school year.
    pub(crate) fn age_window(&self, now: &Now) -> AgeWindow {
        let own = self.setting(WINDOW).parse().ok();
        own.unwrap_or_else(|| AgeWindow::for_school_year(self.school_year(now).0))
    }

    pub(super) fn settings(&self, now: &Now) -> Settings {
        Settings {
            unit: self.setting(UNIT).to_owned(),
            person: self.person().to_owned(),
            school_year: self.school_year(now).0,
            window: self.setting(WINDOW).to_owned(),
            window_in_force: self.age_window(now).to_string(),
        }
    }

    pub(super) fn keep_settings(&self, settings: &Settings, now: &Now) -> Step {
        let window = settings.window.trim();
        if !window.is_empty() && window.parse::<AgeWindow>().is_err() {
            return Step::answer(Refusal::BadWindow);
        }
        let year = match settings.school_year {
            0 => String::new(),
            year => year.to_string(),
        };
        let values =
            [(UNIT, settings.unit.trim()), (PERSON, settings.person.trim()), (SCHOOL_YEAR, &year), (WINDOW, window)];
        let mut save = SaveBuilder::new();
        for (key, value) in values.into_iter().filter(|(key, value)| self.setting(key) != *value) {
            self.write_setting(key, value, &mut save);
        }
        self.keep(&save, Action::Setting, "", now, Self::saved())
    }

    /// Today, by the machine's clock.
    pub(crate) fn today(now: &Now) -> Date {
        now.local_date()
    }
}
