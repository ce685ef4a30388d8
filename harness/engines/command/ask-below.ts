// The C source of the library that stands below an engine (below-library.ts).

/** Made by `cc` when it is needed: no engine of others can be told to ask before each I/O. */
export const ASK_BELOW = String.raw`
/*
 * Loaded into an engine before its libraries (LD_PRELOAD). Each call that reads, writes or flushes
 * a file of one folder is told to blkdrill first, which answers with what it fails with; a call
 * that may go on does. So faults and records of an engine are those of our own: it is asked before
 * each I/O, one at a time: threads wait for each other.
 *
 * BLKDRILL_FOLDER  the folder, as seen from the working directory; without it, nothing is told
 * BLKDRILL_BELOW   a folder with two named pipes, of which 'tells' takes what is told and 'answers'
 *                  gives the answers, and with a file 'lock': processes that the engine starts ask
 *                  as well, and wait for each other
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { READ = 1, WRITE, ZERO, PUNCH, TRUNCATE, FLUSH };

/* What is told, before the name and the bytes of a write. */
struct told {
  uint32_t kind;
  uint32_t name_length;
  uint64_t data_length;
  int64_t offset;
  int64_t length;
};

static int tells = -1;
static int answers = -1;
static int lock = -1;

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static char *folder = NULL;

static ssize_t (*real_read)(int, void *, size_t);
static ssize_t (*real_write)(int, const void *, size_t);

static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

__attribute__((constructor)) static void start(void) {
  const char *given = getenv("BLKDRILL_FOLDER");
  real_read = (ssize_t(*)(int, void *, size_t))real("read");
  real_write = (ssize_t(*)(int, const void *, size_t))real("write");
  if (given != NULL) folder = realpath(given, NULL);
}

/* The name of an open file that counts, its length; 0: it lies elsewhere. */
static size_t name_of(int fd, char *path, size_t size, const char **name) {
  char link[64] = "/proc/self/fd/";
  char digits[16];
  size_t count = 0;
  if (folder == NULL || fd < 0) return 0;
  for (int rest = fd; count == 0 || rest > 0; rest /= 10) digits[count++] = (char)('0' + rest % 10);
  for (size_t at = 0; at < count; at += 1) link[14 + at] = digits[count - 1 - at];
  ssize_t length = readlink(link, path, size - 1);
  if (length < 0) return 0;
  path[length] = 0;
  size_t depth = strlen(folder);
  if (strncmp(path, folder, depth) != 0 || path[depth] != '/') return 0;
  *name = path + depth + 1;
  return strlen(*name);
}

/* Opens one of the files for asking, out of the way of the low numbers that programs count on. */
static int open_below(const char *name, int flags) {
  char path[4096];
  const char *below = getenv("BLKDRILL_BELOW");
  size_t length = below == NULL ? sizeof path : strlen(below);
  if (length + strlen(name) + 2 > sizeof path) abort();
  memcpy(path, below, length);
  path[length] = '/';
  strcpy(path + length + 1, name);
  int low = open(path, flags | O_CLOEXEC);
  int high = low < 0 ? -1 : fcntl(low, F_DUPFD_CLOEXEC, 200);
  if (high < 0) abort();
  close(low);
  return high;
}

static void tell(const void *bytes, size_t length) {
  const char *at = bytes;
  while (length > 0) {
    ssize_t done = real_write(tells, at, length);
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) abort();
    at += done;
    length -= (size_t)done;
  }
}

/* Tells of a call, with the bytes of a write. Whether it goes on: errno is set where not. */
static int goes_on(int fd, enum kind kind, int64_t offset, int64_t length,
                   const struct iovec *parts, int count) {
  char path[4096];
  const char *name;
  int before = errno;
  struct told told = {kind, 0, 0, offset, length};
  told.name_length = (uint32_t)name_of(fd, path, sizeof path, &name);
  if (told.name_length == 0) {
    errno = before;
    return 1;
  }
  int32_t answer = 0;
  pthread_mutex_lock(&turn);
  if (lock < 0) {
    tells = open_below("tells", O_WRONLY);
    answers = open_below("answers", O_RDONLY);
    lock = open_below("lock", O_RDWR);
  }
  while (flock(lock, LOCK_EX) < 0 && errno == EINTR) {
  }
  for (int at = 0; at < count; at += 1) told.data_length += parts[at].iov_len;
  tell(&told, sizeof told);
  tell(name, told.name_length);
  for (int at = 0; at < count; at += 1) tell(parts[at].iov_base, parts[at].iov_len);
  ssize_t got;
  do got = real_read(answers, &answer, sizeof answer);
  while (got < 0 && errno == EINTR);
  if (got != sizeof answer) abort();
  flock(lock, LOCK_UN);
  pthread_mutex_unlock(&turn);
  errno = answer == 0 ? before : answer;
  return answer == 0;
}

static int64_t total(const struct iovec *parts, int count) {
  int64_t length = 0;
  for (int at = 0; at < count; at += 1) length += (int64_t)parts[at].iov_len;
  return length;
}

/* Where read() and write() of that descriptor stand. */
static int64_t place_of(int fd) {
  int before = errno;
  off64_t at = lseek64(fd, 0, SEEK_CUR);
  errno = before;
  return at < 0 ? 0 : at;
}

#define CALL(type, symbol, parameters, arguments, told)                                            \
  type symbol parameters {                                                                         \
    static type (*next) parameters;                                                                \
    if (next == NULL) next = (type(*) parameters)real(#symbol);                                    \
    return told ? next arguments : (type)-1;                                                       \
  }

#define WRITES(fd, bytes, length, offset)                                                          \
  goes_on(fd, WRITE, offset, (int64_t)(length),                                                    \
          &(struct iovec){(void *)(uintptr_t)(bytes), length}, 1)
#define READS(fd, length, offset) goes_on(fd, READ, offset, (int64_t)(length), NULL, 0)

CALL(ssize_t, pwrite, (int fd, const void *bytes, size_t length, off_t offset),
     (fd, bytes, length, offset), WRITES(fd, bytes, length, offset))
CALL(ssize_t, pwrite64, (int fd, const void *bytes, size_t length, off64_t offset),
     (fd, bytes, length, offset), WRITES(fd, bytes, length, offset))
CALL(ssize_t, pwritev, (int fd, const struct iovec *parts, int count, off_t offset),
     (fd, parts, count, offset), goes_on(fd, WRITE, offset, total(parts, count), parts, count))
CALL(ssize_t, pwritev64, (int fd, const struct iovec *parts, int count, off64_t offset),
     (fd, parts, count, offset), goes_on(fd, WRITE, offset, total(parts, count), parts, count))
CALL(ssize_t, pwritev2, (int fd, const struct iovec *parts, int count, off_t offset, int flags),
     (fd, parts, count, offset, flags),
     goes_on(fd, WRITE, offset, total(parts, count), parts, count))
CALL(ssize_t, write, (int fd, const void *bytes, size_t length), (fd, bytes, length),
     WRITES(fd, bytes, length, place_of(fd)))
CALL(ssize_t, writev, (int fd, const struct iovec *parts, int count), (fd, parts, count),
     goes_on(fd, WRITE, place_of(fd), total(parts, count), parts, count))

CALL(ssize_t, pread, (int fd, void *bytes, size_t length, off_t offset),
     (fd, bytes, length, offset), READS(fd, length, offset))
CALL(ssize_t, pread64, (int fd, void *bytes, size_t length, off64_t offset),
     (fd, bytes, length, offset), READS(fd, length, offset))
CALL(ssize_t, preadv, (int fd, const struct iovec *parts, int count, off_t offset),
     (fd, parts, count, offset), READS(fd, total(parts, count), offset))
CALL(ssize_t, preadv64, (int fd, const struct iovec *parts, int count, off64_t offset),
     (fd, parts, count, offset), READS(fd, total(parts, count), offset))
CALL(ssize_t, preadv2, (int fd, const struct iovec *parts, int count, off_t offset, int flags),
     (fd, parts, count, offset, flags), READS(fd, total(parts, count), offset))
CALL(ssize_t, read, (int fd, void *bytes, size_t length), (fd, bytes, length),
     READS(fd, length, place_of(fd)))

CALL(int, ftruncate, (int fd, off_t length), (fd, length),
     goes_on(fd, TRUNCATE, length, 0, NULL, 0))
CALL(int, ftruncate64, (int fd, off64_t length), (fd, length),
     goes_on(fd, TRUNCATE, length, 0, NULL, 0))
CALL(int, fsync, (int fd), (fd), goes_on(fd, FLUSH, 0, 0, NULL, 0))
CALL(int, fdatasync, (int fd), (fd), goes_on(fd, FLUSH, 0, 0, NULL, 0))

/* What only takes space changes no byte; what makes the file longer does. */
static int allocates(int fd, int mode, int64_t offset, int64_t length) {
  if (mode & FALLOC_FL_PUNCH_HOLE) return goes_on(fd, PUNCH, offset, length, NULL, 0);
  if (mode & FALLOC_FL_ZERO_RANGE) return goes_on(fd, ZERO, offset, length, NULL, 0);
  if (mode & FALLOC_FL_KEEP_SIZE) return 1;
  int before = errno;
  off64_t here = lseek64(fd, 0, SEEK_CUR);
  off64_t end = lseek64(fd, 0, SEEK_END);
  lseek64(fd, here, SEEK_SET);
  errno = before;
  return end >= offset + length || goes_on(fd, TRUNCATE, offset + length, 0, NULL, 0);
}

CALL(int, fallocate, (int fd, int mode, off_t offset, off_t length), (fd, mode, offset, length),
     allocates(fd, mode, offset, length))
CALL(int, fallocate64, (int fd, int mode, off64_t offset, off64_t length),
     (fd, mode, offset, length), allocates(fd, mode, offset, length))

/* These tell errors by what they return. */
int posix_fallocate(int fd, off_t offset, off_t length) {
  static int (*next)(int, off_t, off_t);
  if (next == NULL) next = (int (*)(int, off_t, off_t))real("posix_fallocate");
  return allocates(fd, 0, offset, length) ? next(fd, offset, length) : errno;
}

int posix_fallocate64(int fd, off64_t offset, off64_t length) {
  static int (*next)(int, off64_t, off64_t);
  if (next == NULL) next = (int (*)(int, off64_t, off64_t))real("posix_fallocate64");
  return allocates(fd, 0, offset, length) ? next(fd, offset, length) : errno;
}

/* Bytes that go from file to file in the kernel are not told: the caller has to copy them. */
ssize_t copy_file_range(int from, off64_t *in, int to, off64_t *out, size_t length,
                        unsigned int flags) {
  static ssize_t (*next)(int, off64_t *, int, off64_t *, size_t, unsigned int);
  char path[4096];
  const char *name;
  if (next == NULL) {
    next =
        (ssize_t(*)(int, off64_t *, int, off64_t *, size_t, unsigned int))real("copy_file_range");
  }
  if (name_of(to, path, sizeof path, &name) == 0) return next(from, in, to, out, length, flags);
  errno = EXDEV;
  return -1;
}
`;
