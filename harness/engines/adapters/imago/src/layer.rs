//! The files below imago: each request of its storage passes here, is counted, and may fail.

use imago::file::File;
use imago::io_buffers::{IoVector, IoVectorMut};
use imago::storage::drivers::CommonStorageHelper;
use imago::storage::PreallocateMode;
use imago::{Storage, StorageOpenOptions};
use std::fmt::{self, Display, Formatter};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// What a fault can be about; `any` beside them is about each of these.
pub const KINDS: [&str; 6] = ["read", "write", "zero", "discard", "flush", "resize"];

/// A fault that waits for its request.
struct Fault {
    kind: String,
    /// 1: the next request of its kind.
    left: u64,
    errno: i32,
    is_sticky: bool,
}

/// imago opens storage by a name and nothing else, so what all of it shares is here.
static FAULTS: Mutex<Vec<Fault>> = Mutex::new(Vec::new());
static FIRED: Mutex<u64> = Mutex::new(0);

/// Lets the `nth` request of this kind from now on fail; sticky: all behind it as well.
pub fn arm(kind: &str, nth: u64, errno: i32, is_sticky: bool) {
    let kind = kind.to_owned();
    FAULTS.lock().unwrap().push(Fault {
        kind,
        left: nth,
        errno,
        is_sticky,
    });
}

/// Takes away all faults; how many requests failed by them.
pub fn disarm() -> u64 {
    FAULTS.lock().unwrap().clear();
    std::mem::take(&mut FIRED.lock().unwrap())
}

/// One request of a kind: every fault of its kind counts it, the first that is due fails it.
fn meet(kind: &str) -> io::Result<()> {
    let mut errno = None;
    FAULTS.lock().unwrap().retain_mut(|fault| {
        if fault.kind != "any" && fault.kind != kind {
            return true;
        }
        if fault.left > 1 {
            fault.left -= 1;
            return true;
        }
        errno = errno.or(Some(fault.errno));
        fault.is_sticky
    });
    match errno {
        None => Ok(()),
        Some(errno) => {
            *FIRED.lock().unwrap() += 1;
            Err(io::Error::from_raw_os_error(errno))
        }
    }
}

/// A file of the host, as imago's own driver serves it. What that driver does by itself to find
/// out alignments at its start is below this, and neither counted nor failed.
#[derive(Debug)]
pub struct Layer(File);

impl Display for Layer {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Storage for Layer {
    async fn open(opts: StorageOpenOptions) -> io::Result<Self> {
        File::open(opts).await.map(Layer)
    }

    fn mem_align(&self) -> usize {
        self.0.mem_align()
    }

    fn req_align(&self) -> usize {
        self.0.req_align()
    }

    fn zero_align(&self) -> usize {
        self.0.zero_align()
    }

    fn discard_align(&self) -> usize {
        self.0.discard_align()
    }

    fn size(&self) -> io::Result<u64> {
        self.0.size()
    }

    fn resolve_relative_path<P: AsRef<Path>>(&self, relative: P) -> io::Result<PathBuf> {
        self.0.resolve_relative_path(relative)
    }

    fn get_filename(&self) -> Option<PathBuf> {
        self.0.get_filename()
    }

    async unsafe fn pure_readv(&self, bufv: IoVectorMut<'_>, offset: u64) -> io::Result<()> {
        meet("read")?;
        unsafe { self.0.pure_readv(bufv, offset).await }
    }

    async unsafe fn pure_writev(&self, bufv: IoVector<'_>, offset: u64) -> io::Result<()> {
        meet("write")?;
        unsafe { self.0.pure_writev(bufv, offset).await }
    }

    async unsafe fn pure_write_zeroes(&self, offset: u64, length: u64) -> io::Result<()> {
        meet("zero")?;
        unsafe { self.0.pure_write_zeroes(offset, length).await }
    }

    async unsafe fn pure_write_allocated_zeroes(&self, offset: u64, length: u64) -> io::Result<()> {
        meet("zero")?;
        unsafe { self.0.pure_write_allocated_zeroes(offset, length).await }
    }

    async unsafe fn pure_discard(&self, offset: u64, length: u64) -> io::Result<()> {
        meet("discard")?;
        unsafe { self.0.pure_discard(offset, length).await }
    }

    /// Of what the program holds back itself, which is nothing: `sync` is what reaches the disk,
    /// and what the kind `flush` is about.
    async fn flush(&self) -> io::Result<()> {
        self.0.flush().await
    }

    async fn sync(&self) -> io::Result<()> {
        meet("flush")?;
        self.0.sync().await
    }

    async unsafe fn invalidate_cache(&self) -> io::Result<()> {
        unsafe { self.0.invalidate_cache().await }
    }

    fn get_storage_helper(&self) -> &CommonStorageHelper {
        self.0.get_storage_helper()
    }

    async fn resize(&self, size: u64, mode: PreallocateMode) -> io::Result<()> {
        meet("resize")?;
        self.0.resize(size, mode).await
    }
}

impl Layer {
    /// Whether a qcow2 header here names a method of encryption. Not counted: it is the adapter
    /// who asks.
    pub async fn is_encrypted(&self) -> io::Result<bool> {
        use imago::StorageExt;
        let mut header = [0u8; 36];
        self.0.read(&mut header[..], 0).await?;
        Ok(header.starts_with(b"QFI\xfb") && header[32..] != [0; 4])
    }
}

#[cfg(test)]
mod tests {
    use super::{arm, disarm, meet};

    /// One test, since all faults of a process are one list.
    #[test]
    fn faults_fail_the_requests_that_they_count_to() {
        let errno = |kind| meet(kind).err().and_then(|error| error.raw_os_error());
        arm("write", 2, 28, false);
        let met = ["write", "read", "write", "write"].map(errno);
        assert_eq!(met, [None, None, Some(28), None]);
        assert_eq!(disarm(), 1);

        arm("any", 2, 5, true);
        assert_eq!(
            ["read", "flush", "zero"].map(errno),
            [None, Some(5), Some(5)]
        );
        assert_eq!((disarm(), disarm()), (2, 0));

        // Two that are due at once fail one request, and are both spent.
        arm("write", 1, 28, false);
        arm("any", 1, 5, false);
        assert_eq!(["write", "write"].map(errno), [Some(28), None]);
        assert_eq!(disarm(), 1);
        assert_eq!(errno("write"), None);
    }
}
