//! What does an exception of the browser mean for the vault?

use indexed_db_futures::error::{DomException, Error, JSError, OpenDbError};
use vault::BlockError;
use wasm_bindgen::{JsCast, JsValue};

/// Why a transaction did not do its work.
pub(crate) enum Trouble {
    /// It could not begin, because the connection is gone: a new connection may do it.
    Gone,
    /// It is settled.
    Settled(BlockError),
}

impl From<BlockError> for Trouble {
    fn from(error: BlockError) -> Self {
        Self::Settled(error)
    }
}

/// A transaction could not begin.
pub(crate) fn at_begin(error: &Error) -> Trouble {
    match error {
        Error::DomException(DomException::InvalidStateError(_)) => Trouble::Gone,
        error => Trouble::Settled(meaning(error)),
    }
}

/// What an exception inside a transaction means.
pub(crate) fn meaning(error: &Error) -> BlockError {
    match error {
        Error::DomException(exception) => by_name(&web_sys::DomException::from(exception.clone())),
        error => BlockError::Failed(error.to_string()),
    }
}

pub(crate) fn by_name(exception: &web_sys::DomException) -> BlockError {
    match exception.name().as_str() {
        "QuotaExceededError" => BlockError::Full,
        "VersionError" => BlockError::Newer,
        name => BlockError::Failed(format!("{name}: {}", exception.message())),
    }
}

/// What a failed opening means, and whether trying again may help.
pub(crate) fn at_open(error: &OpenDbError) -> (BlockError, bool) {
    let OpenDbError::Base(error) = error else {
        return (BlockError::Unavailable(error.to_string()), false);
    };
    let exception = match error {
        Error::DomException(exception) => Some(web_sys::DomException::from(exception.clone())),
        Error::Unknown(error) => exception_of(error),
        _ => None,
    };
    match exception {
        Some(exception) => {
            let again = matches!(
                exception.name().as_str(),
                "UnknownError" | "AbortError" | "InvalidStateError" | "TimeoutError"
            );
            match by_name(&exception) {
                BlockError::Failed(why) => (BlockError::Unavailable(why), again),
                error => (error, false),
            }
        }
        None => (BlockError::Unavailable(error.to_string()), true),
    }
}

fn exception_of(error: &JSError) -> Option<web_sys::DomException> {
    let value: &JsValue = error.as_ref();
    value.dyn_ref::<web_sys::DomException>().cloned()
}
