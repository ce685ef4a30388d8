// Which of our image formats a test of QEMU is for, by what it says of itself.

/** The formats that tests are run with, the usual one first. */
export const TEST_FORMATS = ['qcow2', 'raw', 'luks'] as const;
export type TestFormat = (typeof TEST_FORMATS)[number];

/** Where shell tests and Python tests say what they support. */
const SUPPORTED = /^[ \t]*_supported_fmt (.*)$|supported_fmts=\[([^\]]*)\]/gm;

/**
 * The first of our formats that a test of that `text` supports. For any other it is the usual one:
 * then the test says itself that it is not for it.
 */
export function formatOf(text: string): TestFormat {
  const supported = [...text.matchAll(SUPPORTED)]
    .flatMap(([, shell = '', python = '']) => `${shell} ${python}`.split(/[\s,'"]+/))
    .filter((word) => word !== '');
  if (supported.length === 0 || supported.includes('generic')) return TEST_FORMATS[0];
  return TEST_FORMATS.find((format) => supported.includes(format)) ?? TEST_FORMATS[0];
}
