//! The frame around every page: who and where, quick search, the page list, the state of the ledger, the lock.

mod bar;
mod notices;
mod places;

use desk::message::Id;
use desk::message::place::{AccessAct, Overview, PlaceAnswer, PlaceRequest, Settings};
use desk::message::roster::{Column, RowQuery, Source};
use leptos::prelude::*;
use leptos::task::spawn_local;

use self::bar::TopBar;
use self::notices::Notices;
use self::places::{BottomBar, PlaceList};
use crate::pages::compare::ComparePage;
use crate::pages::import::{ImportPage, Wizard};
use crate::pages::ledger::LedgerPage;
use crate::pages::part::SecondPart;
use crate::pages::roster::{RosterPage, USUAL};
use crate::pages::settings::SettingsPage;
use crate::pages::start::{LockScreen, Sample, StartPage};
use crate::pages::today::TodayPage;
use crate::platform::idle;
use crate::platform::install::Install;
use crate::platform::media::Screen;
use crate::platform::service_worker::Update;
use crate::platform::{print, storage};
use crate::route::{Route, Router, id_hex};
use crate::session::{Phase, Session};
use crate::text::shell as words;
use crate::ui::data_table::Place;
use crate::ui::{Banner, PrintSheet, Printer, ToastList, Toasts, Tone, effect};

/// What several pages and the frame show alike; asked again after every change.
#[derive(Clone, Copy)]
pub(crate) struct Facts {
    /// The numbers of the home page.
    pub(crate) overview: RwSignal<Option<Overview>>,
    /// The settings.
    pub(crate) settings: RwSignal<Settings>,
    /// The question the roster page shows: kept while other pages are open, set by numbers that open their list.
    pub(crate) roster: RwSignal<RowQuery>,
    /// Its columns.
    pub(crate) roster_columns: RwSignal<Vec<Column>>,
    /// Where the person was in it.
    pub(crate) roster_place: StoredValue<Option<Place>>,
}

impl Facts {
    /// The facts in context.
    pub(crate) fn here() -> Facts {
        use_context::<Facts>().unwrap_or_else(Facts::provide)
    }

    fn provide() -> Facts {
        let facts = Facts {
            overview: RwSignal::new(None),
            settings: RwSignal::new(Settings::default()),
            roster: RwSignal::new(RowQuery::default()),
            roster_columns: RwSignal::new(USUAL.to_vec()),
            roster_place: StoredValue::new(None),
        };
        provide_context(facts);
        facts
    }

    /// Opens the roster on a question.
    pub(crate) fn open_roster(self, router: Router, query: RowQuery) {
        self.roster.set(query);
        self.roster_place.set_value(None);
        router.go(&Route::Roster);
    }

    fn follow(self, session: Session) {
        effect(move || {
            session.version();
            if !matches!(session.phase(), Phase::Open(_)) {
                self.overview.set(None);
                self.settings.set(Settings::default());
                self.roster.set(RowQuery::default());
                self.roster_columns.set(USUAL.to_vec());
                self.roster_place.set_value(None);
                return;
            }
            spawn_local(async move {
                if let Ok(PlaceAnswer::Settings(settings)) = session.place(PlaceRequest::Settings).await {
                    let _ = self.settings.try_set(settings);
                }
                if let Ok(PlaceAnswer::Overview(overview)) = session.place(PlaceRequest::Overview).await {
                    let _ = self.overview.try_set(Some(*overview));
                }
            });
        });
    }
}

/// What the page as a whole shows.
#[derive(Clone, Copy, PartialEq)]
enum Inside {
    Starting,
    Outside,
    Locked(Id),
    Open,
}

