//! imago behind blkdrill's engine protocol (harness/engines/PROTOCOL.md): one request is one
//! line, and so is its answer.

mod data;
mod layer;

use imago::format::drivers::FormatDriverInstance;
use imago::format::PreallocateMode;
use imago::qcow2::Qcow2;
use imago::raw::Raw;
use imago::{FormatAccess, Storage, StorageOpenOptions};
use layer::Layer;
use std::io::{self, BufRead, ErrorKind, Write};
use std::path::{Path, PathBuf};

const GREETING: &str = concat!(
    "blkdrill-engine 1 name=imago version=",
    env!("CARGO_PKG_VERSION"),
    " serves=open,read,write,flush,close,zero,unmap,discard,resize,die,fault"
);

/// Why a request was not done.
enum Failure {
    /// imago has not what it asks for.
    Lacks(String),
    Failed(io::Error),
}

/// How imago begins where an image needs what it has not; it has no kind of error for that.
const LACKING: &str = "Unrecognized incompatible feature";

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        let text = error.to_string();
        let is_lacking = error.raw_os_error().is_none()
            && (error.kind() == ErrorKind::Unsupported || text.contains(LACKING));
        if is_lacking {
            Failure::Lacks(text)
        } else {
            Failure::Failed(error)
        }
    }
}

/// Where imago puts words before an error, the kind alone is left of its number.
fn errno_of(error: &io::Error) -> i32 {
    error.raw_os_error().unwrap_or(match error.kind() {
        ErrorKind::NotFound => libc::ENOENT,
        ErrorKind::PermissionDenied => libc::EACCES,
        ErrorKind::StorageFull => libc::ENOSPC,
        ErrorKind::QuotaExceeded => libc::EDQUOT,
        ErrorKind::FileTooLarge => libc::EFBIG,
        ErrorKind::ReadOnlyFilesystem => libc::EROFS,
        ErrorKind::OutOfMemory => libc::ENOMEM,
        ErrorKind::InvalidInput | ErrorKind::InvalidData => libc::EINVAL,
        _ => libc::EIO,
    })
}

fn unsupported(text: &str) -> io::Error {
    io::Error::new(ErrorKind::Unsupported, text)
}

fn invalid(text: &str) -> io::Error {
    io::Error::new(ErrorKind::InvalidInput, text)
}

/// A file that imago is to look into. It knows neither encryption nor protocols, so both are asked
/// for here.
async fn open_file(path: &Path, is_writable: bool) -> io::Result<Layer> {
    if path.to_string_lossy().contains(':') {
        return Err(unsupported("names with a protocol, and options in names"));
    }
    let opts = StorageOpenOptions::new().filename(path);
    let layer = Layer::open(opts.write(is_writable)).await?;
    if layer.is_encrypted().await? {
        return Err(unsupported("encryption"));
    }
    Ok(layer)
}

/// An image with its backing files and data files. imago can open these by itself, but takes the
/// name of a data file relative to its image, QEMU and blkdrill relative to the working directory.
/// `above` are the images that lead here: a chain that comes back to one of them is refused.
async fn open_image(
    path: PathBuf,
    is_writable: bool,
    above: &mut Vec<PathBuf>,
) -> Result<Qcow2<Layer>, Failure> {
    if above.contains(&path) {
        return Err(io::Error::from_raw_os_error(libc::ELOOP).into());
    }
    let layer = open_file(&path, is_writable).await?;
    let mut image = Qcow2::<Layer>::open_image(layer, is_writable).await?;
    if image.requires_external_data_file() {
        let name = image.implicit_external_data_file();
        let name = name.ok_or_else(|| unsupported("a data file without a name"))?;
        let data_file = open_file(Path::new(name), is_writable).await?;
        image.set_data_file(Some(data_file));
    }
    if let Some(name) = image.implicit_backing_file() {
        let backing = path.with_file_name(name);
        above.push(path);
        let format = image.implicit_backing_format().map(String::as_str);
        image.set_backing(Some(open_backing(backing, format, above).await?));
    }
    Ok(image)
}

async fn open_backing(
    path: PathBuf,
    format: Option<&str>,
    above: &mut Vec<PathBuf>,
) -> Result<FormatAccess<Layer>, Failure> {
    let is_qcow2 = match format {
        Some("qcow2") => true,
        Some("raw") => false,
        Some(other) => return Err(Failure::Lacks(format!("a backing file of format {other}"))),
        // Safe: the images are those of a case, and nobody's guest has written into them.
        None => unsafe { Qcow2::<Layer>::probe(&open_file(&path, false).await?).await? },
    };
    if is_qcow2 {
        let image = Box::pin(open_image(path, false, above)).await?;
        return Ok(FormatAccess::new(image));
    }
    let raw = Raw::open_image(open_file(&path, false).await?, false).await?;
    Ok(FormatAccess::new(raw))
}

/// The image that is open.
struct Open {
    image: FormatAccess<Layer>,
    /// It names a backing file.
    is_overlay: bool,
}

