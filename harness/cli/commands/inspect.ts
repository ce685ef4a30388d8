// `blkdrill inspect`: one image, looked at.
import type { Command } from '../command.ts';

/** Prints the structure of an image. */
export const inspectCommand: Command = {
  name: 'inspect',
  summary: 'header, tables, owners, holes, leaks and overlaps of an image',
  arguments: '<image>',
  description:
    'Prints the header of a qcow2 image, its features and tables, who owns its host clusters, ' +
    'and its holes (below the end, with no owner and refcount zero), leaks and overlaps. Long ' +
    'lists are cut. Of LUKS, in a qcow2 image or a file of its own, header, key slots and ' +
    'payload are told; no key is needed.',
  options: [{ name: 'json', summary: 'the same as JSON' }],
  environment: [],
  exitStatus: { 0: 'success', 2: 'the request is wrong, or the image cannot be read' },
  async run(request) {
    const { inspect } = await import('../inspect.ts');
    return inspect(request);
  },
};
