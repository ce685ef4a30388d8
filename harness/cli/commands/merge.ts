// `blkdrill merge`: the files of all shards of a soak become one.
import type { Command } from '../command.ts';

/** Puts the files of a soak's shards together. */
export const mergeCommand: Command = {
  name: 'merge',
  summary: 'put the results of all shards of a soak together',
  arguments: '<file...>',
  description:
    "Reads what 'blkdrill soak --output FILE' has left of each shard, and prints the news and " +
    'the sums of all, by subject. With --output it writes the file that one run over the same ' +
    'subjects would have left. All shards have to be there, each once, of one seed.',
  options: [{ name: 'output', value: 'FILE', summary: 'write the results of all shards there' }],
  environment: [],
  exitStatus: {
    0: 'no promise is broken that QEMU keeps',
    1: 'one is, or a sweep was lost',
    2: 'the files are not all shards of one soak, or one cannot be read or written',
  },
  async run(request) {
    const { merge } = await import('../soak/merge.ts');
    return merge(request.words, request.last('output'));
  },
};
