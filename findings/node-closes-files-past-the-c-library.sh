#!/usr/bin/env bash
# A library in front of the C library (LD_PRELOAD) that has calls on files fail sees Node open, read, write, cut and flush
# files, and never sees it close one or ask for its length. Who injects faults that way below a program in Node tests
# no failing close (the last word of NFS about what was written), and is not told.
#
# Guess beforehand: node:fs comes down to the functions of those names: closeSync() to close(), fstatSync() to statx().
# What happens: libuv asks the kernel for these two by number, through syscall(), and for the others by name. A library
# has to stand in front of syscall() as well, and look at the number.
#
# Seen on 2026-11-30, with Node 20.19.6 and 24.21.0 alike:
#   openSync: open64         ftruncateSync: ftruncate64      fstatSync: syscall(statx)
#   writeSync: pwrite64      fsyncSync: fsync                closeSync: syscall(close)
#   readSync: pread64        fdatasyncSync: fdatasync
#
# Needs Node 20.19 or later, cc and npm's registry, as the machine has it set. Writes to a temporary folder only.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
. "$here/tools/expect.sh"
cd "$folder"

cat >see.c <<'END'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static long (*by_number)(long, ...);

static long ask(long number, long a, long b, long c, long d, long e, long f) {
  if (by_number == NULL) by_number = (long (*)(long, ...))dlsym(RTLD_NEXT, "syscall");
  return by_number(number, a, b, c, d, e, f);
}

/* Only while the script says so: Node itself closes and asks as well. */
static void say(const char *word) {
  if (getenv("SEE") == NULL) return;
  ask(SYS_write, 2, (long)" ", 1, 0, 0, 0);
  ask(SYS_write, 2, (long)word, (long)strlen(word), 0, 0, 0);
}

#define NAMED(type, name, parameters, arguments)                                                   \
  type name parameters {                                                                           \
    static type (*real) parameters;                                                                \
    if (real == NULL) real = (type(*) parameters)dlsym(RTLD_NEXT, #name);                          \
    say(#name);                                                                                    \
    return real arguments;                                                                         \
  }
NAMED(ssize_t, pread64, (int fd, void *to, size_t length, off64_t at), (fd, to, length, at))
NAMED(ssize_t, pwrite64, (int fd, const void *of, size_t length, off64_t at), (fd, of, length, at))
NAMED(int, ftruncate64, (int fd, off64_t length), (fd, length))
NAMED(int, fsync, (int fd), (fd))
NAMED(int, fdatasync, (int fd), (fd))
NAMED(int, close, (int fd), (fd))
NAMED(int, fstat64, (int fd, void *to), (fd, to))
NAMED(int, fstat, (int fd, void *to), (fd, to))
NAMED(int, statx, (int at, const char *path, int flags, unsigned mask, void *to),
      (at, path, flags, mask, to))

int open64(const char *path, int flags, ...) {
  static int (*real)(const char *, int, ...);
  if (real == NULL) real = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open64");
  va_list more;
  va_start(more, flags);
  int mode = va_arg(more, int);
  va_end(more);
  say("open64");
  return real(path, flags, mode);
}

long syscall(long number, ...) {
  long of[6];
  va_list more;
  va_start(more, number);
  for (int at = 0; at < 6; at += 1) of[at] = va_arg(more, long);
  va_end(more);
  if (number == SYS_close) say("syscall(close)");
  if (number == SYS_statx) say("syscall(statx)");
  return ask(number, of[0], of[1], of[2], of[3], of[4], of[5]);
}
END
cc -shared -fPIC -O1 -w -o see.so see.c -ldl

cat >calls.mjs <<'END'
import * as fs from 'node:fs';

const bytes = Buffer.alloc(16);
let file;
const calls = {
  openSync: () => (file = fs.openSync('a', 'w+')),
  writeSync: () => fs.writeSync(file, bytes, 0, 16, 0),
  readSync: () => fs.readSync(file, bytes, 0, 16, 0),
  ftruncateSync: () => fs.ftruncateSync(file, 8),
  fsyncSync: () => fs.fsyncSync(file),
  fdatasyncSync: () => fs.fdatasyncSync(file),
  fstatSync: () => fs.fstatSync(file),
  closeSync: () => fs.closeSync(file),
};
for (const [name, call] of Object.entries(calls)) {
  process.stderr.write(`${name}:`);
  process.env.SEE = '1';
  call();
  delete process.env.SEE;
  process.stderr.write('\n');
}
END
# seen VERSION: what the library sees of this version of Node
seen() {
  mkdir "$1"
  echo '{ "private": true }' >"$1/package.json"
  (cd "$1" && npm install --silent --no-audit --no-fund --ignore-scripts=false "node@$1") >&2
  LD_PRELOAD="$folder/see.so" "$1/node_modules/node/bin/node" calls.mjs 2>&1
}
all='openSync: open64
writeSync: pwrite64
readSync: pread64
ftruncateSync: ftruncate64
fsyncSync: fsync
fdatasyncSync: fdatasync
fstatSync: syscall(statx)
closeSync: syscall(close)'
expect 'Node 20.19.6' "$(seen 20.19.6)" "$all"
expect 'Node 24.21.0' "$(seen 24.21.0)" "$all"
