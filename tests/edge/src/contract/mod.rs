//! What is true of the worker, wherever it runs. Each is asked of a server without the schools of the others.

mod acks;
pub mod address;
mod anew;
mod codes;
pub mod credentials;
mod founding;
mod inbox;
pub mod malformed;
mod parts;
mod pull;
mod push;
mod refill;

use crate::host::Host;

/// A sentence about the worker, and how it is asked.
pub type Sentence = (&'static str, fn(&mut dyn Host));

/// The limits under which the sentences are asked: somebody who sends bodies by the hundred is not to be told to wait.
pub const LIMITS: &str = "pushes=6000 asks=60000 tries=60000";

/// Every sentence. Each founds schools of its own, so that they may share a server.
pub const ALL: [Sentence; 35] = [
    ("health tells the version and counts", founding::health_tells_the_version_and_counts),
    ("a space is founded with a ticket only", founding::a_space_is_founded_with_a_ticket_only),
    ("founding twice is founding once", founding::founding_twice_is_founding_once),
    ("only a founding founds", founding::only_a_founding_founds),
    ("every address is known, by its methods and no others", address::every_address_is_known_by_its_methods),
    ("a proof brings a token", credentials::a_proof_brings_a_token),
    ("a wrong proof brings nothing", credentials::a_wrong_proof_brings_nothing),
    ("without a good token there is nothing anywhere", credentials::without_a_good_token_there_is_nothing),
    ("without a ticket the operator does nothing", credentials::without_a_ticket_the_operator_does_nothing),
    ("a member gets what its role allows", credentials::a_member_gets_what_its_role_allows),
    ("a revoked device gets nothing", credentials::a_revoked_device_gets_nothing),
    ("a school that is not listed gets nothing", credentials::a_school_that_is_not_listed_leaves_and_learns_nothing),
    ("an invitation that is not open is none", credentials::an_invitation_that_is_not_open_is_none),
    ("a stranger does not learn which spaces there are", credentials::a_stranger_learns_no_spaces),
    ("what is pushed is pulled, in order and unharmed", push::what_is_pushed_is_pulled),
    ("a push again changes nothing", push::a_push_again_changes_nothing),
    ("a batch enters whole or not at all", push::a_batch_enters_whole_or_not_at_all),
    ("forks, gaps and foreign envelopes are refused", push::forks_gaps_and_foreign_envelopes_are_refused),
    ("a courier's envelopes speak for themselves", push::a_couriers_envelopes_speak_for_themselves),
    ("what was lost comes back to its places", refill::what_was_lost_comes_back_to_its_places),
    ("a change of members that was lost counts again", refill::a_change_of_members_that_was_lost_counts_again),
    ("what was lost altogether comes back with a ticket", anew::what_was_lost_altogether_comes_back),
    ("nothing unsigned comes back", anew::nothing_unsigned_comes_back),
    ("pages that are cut or longer harm nothing", anew::pages_that_are_cut_or_longer_harm_nothing),
    ("pages are bounded and complete", pull::pages_are_bounded_and_complete),
    ("nobody gets payloads of compartments he has not", pull::payloads_stay_within_compartments),
    ("a place beyond the end shows the end", pull::a_place_beyond_the_end_shows_the_end),
    ("a part is what its name says", parts::a_part_is_what_its_name_says),
    ("a mailbox takes one request", parts::a_mailbox_takes_one_request),
    ("a room of a short code takes one guest and one proof", codes::a_room_takes_one_guest),
    ("an ended code stays ended, and a space has so many", codes::an_ended_code_stays_ended),
    ("a room belongs to one space, whatever is sent to it", codes::a_room_belongs_to_one_space),
    ("an inbox takes reports of listed schools, each once", inbox::an_inbox_takes_reports_of_listed_schools),
    ("an ack is added, and fetched by the school it is for", acks::an_ack_is_added_and_fetched_by_its_school),
    ("malformed requests are refused and harm nothing", malformed::malformed_requests_harm_nothing),
];
