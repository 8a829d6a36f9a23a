//! Runs as text, so that one can be made again: `SEED`, `SEED:STEPS` or a file with the steps themselves.
//!
//! A seed and the two sizes make a list of steps; `STEPS` are the places of those in it that are done, as ranges such as
//! `0-5,8`. A file has the line `seed N` and one step in each line, so it does not depend on how seeds make steps.

use std::fmt::Write as _;

use crate::run::Plan;
use crate::shrink::part;
use crate::workload::{Sizes, parse_steps};

/// The run that `SEED` or `SEED:STEPS` names. None if the text is neither.
#[must_use]
pub fn of_name(text: &str, sizes: Sizes) -> Option<Plan> {
    let (seed, places) = match text.split_once(':') {
        Some((seed, places)) => (seed, Some(read_places(places)?)),
        None => (text, None),
    };
    let whole = Plan::of_seed(seed.parse().ok()?, sizes);
    Some(places.map_or(whole.clone(), |places| part(&whole, &places)))
}

/// The run that a file holds.
///
/// # Errors
///
/// What is wrong with it.
pub fn of_file(text: &str) -> Result<Plan, String> {
    let is_header = |line: &&str| line.trim_start().starts_with("seed ");
    let header = text.lines().find(is_header).ok_or("it has no line `seed N`")?;
    let number = header.trim().trim_start_matches("seed ");
    let seed = number.parse().map_err(|_| format!("`{number}` is not a seed"))?;
    let rest = text.lines().filter(|line| !is_header(line)).collect::<Vec<_>>().join("\n");
    Ok(Plan::of_steps(seed, parse_steps(&rest)?))
}

/// A run as a file has it.
#[must_use]
pub fn to_file(plan: &Plan) -> String {
    let mut text = format!("seed {}\n", plan.seed);
    for step in &plan.steps {
        // Writing to a text does not fail.
        let _ = writeln!(text, "{step}");
    }
    text
}

/// The name of some of the steps of a seed.
#[must_use]
pub fn name(seed: u64, places: &[usize]) -> String {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for place in places {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == *place => *last = *place,
            _ => ranges.push((*place, *place)),
        }
    }
    let text = ranges.iter().map(|(first, last)| match first == last {
        true => first.to_string(),
        false => format!("{first}-{last}"),
    });
    format!("{seed}:{}", text.collect::<Vec<_>>().join(","))
}

fn read_places(text: &str) -> Option<Vec<usize>> {
    let mut places = Vec::new();
    for range in text.split(',').filter(|range| !range.is_empty()) {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        let (first, last): (usize, usize) = (first.parse().ok()?, last.parse().ok()?);
        // No list is that long, and a slip of the finger should not fill the memory.
        if last.saturating_sub(first) > 1_000_000 {
            return None;
        }
        places.extend(first..=last);
    }
    Some(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZES: Sizes = Sizes { accounts: 2, years: 1 };

    #[test]
    fn a_run_is_read_as_it_is_named() {
        let whole = Plan::of_seed(7, SIZES);
        assert_eq!(of_name("7", SIZES), Some(whole.clone()));
        let places = [0, 1, 2, 5, 8, 9];
        assert_eq!(name(7, &places), "7:0-2,5,8-9");
        assert_eq!(of_name("7:0-2,5,8-9", SIZES), Some(part(&whole, &places)));
        assert_eq!(of_name("7:", SIZES).map(|plan| plan.steps.len()), Some(0));
        for text in ["", "x", "7:x", "7:1-", "7:0-99999999999", "failures/7.txt"] {
            assert_eq!(of_name(text, SIZES), None, "{text}");
        }
    }

    #[test]
    fn a_run_is_read_as_it_is_written() {
        let whole = Plan::of_seed(7, SIZES);
        assert_eq!(of_file(&to_file(&whole)), Ok(whole));
        assert_eq!(of_file("3 hours pass"), Err("it has no line `seed N`".to_owned()));
        assert_eq!(of_file("seed x"), Err("`x` is not a seed".to_owned()));
        assert_eq!(of_file("seed 1\nnonsense"), Err("`nonsense` is not a step".to_owned()));
    }
}
