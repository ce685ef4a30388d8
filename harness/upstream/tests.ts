// Which of QEMU 7.2's qcow2 tests apply to us: those that call no other program than qemu-img and
// qemu-io. Names only; the tests themselves are read from the user's own copy of QEMU's sources.

/** Every test that needs the two tools and nothing else, in the order of their names. */
export const TWO_TOOL_TESTS: readonly string[] = `
  001 002 003 004 005 008 009 010 011 012 013 014 015 017 018 019 020 021 022 023 024 025 026 027
  029 031 032 033 034 035 036 037 038 039 042 043 046 047 048 049 050 052 053 054 062 063 066 069
  072 073 074 079 080 086 089 090 097 098 103 104 105 107 110 111 112 114 115 121 122 125 126 133
  134 137 138 150 154 158 159 170 174 177 178 179 187 188 189 190 197 198 204 214 215 217 226 243
  250 251 252 261 263 265 268 271 272 279 284 287 289 290 292 293 305 313 qemu-img-bitmaps`
  .trim()
  .split(/\s+/);

/** Where a test lies below the folder of QEMU's tests: numbered ones directly, others in tests/. */
export const pathOfTest = (test: string): string => (/^\d+$/.test(test) ? test : `tests/${test}`);