/// The root.
#[component]
pub(crate) fn App() -> impl IntoView {
    Screen::provide();
    let session = Session::provide();
    let router = Router::provide();
    Update::provide();
    Install::provide();
    let (toasts, printer) = (Toasts::provide(), Printer::provide());
    Facts::provide().follow(session);
    idle::watch(move || {
        // A trial lives in this worker only: locking it would throw it away.
        let view = session.view_untracked();
        if view.is_some_and(|v| !v.trial) {
            session.lock();
        }
    });
    // What the browser's own printing takes along is masked as on the screen; that it was printed is written down.
    print::by_browser(move || {
        if session.view_untracked().is_none() {
            return;
        }
        let subject = words::printed(places::name(&router.current_untracked()));
        spawn_local(async move {
            let record = PlaceRequest::Record { act: AccessAct::Print, subject, reason: String::new() };
            if let Err(refusal) = session.place(record).await {
                toasts.refuse(&refusal);
            }
        });
    });
    let inside = Memo::new(move |_| match (session.phase(), session.locked_in_place()) {
        (Phase::Open(_), _) => Inside::Open,
        (_, Some(id)) => Inside::Locked(id),
        (Phase::Starting, None) => Inside::Starting,
        _ => Inside::Outside,
    });
    effect(move || {
        if inside.get() == Inside::Open {
            if session.view_untracked().is_some_and(|v| !v.trial) {
                // The answer is shown in 设置; asking is worth it every time, browsers change their mind.
                spawn_local(async {
                    // The answer is shown in 设置.
                    let _ = storage::persistence(true).await;
                });
            }
        } else {
            // Notes and sheets name children.
            toasts.clear();
            printer.clear();
        }
    });
    view! {
        <Show when=move || session.blocked() && inside.get() != Inside::Open>
            <Banner tone=Tone::Late><span>{words::BLOCKED}</span></Banner>
        </Show>
        {move || match inside.get() {
            Inside::Starting => view! { <p class="starting" role="status">{words::STARTING}</p> }.into_any(),
            Inside::Outside => view! { <main class="outside"><StartPage /></main> }.into_any(),
            Inside::Locked(id) => view! { <Outline /><LockScreen id=id /> }.into_any(),
            Inside::Open => view! { <Frame /> }.into_any(),
        }}
        <ToastList />
        <PrintSheet />
    }
}

/// The frame without anything in it, beneath the lock.
#[component]
fn Outline() -> impl IntoView {
    let narrow = Screen::here().narrow;
    view! {
        <div class="frame" inert="" class:narrow=move || narrow.get()>
            <header class="bar"><p class="brand"><i aria-hidden="true"></i><span>{words::BRAND}</span></p></header>
            <Show when=move || !narrow.get()>
                <PlaceList />
            </Show>
            <div class="stage"></div>
        </div>
    }
}

#[component]
fn Frame() -> impl IntoView {
    let router = Router::here();
    // They belong to the open ledger, not to one page.
    Wizard::provide();
    Sample::provide();
    let narrow = Screen::here().narrow;
    let page = move || match router.current() {
        Route::Today => view! { <TodayPage /> }.into_any(),
        Route::Roster => view! { <RosterPage /> }.into_any(),
        Route::Child(id) => view! { <SecondPart what=format!("child/{}", id_hex(&id)) /> }.into_any(),
        Route::Import => view! { <ImportPage /> }.into_any(),
        Route::Compare(bucket) => view! { <ComparePage bucket=bucket /> }.into_any(),
        Route::OfAge => view! { <LedgerPage source=Source::OfAge /> }.into_any(),
        Route::Mismatch => view! { <LedgerPage source=Source::Mismatch /> }.into_any(),
        Route::Registers(key) => view! { <SecondPart what=format!("registers/{key}") /> }.into_any(),
        Route::Duties(key) => view! { <SecondPart what=format!("duties/{key}") /> }.into_any(),
        Route::Attendance => view! { <SecondPart what="attendance" /> }.into_any(),
        Route::Cases(part) => view! { <SecondPart what=format!("cases/{part}") /> }.into_any(),
        Route::History => view! { <SecondPart what="history" /> }.into_any(),
        Route::Sync(part) => view! { <SecondPart what=format!("sync/{part}") /> }.into_any(),
        Route::Settings => view! { <SettingsPage /> }.into_any(),
    };
    view! {
        <a class="skip" href="#main" on:click=bar::skip_to_main>{words::SKIP}</a>
        <div class="frame" class:narrow=move || narrow.get()>
            <TopBar />
            <Show when=move || !narrow.get()>
                <PlaceList />
            </Show>
            <div class="stage">
                <Notices />
                <main id="main" tabindex="-1">{page}</main>
            </div>
            <Show when=move || narrow.get()>
                <BottomBar />
            </Show>
        </div>
    }
}
