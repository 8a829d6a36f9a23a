//! `perennial templates`: the layouts and styles that are built in, as files to begin with.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::PathBuf;

use perennial_documents::templates::ALL;
use serde_json::json;

use crate::failure::Failure;
use crate::output::Output;

const EXAMPLE: &str = "\
Examples:
  perennial templates                          what there is
  perennial templates --to templates           writes out what is built in; files that are there stay as they are

A file of the same name in the folder that [templates] of the configuration names takes the place of what is built in.";

/// What `templates` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(crate) struct TemplatesArgs {
    /// The folder to write them to; it is made when it is not there
    #[arg(long, value_name = "FOLDER")]
    to: Option<PathBuf>,
}

/// Lists the templates, or writes them out.
pub(super) fn run(args: &TemplatesArgs, output: &Output) -> Result<(), Failure> {
    let names: Vec<&str> = ALL.iter().map(|(name, _)| *name).collect();
    let Some(folder) = &args.to else {
        names.iter().for_each(|name| output.text(name));
        output.json(&json!({ "templates": names }));
        return Ok(());
    };
    let failed = |file: &PathBuf, error: std::io::Error| {
        Failure::failed(format!("{}: {error}", file.display()))
    };
    fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
    let (mut written, mut kept) = (Vec::new(), Vec::new());
    for (name, text) in ALL {
        let file = folder.join(name);
        match OpenOptions::new().write(true).create_new(true).open(&file) {
            Ok(mut new) => {
                new.write_all(text.as_bytes()).map_err(|error| failed(&file, error))?;
                output.text(format!("written: {}", file.display()));
                written.push(*name);
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                output.text(format!("is there already, and stays: {}", file.display()));
                kept.push(*name);
            }
            Err(error) => return Err(failed(&file, error)),
        }
    }
    output
        .json(&json!({ "folder": folder.display().to_string(), "written": written, "kept": kept }));
    Ok(())
}
