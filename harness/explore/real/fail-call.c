/*
 * Loaded into a program before its libraries (LD_PRELOAD). Numbers the calls on files of one folder,
 * by their kinds, writes each of them into a log, and has one of them fail, or do half of its work.
 *
 * BLKDRILL_FOLDER  the folder, as seen from the working directory
 * BLKDRILL_LOG     a file that a line for each call is added to: its kind, offset and file
 * BLKDRILL_KIND    the kind of the call that fails
 * BLKDRILL_AT      which one of that kind, from 1
 * BLKDRILL_ERRNO   what it fails with; 0: of what it shall read or write it does half
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum verdict { PASS, FAIL, HALF };

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static char *folder = NULL;
static const char *kind = NULL;
static long at = 0;
static long seen = 0;
static int error = 0;
static int log_file = -1;

static long number_of(const char *name) {
  const char *given = getenv(name);
  return given == NULL ? 0 : atol(given);
}

__attribute__((constructor)) static void start(void) {
  const char *given = getenv("BLKDRILL_FOLDER");
  const char *log = getenv("BLKDRILL_LOG");
  if (given != NULL) folder = realpath(given, NULL);
  kind = getenv("BLKDRILL_KIND");
  at = number_of("BLKDRILL_AT");
  error = (int)number_of("BLKDRILL_ERRNO");
  if (log != NULL) log_file = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* The name of a file that counts; NULL: it lies elsewhere. */
static const char *name_in(const char *path) {
  if (folder == NULL) return NULL;
  size_t depth = strlen(folder);
  return strncmp(path, folder, depth) == 0 && path[depth] == '/' ? path + depth + 1 : NULL;
}

static const char *name_of(int fd, char *path, size_t size) {
  char link[64];
  int before = errno;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = fd == log_file ? -1 : readlink(link, path, size - 1);
  errno = before;
  if (length < 0) return NULL;
  path[length] = 0;
  return name_in(path);
}

/* Notes the call, and says what becomes of it. */
static enum verdict meet(const char *what, const char *name, long long offset) {
  int before = errno;
  pthread_mutex_lock(&turn);
  if (kind != NULL && strcmp(kind, what) == 0) seen += 1;
  int is_hit = at > 0 && seen == at && strcmp(kind, what) == 0;
  char line[4352];
  int count = snprintf(line, sizeof line, "%s %lld %s\n", what, offset, name);
  if (log_file >= 0 && write(log_file, line, (size_t)count) != count) abort();
  pthread_mutex_unlock(&turn);
  errno = is_hit && error != 0 ? error : before;
  return !is_hit ? PASS : error == 0 ? HALF : FAIL;
}

