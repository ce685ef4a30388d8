// The groups that a case can be in, with a word on each: the one list of them.

/** By name. */
export const GROUPS: Readonly<Record<string, string>> = {
  aio: 'requests in flight, breakpoints, schedules',
  amend: 'options that change on an image that is there',
  auto: 'runs without being watched, as in the tests of QEMU',
  backing: 'backing files and chains',
  bitmap: 'persistent dirty bitmaps',
  blkdebug: 'what the fault layer itself does',
  check: 'consistency checks and repair',
  compression: 'compressed clusters',
  convert: 'convert, commit, rebase and compare',
  'data-file': 'external data files',
  discard: 'discards and what they leave',
  'fault-layers': 'layers that a case switches on below its images',
  fields: 'fields of the image by their names, and images damaged by them',
  lazy: 'lazy refcounts',
  overlap: 'writes that would hit metadata',
  quick: 'takes seconds at most',
  quota: 'files that may not grow',
  refcount: 'refcount structures',
  resize: 'growing and shrinking',
  rw: 'reads and writes',
  snapshot: 'internal snapshots',
  strict: 'images opened with `crash-safety=strict`',
  subclusters: 'extended L2 entries',
};
