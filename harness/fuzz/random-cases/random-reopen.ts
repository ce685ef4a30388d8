// Random `reopen` commands: cache modes, and every option of qcow2 that may change while the image
// is open. One line in five is refused.
import fc from 'fast-check';

const OPTIONS = [
  'lazy-refcounts=on',
  'lazy-refcounts=off',
  'discard=off',
  'discard=unmap',
  'detect-zeroes=on',
  'detect-zeroes=on',
  'detect-zeroes=unmap',
  'detect-zeroes=off',
  'pass-discard-request=off',
  'pass-discard-request=on',
  'pass-discard-snapshot=off',
  'pass-discard-other=on',
  'cache-size=4k',
  'l2-cache-size=1k',
  'l2-cache-entry-size=512',
  'refcount-cache-size=64k',
];

const REFUSED = ['-o driver=raw', '-r -w', '-o l2-cache-entry-size=3k', '-o file.locking=off'];

const options = fc
  .uniqueArray(fc.constantFrom(...OPTIONS), { minLength: 1, maxLength: 3 })
  .map((words) => `-o ${words.join(',')}`);

const wishes = fc.oneof(
  { weight: 6, arbitrary: options },
  {
    weight: 3,
    arbitrary: fc.constantFrom('-c writeback', '-c writethrough', '-c unsafe', '-r', '-w', '-w'),
  },
  { weight: 2, arbitrary: fc.constantFrom(...REFUSED) },
);

/** One command line. */
export const reopenings: fc.Arbitrary<string> = wishes.map((wish) => `reopen ${wish}`);