impl Open {
    async fn new(path: &str, is_read_only: bool) -> Result<Self, Failure> {
        let image = open_image(path.into(), !is_read_only, &mut Vec::new()).await?;
        let is_overlay = image.implicit_backing_file().is_some();
        let image = FormatAccess::new(image);
        Ok(Open { image, is_overlay })
    }

    async fn flush(&self) -> io::Result<()> {
        self.image.flush().await?;
        self.image.sync().await
    }

    /// New space behind an overlay would show what its backing file has there; without one it
    /// is not mapped, and so zero.
    async fn resize(&mut self, size: u64) -> io::Result<()> {
        let mode = if self.is_overlay {
            PreallocateMode::Zero
        } else {
            PreallocateMode::None
        };
        self.image.resize(size, mode).await
    }
}

fn number(word: &str) -> io::Result<u64> {
    word.parse().map_err(|_| invalid("no number"))
}

/// Arms a fault, or takes all away: then the value is how many requests failed by them.
fn fault(words: &[&str]) -> Result<String, Failure> {
    let (kind, nth, errno, is_sticky) = match *words {
        ["off"] => return Ok(layer::disarm().to_string()),
        [kind, nth, errno] => (kind, number(nth)?, number(errno)?, false),
        [kind, nth, errno, "sticky"] => (kind, number(nth)?, number(errno)?, true),
        _ => return Err(invalid("fault KIND NTH ERRNO [sticky], or fault off").into()),
    };
    if kind != "any" && !layer::KINDS.contains(&kind) {
        return Err(Failure::Lacks(format!("faults of kind {kind}")));
    }
    if nth == 0 || !(1..4096).contains(&errno) {
        return Err(invalid("requests and errnos are counted from 1").into());
    }
    layer::arm(kind, nth, errno as i32, is_sticky);
    Ok(String::new())
}

async fn answer(open: &mut Option<Open>, words: &[&str]) -> Result<String, Failure> {
    match *words {
        ["fault", ref rest @ ..] => return fault(rest),
        ["open", path, ref rest @ ..] if open.is_none() => {
            let opened = Open::new(path, rest.contains(&"ro")).await?;
            return Ok(open.insert(opened).image.size().to_string());
        }
        ["close"] => {
            let Some(closing) = open.take() else {
                return Err(invalid("no image is open").into());
            };
            closing.flush().await?;
            return Ok(String::new());
        }
        _ => (),
    }
    let Some(it) = open.as_mut() else {
        return Err(invalid("no image is open").into());
    };
    match *words {
        ["read", offset, length] => {
            let length = number(length)? as usize;
            if length > data::MAX_LENGTH {
                return Err(Failure::Lacks("a read that long".into()));
            }
            let mut bytes = vec![0; length];
            it.image.read(&mut bytes, number(offset)?).await?;
            return Ok(data::word_of(&bytes));
        }
        ["write", offset, word] => {
            let bytes = data::bytes_of(word).ok_or_else(|| invalid("no data"))?;
            it.image.write(&bytes, number(offset)?).await?;
        }
        ["flush"] => it.flush().await?,
        ["zero", offset, length] => {
            let (offset, length) = (number(offset)?, number(length)?);
            it.image.write_zeroes(offset, length).await?;
        }
        ["zero", offset, length, "unmap"] => {
            let (offset, length) = (number(offset)?, number(length)?);
            it.image.discard_to_zero(offset, length).await?;
        }
        ["discard", offset, length] => {
            let (offset, length) = (number(offset)?, number(length)?);
            it.image.discard_to_any(offset, length).await?;
        }
        ["resize", size] => it.resize(number(size)?).await?,
        _ => return Err(Failure::Lacks("no such request".into())),
    }
    Ok(String::new())
}

/// What a line can bear: printable ASCII.
fn ascii(text: &str) -> String {
    let shown = |it: char| if matches!(it, ' '..='~') { it } else { '?' };
    text.chars().map(shown).collect()
}

fn main() -> io::Result<()> {
    // One thread, and one request at a time: the same requests reach the same files in the same
    // order each time.
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let mut open = None;
    let mut out = io::stdout().lock();
    writeln!(out, "{GREETING}")?;
    out.flush()?;
    for line in io::stdin().lock().lines() {
        let line = line?;
        let words: Vec<&str> = line.split(' ').collect();
        if words == ["die"] {
            // No destructor runs, so nothing that imago holds back is written.
            std::process::exit(0);
        }
        match runtime.block_on(answer(&mut open, &words)) {
            Ok(value) if value.is_empty() => writeln!(out, "ok")?,
            Ok(value) => writeln!(out, "ok {value}")?,
            Err(Failure::Lacks(text)) => writeln!(out, "no {}", ascii(&text))?,
            Err(Failure::Failed(error)) => {
                let errno = errno_of(&error);
                writeln!(out, "err {errno} {}", ascii(&error.to_string()))?;
            }
        }
        out.flush()?;
    }
    Ok(())
}
