//! Work that stops when nobody wants its result any more: the text has changed, or the client has cancelled its request.

/// The work was stopped, and has no result.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cancelled;

/// Asked between the steps of longer work whether its result is still wanted.
#[derive(Clone, Copy)]
pub struct Cancellation<'a>(Option<&'a dyn Fn() -> bool>);

impl<'a> Cancellation<'a> {
    /// Work that always goes on to its end.
    pub fn never() -> Cancellation<'a> {
        Cancellation(None)
    }

    /// Work that stops as soon as `is_cancelled` says so.
    pub fn when(is_cancelled: &'a dyn Fn() -> bool) -> Cancellation<'a> {
        Cancellation(Some(is_cancelled))
    }

    /// # Errors
    /// The result is not wanted any more.
    pub fn check(&self) -> Result<(), Cancelled> {
        if self.0.is_some_and(|is_cancelled| is_cancelled()) { Err(Cancelled) } else { Ok(()) }
    }
}

/// The result of work that nobody can cancel.
pub fn uncancelled<T>(work: impl FnOnce(Cancellation<'static>) -> Result<T, Cancelled>) -> T {
    work(Cancellation::never()).expect("nobody could cancel it")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn work_stops_once_it_is_cancelled() {
        let steps = Cell::new(0);
        let is_cancelled = || steps.get() == 3;
        let work = |cancellation: Cancellation<'_>| {
            for _ in 0..5 {
                cancellation.check()?;
                steps.set(steps.get() + 1);
            }
            Ok(steps.get())
        };
        assert_eq!(work(Cancellation::when(&is_cancelled)), Err(Cancelled));
        assert_eq!(uncancelled(work), 8);
    }
}
