// Which of QEMU's tests apply to us: those that call no other program than qemu-img and qemu-io, or
// a qemu-nbd beside them. Names only; the tests themselves are read from the user's own copy of
// QEMU's sources. README.md in this folder tells of the others what they need.

/** Of QEMU 7.2: the qcow2 tests that need the two tools and nothing else, by their names. */
export const TWO_TOOL_TESTS: readonly string[] = `
  001 002 003 004 005 008 009 010 011 012 013 014 015 017 018 019 020 021 022 023 024 025 026 027
  029 031 032 033 034 035 036 037 038 039 042 043 046 047 048 049 050 052 053 054 062 063 066 069
  072 073 074 079 080 086 089 090 097 098 103 104 105 107 110 111 112 114 115 121 122 125 126 133
  134 137 138 150 154 158 159 170 174 177 178 179 187 188 189 190 197 198 204 214 215 217 226 243
  250 251 252 261 263 265 268 271 272 279 284 287 289 290 292 293 305 313 qemu-img-bitmaps`
  .trim()
  .split(/\s+/);

/**
 * Of QEMU 7.2: those that look through qemu-nbd, that are about raw disks and LUKS volumes, and
 * those that ask QEMU for its devices first.
 */
export const OTHER_TESTS: readonly string[] = `
  044 058 101 106 160 163 171 209 221 253 277 282 288 294 303 block-status-cache
  nbd-qemu-allocation`
  .trim()
  .split(/\s+/);

/**
 * Of QEMU 8 to 11 those that expect nothing else than 7.2 does. The first two are older, and there
 * expect what Debian's 7.2.22 forbids.
 */
export const NEWER_TESTS: readonly string[] = `061 270 qcow2-encryption regression-vhdx-log`
  .trim()
  .split(/\s+/);

/** A test that only newer sources have. */
const MARK_OF_NEWER = 'qcow2-encryption';

/** What is run where no test is named; `exists` knows the tests of the sources at hand. */
export function usualTests(exists: (test: string) => boolean): readonly string[] {
  const newer = exists(MARK_OF_NEWER) ? NEWER_TESTS : [];
  return [...TWO_TOOL_TESTS, ...[...OTHER_TESTS, ...newer].filter(exists)].sort();
}

/** Where a test lies below the folder of QEMU's tests: numbered ones directly, others in tests/. */
export const pathOfTest = (test: string): string => (/^\d+$/.test(test) ? test : `tests/${test}`);
