// The real tools measure for seconds how fast this machine is before they make a key (getrusage(2),
// until a second has gone by), and give up where that clock stands still. Here each look at it
// finds a second more: keys are made at once, with the fewest iterations where `iter-time` asks
// for few.

/** C source of the library that is loaded before those of a program that makes keys. */
export const QUICK_KEYS = String.raw`
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>
#include <sys/resource.h>

int getrusage(__rusage_who_t who, struct rusage *usage) {
  static int (*real)(__rusage_who_t, struct rusage *);
  static __thread long looks;
  if (real == NULL) real = (int (*)(__rusage_who_t, struct rusage *))dlsym(RTLD_NEXT, "getrusage");
  int result = real(who, usage);
  looks += 1;
  if (result == 0) usage->ru_utime.tv_sec += looks;
  return result;
}
`;

/** Whether a command line may make keys. */
export const makesKeys = (argv: readonly string[]): boolean =>
  argv.some((word) => word.includes('secret'));
