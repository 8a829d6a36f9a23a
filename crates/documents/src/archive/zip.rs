//! A ZIP archive, as APPNOTE.TXT of PKWARE has it: files one after the other, then a directory of them.
//!
//! Files are stored as they are: a PDF is compressed already. Their lengths and check sums stand before them, so that a
//! reader need not know the directory. There is nothing here for archives of more than 4 GiB or 65,535 files, nor for names
//! that are not ASCII.

use jiff::civil::Date;

use super::ArchiveError;

/// Version 2.0 of the format, which every program reads.
const VERSION: u16 = 20;
/// Made on Unix: the attributes of a file are those that Unix has.
const MADE_ON_UNIX: u16 = 3 << 8 | VERSION;
/// An ordinary file that its owner may write and everybody may read.
const ATTRIBUTES: u32 = 0o100_644 << 16;

const LOCAL: u32 = 0x0403_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;

/// An archive that is being written.
#[derive(Debug, Default)]
pub(super) struct Zip {
    /// How much is written.
    length: u32,
    count: u16,
    directory: Vec<u8>,
}

impl Zip {
    /// Adds a file, as of the beginning of a day. Answers the bytes that follow those before.
    pub(super) fn add(
        &mut self,
        name: &str,
        day: Date,
        content: &[u8],
    ) -> Result<Vec<u8>, ArchiveError> {
        let size = fit(content.len())?;
        let name_length = u16::try_from(name.len()).map_err(|_| ArchiveError::TooLarge)?;
        let about = [
            VERSION.to_le_bytes().as_slice(),
            &[0; 4], // no flags; stored
            &[0; 2], // midnight
            &dos_date(day).to_le_bytes(),
            &crc32fast::hash(content).to_le_bytes(),
            &size.to_le_bytes(),
            &size.to_le_bytes(),
            &name_length.to_le_bytes(),
            &[0; 2], // nothing extra
        ]
        .concat();
        let place = self.length;
        let bytes = [LOCAL.to_le_bytes().as_slice(), &about, name.as_bytes(), content].concat();
        self.length = place.checked_add(fit(bytes.len())?).ok_or(ArchiveError::TooLarge)?;
        self.count = self.count.checked_add(1).ok_or(ArchiveError::TooLarge)?;
        self.directory.extend_from_slice(&CENTRAL.to_le_bytes());
        self.directory.extend_from_slice(&MADE_ON_UNIX.to_le_bytes());
        self.directory.extend_from_slice(&about);
        self.directory.extend_from_slice(&[0; 6]); // no comment; the first disk; not a text
        self.directory.extend_from_slice(&ATTRIBUTES.to_le_bytes());
        self.directory.extend_from_slice(&place.to_le_bytes());
        self.directory.extend_from_slice(name.as_bytes());
        Ok(bytes)
    }

    /// The directory, which ends the archive.
    pub(super) fn finish(self) -> Result<Vec<u8>, ArchiveError> {
        let Self { length, count, mut directory } = self;
        let size = fit(directory.len())?;
        length.checked_add(size).ok_or(ArchiveError::TooLarge)?;
        directory.extend_from_slice(&END.to_le_bytes());
        directory.extend_from_slice(&[0; 4]); // one disk
        directory.extend_from_slice(&count.to_le_bytes());
        directory.extend_from_slice(&count.to_le_bytes());
        directory.extend_from_slice(&size.to_le_bytes());
        directory.extend_from_slice(&length.to_le_bytes());
        directory.extend_from_slice(&[0; 2]); // no comment
        Ok(directory)
    }
}

fn fit(length: usize) -> Result<u32, ArchiveError> {
    u32::try_from(length).map_err(|_| ArchiveError::TooLarge)
}

/// A day as MS-DOS has it: years from 1980, then month and day.
fn dos_date(day: Date) -> u16 {
    let part = |number: i8| u16::try_from(number).unwrap_or(1);
    let years = u16::try_from(day.year().saturating_sub(1980)).unwrap_or(0).min(127);
    years << 9 | part(day.month()) << 5 | part(day.day())
}