#define CALL(type, symbol, parameters, arguments, half, fd, what, offset)                          \
  type symbol parameters {                                                                         \
    static type (*real) parameters;                                                                \
    if (real == NULL) real = (type(*) parameters)dlsym(RTLD_NEXT, #symbol);                        \
    char path[4096];                                                                               \
    const char *name = name_of(fd, path, sizeof path);                                             \
    enum verdict verdict = name == NULL ? PASS : meet(what, name, offset);                         \
    if (verdict == FAIL) return -1;                                                                \
    return verdict == HALF ? real half : real arguments;                                           \
  }

CALL(ssize_t, pread64, (int fd, void *bytes, size_t length, off64_t offset),
     (fd, bytes, length, offset), (fd, bytes, (length + 1) / 2, offset), fd, "read", offset)
CALL(ssize_t, pwrite64, (int fd, const void *bytes, size_t length, off64_t offset),
     (fd, bytes, length, offset), (fd, bytes, (length + 1) / 2, offset), fd, "write", offset)
/* Of several buffers the first one is half. */
CALL(ssize_t, preadv64, (int fd, const struct iovec *parts, int count, off64_t offset),
     (fd, parts, count, offset), (fd, parts, 1, offset), fd, "read", offset)
CALL(ssize_t, pwritev64, (int fd, const struct iovec *parts, int count, off64_t offset),
     (fd, parts, count, offset), (fd, parts, 1, offset), fd, "write", offset)
CALL(ssize_t, write, (int fd, const void *bytes, size_t length), (fd, bytes, length),
     (fd, bytes, (length + 1) / 2), fd, "write", lseek(fd, 0, SEEK_CUR))
CALL(int, ftruncate64, (int fd, off64_t length), (fd, length), (fd, length), fd, "truncate", length)
CALL(int, fdatasync, (int fd), (fd), (fd), fd, "flush", 0)
CALL(int, fsync, (int fd), (fd), (fd), fd, "sync", 0)
CALL(int, fallocate64, (int fd, int mode, off64_t offset, off64_t length),
     (fd, mode, offset, length), (fd, mode, offset, length), fd,
     mode &FALLOC_FL_PUNCH_HOLE ? "punch" : mode &FALLOC_FL_ZERO_RANGE ? "zero" : "allocate", offset)

/* Gives its error back in place of -1. */
int posix_fallocate64(int fd, off64_t offset, off64_t length) {
  static int (*real)(int, off64_t, off64_t);
  if (real == NULL) real = (int (*)(int, off64_t, off64_t))dlsym(RTLD_NEXT, "posix_fallocate64");
  char path[4096];
  const char *name = name_of(fd, path, sizeof path);
  int before = errno;
  int is_hit = name != NULL && meet("allocate", name, offset) != PASS;
  errno = before;
  return is_hit ? error : real(fd, offset, length);
}

static long (*real_syscall)(long, ...);

static long system_call(long number, long a, long b, long c, long d, long e, long f) {
  if (real_syscall == NULL) real_syscall = (long (*)(long, ...))dlsym(RTLD_NEXT, "syscall");
  return real_syscall(number, a, b, c, d, e, f);
}

/* Whether it was opened only to see what kind of file it is: the real tools look so often. */
static int is_look(int fd) {
  int before = errno;
  int flags = fcntl(fd, F_GETFL);
  errno = before;
  return flags >= 0 && (flags & O_NONBLOCK) != 0;
}

/* The file is closed in any case, as the kernel does it. */
int close(int fd) {
  char path[4096];
  const char *name = is_look(fd) ? NULL : name_of(fd, path, sizeof path);
  int is_hit = name != NULL && meet("close", name, 0) != PASS;
  long result = system_call(SYS_close, fd, 0, 0, 0, 0, 0);
  if (is_hit) errno = error;
  return is_hit ? -1 : (int)result;
}

/* libuv closes files by number. */
long syscall(long number, ...) {
  long of[6];
  va_list more;
  va_start(more, number);
  for (int at = 0; at < 6; at += 1) of[at] = va_arg(more, long);
  va_end(more);
  if (number == SYS_close) return close((int)of[0]);
  return system_call(number, of[0], of[1], of[2], of[3], of[4], of[5]);
}

/* Whether a file is not to be opened; those that are only read are not looked at. */
static int is_refused(const char *given, int flags) {
  char whole[8192];
  char where[4096];
  if ((flags & O_ACCMODE) == O_RDONLY) return 0;
  if (given[0] != '/') {
    if (getcwd(where, sizeof where) == NULL) return 0;
    snprintf(whole, sizeof whole, "%s/%s", where, given);
    given = whole;
  }
  const char *name = name_in(given);
  return name != NULL && meet(flags & O_CREAT ? "create" : "open", name, 0) == FAIL;
}

#define OPEN(symbol)                                                                               \
  int symbol(const char *path, int flags, ...) {                                                   \
    static int (*real)(const char *, int, ...);                                                    \
    if (real == NULL) real = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, #symbol);           \
    mode_t mode = 0;                                                                               \
    if (flags & O_CREAT) {                                                                         \
      va_list more;                                                                                \
      va_start(more, flags);                                                                       \
      mode = va_arg(more, mode_t);                                                                 \
      va_end(more);                                                                                \
    }                                                                                              \
    return is_refused(path, flags) ? -1 : real(path, flags, mode);                                 \
  }

OPEN(open)
OPEN(open64)
