//! 通知书文本: the county's own words for each notice, over those shipped (示例).

use ledger::case::NoticeKind;
use print::form::notice::{PLACES, Template, shipped};
use sync::SaveBuilder;

use crate::Desk;
use crate::message::case::{CaseAnswer, TemplateView};
use crate::message::roster::Action;
use crate::step::{Now, Step};

/// What the settings of texts begin with; then the notice and the part.
const TEXTS: &str = "notice/";
const BODY: &str = "body";
const LAW: &str = "law";
const LIABILITY: &str = "liability";

impl Desk {
    /// The text of a notice in force.
    pub(crate) fn template(&self, kind: NoticeKind) -> Template {
        let shipped = shipped(kind);
        let own = |part, shipped: String| match self.setting(&key(kind, part)) {
            "" => shipped,
            own => own.to_owned(),
        };
        Template {
            kind,
            body: own(BODY, shipped.body),
            law: own(LAW, shipped.law),
            liability: own(LIABILITY, shipped.liability),
        }
    }

    pub(super) fn template_views(&self) -> Vec<TemplateView> {
        let view = |kind: &NoticeKind| {
            let Template { body, law, liability, .. } = self.template(*kind);
            TemplateView { kind: *kind, body, law, liability }
        };
        NoticeKind::ALL.iter().map(view).collect()
    }

    /// The names that a text may have between braces.
    pub(super) fn template_places() -> Vec<String> {
        PLACES.iter().map(|place| place.name.to_owned()).collect()
    }

    pub(super) fn keep_template(&self, written: TemplateView, now: &Now) -> Step {
        let TemplateView { kind, body, law, liability } = written;
        let text = |text: String| text.trim().to_owned();
        let template = Template { kind, body: text(body), law: text(law), liability: text(liability) };
        let unknown: Vec<String> = template.unknown().into_iter().map(str::to_owned).collect();
        if !unknown.is_empty() {
            return Step::answer(CaseAnswer::UnknownPlaces(unknown));
        }
        let before = self.template(kind);
        let mut save = SaveBuilder::new();
        let parts = [
            (BODY, &template.body, &before.body),
            (LAW, &template.law, &before.law),
            (LIABILITY, &template.liability, &before.liability),
        ];
        // Only what was changed becomes the county's own: the rest follows what is shipped.
        for (part, text, _) in parts.into_iter().filter(|(_, text, before)| text != before) {
            self.write_setting(&key(kind, part), text, &mut save);
        }
        self.keep(&save, Action::Setting, kind.text(), now, Self::care_saved())
    }
}

fn key(kind: NoticeKind, part: &str) -> String {
    format!("{TEXTS}{}/{part}", kind.key())
}
