// A device that is full below the real tools, as the layer `quota` (engine/filters/quota.ts) is
// below our engine: so its cases, too, are judged by the real tools.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TEST_DIR } from './engine.ts';
import { makeLibrary } from './preloaded.ts';

/** In the text of this file, as programs in a bundle have no folder of sources. */
const SOURCE = String.raw`/*
 * Loaded into a program before its libraries (LD_PRELOAD). No file of one folder becomes longer
 * than BLKDRILL_BUDGET bytes: what would make it so fails with ENOSPC and leaves the file as it is.
 * What stands in a file already can be written over.
 *
 * BLKDRILL_FOLDER  the folder, as seen from the working directory
 * BLKDRILL_BUDGET  bytes that each file may have
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static char *folder = NULL;
static long long budget = 0;

__attribute__((constructor)) static void start(void) {
  const char *given = getenv("BLKDRILL_FOLDER");
  const char *bytes = getenv("BLKDRILL_BUDGET");
  if (given != NULL) folder = realpath(given, NULL);
  if (bytes != NULL) budget = atoll(bytes);
}

static int is_in_folder(int fd) {
  char link[64];
  char path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (folder == NULL || length < 0) return 0;
  path[length] = 0;
  size_t depth = strlen(folder);
  return strncmp(path, folder, depth) == 0 && path[depth] == '/';
}

/* Whether there is room for a file that ends there; errno tells it if not. */
static int has_room(int fd, long long end) {
  int before = errno;
  struct stat file;
  int fits = end <= budget || !is_in_folder(fd) || fstat(fd, &file) != 0 || end <= file.st_size;
  errno = fits ? before : ENOSPC;
  return fits;
}

static long long length_of(const struct iovec *parts, int count) {
  long long length = 0;
  for (int at = 0; at < count; at += 1) length += (long long)parts[at].iov_len;
  return length;
}

#define GROWS(type, symbol, parameters, arguments, fd, end)                                        \
  type symbol parameters {                                                                         \
    static type (*real) parameters;                                                                \
    if (real == NULL) real = (type(*) parameters)dlsym(RTLD_NEXT, #symbol);                        \
    return has_room(fd, end) ? real arguments : -1;                                                \
  }

GROWS(ssize_t, pwrite64, (int fd, const void *bytes, size_t length, off64_t offset),
      (fd, bytes, length, offset), fd, offset + (long long)length)
GROWS(ssize_t, pwritev64, (int fd, const struct iovec *parts, int count, off64_t offset),
      (fd, parts, count, offset), fd, offset + length_of(parts, count))
GROWS(int, ftruncate64, (int fd, off64_t length), (fd, length), fd, length)
/* Gives its error back in place of -1. */
int posix_fallocate64(int fd, off64_t offset, off64_t length) {
  static int (*real)(int, off64_t, off64_t);
  if (real == NULL) real = (int (*)(int, off64_t, off64_t))dlsym(RTLD_NEXT, "posix_fallocate64");
  return has_room(fd, offset + length) ? real(fd, offset, length) : ENOSPC;
}
GROWS(int, fallocate64, (int fd, int mode, off64_t offset, off64_t length),
      (fd, mode, offset, length), fd, mode &FALLOC_FL_KEEP_SIZE ? 0 : offset + length)
`;

/** Lets no file of one world become longer than a budget; close() removes what it made. */
export class FullDevice {
  /** Bytes that each file may have; undefined: as many as it wants. */
  budget: number | undefined;
  readonly #scratch: string;
  #folder: string | undefined;
  #library = '';

  /** `scratch` is the folder in which it makes its own. */
  constructor(scratch: string) {
    this.#scratch = scratch;
  }

  /** What the next program is started with. Throws EngineUnavailable without a compiler. */
  variables(): Readonly<Record<string, string>> {
    if (this.budget === undefined) return {};
    if (this.#folder === undefined) {
      this.#folder = mkdtempSync(join(this.#scratch, 'device-'));
      const source = join(this.#folder, 'full-device.c');
      writeFileSync(source, SOURCE);
      this.#library = makeLibrary(this.#folder, source);
    }
    const budget = String(this.budget);
    return { LD_PRELOAD: this.#library, BLKDRILL_FOLDER: TEST_DIR, BLKDRILL_BUDGET: budget };
  }

  close(): void {
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
  }
}
