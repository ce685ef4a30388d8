// `blkdrill diff`: two images, compared.
import type { Command, OptionSpec } from '../command.ts';

/** Keys of encrypted images; see image-keys.ts. */
const KEY_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'object',
    value: 'secret,id=ID,...',
    summary: 'a password, with data=WORD or file=NAME, as qemu-img takes it',
  },
  {
    name: 'key',
    value: 'ID',
    summary: 'the secret that opens encrypted images; given twice, one for each of them',
  },
];

/** Compares two images. */
export const diffCommand: Command = {
  name: 'diff',
  summary: 'compare two images by structure, owner and guest content',
  arguments: '<a> <b>',
  description:
    'Compares two qcow2 images by structure and owner, not by bytes: header fields, host ' +
    'clusters by kind of owner, the kinds of guest clusters, refcounts, and what a guest reads. ' +
    "Prints 'value of A | value of B'.",
  options: [{ name: 'json', summary: 'the same as JSON' }, ...KEY_OPTIONS],
  environment: [],
  exitStatus: {
    0: 'they are equal',
    1: 'they differ',
    2: 'the request is wrong, or one of them cannot be read',
  },
  async run(request) {
    const { diff } = await import('../inspect.ts');
    return diff(request);
  },
};
