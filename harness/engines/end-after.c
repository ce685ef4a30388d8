/*
 * Loaded into a program before its libraries (LD_PRELOAD). Numbers the changes of files in one
 * folder, writes each of them into a log, and ends the program by SIGKILL where one more than
 * BLKDRILL_CHANGES would come. Changes come one after the other: threads wait for each other.
 *
 * BLKDRILL_FOLDER  the folder, as seen from the working directory
 * BLKDRILL_LOG     a file that lines are added to: what kind, offset, length, name; flushes stand
 *                  there, too, and do not count
 * BLKDRILL_TORN    so many bytes of the change that is one too many are written, where it is a
 *                  write from one buffer
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static long left = -1;
static size_t torn = 0;
static int log_file = -1;
static char *folder = NULL;

__attribute__((constructor)) static void start(void) {
  const char *changes = getenv("BLKDRILL_CHANGES");
  const char *log = getenv("BLKDRILL_LOG");
  const char *part = getenv("BLKDRILL_TORN");
  const char *given = getenv("BLKDRILL_FOLDER");
  if (given != NULL) folder = realpath(given, NULL);
  if (changes != NULL) left = atol(changes);
  if (part != NULL) torn = (size_t)atol(part);
  if (log != NULL) log_file = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* The path of an open file that counts; NULL: it lies elsewhere. */
static const char *path_of(int fd, char *path, size_t size) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, size - 1);
  if (folder == NULL || length < 0) return NULL;
  path[length] = 0;
  size_t depth = strlen(folder);
  return strncmp(path, folder, depth) == 0 && path[depth] == '/' ? path + depth + 1 : NULL;
}

/* Writes what lands of a change that is one too many. */
static void tear(int fd, const void *bytes, size_t length, off64_t offset) {
  size_t part = torn < length ? torn : length;
  if (part > 0 && syscall(SYS_pwrite64, fd, bytes, part, offset) < 0) raise(SIGABRT);
}

/* Waits for its turn. Whether the change is one too many. */
static int begin(int fd, char *path, size_t size, const char **name) {
  int error = errno;
  pthread_mutex_lock(&turn);
  *name = path_of(fd, path, size);
  errno = error;
  return *name != NULL && left == 0;
}

/* Notes a change that was made; one that failed has changed nothing and is not counted. */
static void end(const char *name, const char *kind, long long offset, long long length, int made) {
  int error = errno;
  if (name != NULL && made) {
    if (left > 0 && strcmp(kind, "flush") != 0) left -= 1;
    char line[4352];
    int count = snprintf(line, sizeof line, "%s %lld %lld %s\n", kind, offset, length, name);
    if (log_file >= 0 && write(log_file, line, count) != count) raise(SIGABRT);
  }
  pthread_mutex_unlock(&turn);
  errno = error;
}

#define CHANGE(type, symbol, parameters, arguments, fd, tearing, kind, offset, amount, isMade)     \
  type symbol parameters {                                                                         \
    static type (*real) parameters;                                                                \
    if (real == NULL) real = (type(*) parameters)dlsym(RTLD_NEXT, #symbol);                        \
    char path[4096];                                                                               \
    const char *name;                                                                              \
    if (begin(fd, path, sizeof path, &name)) {                                                     \
      tearing;                                                                                     \
      raise(SIGKILL);                                                                              \
    }                                                                                              \
    type result = real arguments;                                                                  \
    end(name, kind, offset, amount, isMade);                                                       \
    return result;                                                                                 \
  }

CHANGE(ssize_t, pwrite64, (int fd, const void *bytes, size_t length, off64_t offset),
       (fd, bytes, length, offset), fd, tear(fd, bytes, length, offset), "write", offset, result,
       result > 0)
CHANGE(ssize_t, pwritev64, (int fd, const struct iovec *parts, int count, off64_t offset),
       (fd, parts, count, offset), fd, , "write", offset, result, result > 0)
CHANGE(int, ftruncate64, (int fd, off64_t length), (fd, length), fd, , "truncate", length, 0,
       result == 0)
CHANGE(int, fallocate64, (int fd, int mode, off64_t offset, off64_t length),
       (fd, mode, offset, length), fd, ,
       mode &FALLOC_FL_PUNCH_HOLE ? "punch" : mode &FALLOC_FL_ZERO_RANGE ? "zero" : "allocate",
       offset, length, result == 0)
CHANGE(ssize_t, copy_file_range,
       (int from, off64_t *in, int fd, off64_t *offset, size_t length, unsigned int flags),
       (from, in, fd, offset, length, flags), fd, , "write", offset ? *offset - result : -1, result,
       result > 0)

int fdatasync(int fd) {
  static int (*real)(int fd);
  if (real == NULL) real = (int (*)(int fd))dlsym(RTLD_NEXT, "fdatasync");
  char path[4096];
  const char *name;
  begin(fd, path, sizeof path, &name);
  int result = real(fd);
  end(name, "flush", 0, 0, result == 0);
  return result;
}
