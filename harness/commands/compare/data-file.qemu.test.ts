// Images with an external data file, against the real tools: what is printed and returned, and the
// bytes of every file.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TwinWorld, words } from '../../testing/differential.ts';

/** One process per line, each on the files that the real tools left. */
function compare(title: string, lines: readonly string[]): void {
  describe(title, () => {
    let world: TwinWorld;
    beforeAll(() => {
      world = new TwinWorld();
    });
    afterAll(() => world.remove());
    test.each(lines)('%s', (line) => {
      const [tool = '', ...args] = words(line);
      const program = `qemu-${tool}`;
      const real = world.runReal(program, args);
      const ours = world.runOurs(program, args);
      world.copyReal();
      expect(ours).toEqual(real);
    });
  });
}

const create = (options: string, name = 't', size = '1M'): string =>
  `img create -f qcow2 -o ${options} ${name} ${size}`;

compare('creating', [
  create('data_file=d'),
  'img info t',
  'img info --output=json t',
  'img check t',
  create('data_file=d2,preallocation=metadata', 't2'),
  'img map --output=json t2',
  create('data_file=d3,preallocation=falloc', 't3', '100k'),
  'img check t3',
  create('data_file=d4,preallocation=full', 't4', '100k'),
  'img info t4',
  create('data_file=d5,data_file_raw=on', 't5'),
  'img info t5',
  'img check t5',
  create('data_file=d6,data_file_raw=on,preallocation=full', 't6', '1000000'),
  'img map t6',
  create('data_file=d7,extended_l2=on,preallocation=metadata', 't7'),
  'img check t7',
  create('data_file=d8,cluster_size=3', 'n'),
  create('data_file=', 'n'),
  create('data_file=file:d9', 't9'),
  'img info t9',
  create('data_file=n', 'n'),
  create('data_file=noproto:x', 'n'),
  create('data_file=blkdebug::x', 'n'),
  create('data_file=null-co://', 'n'),
  create('data_file_raw=on', 'n'),
  create('compat=0.10,data_file=x', 'n'),
  create('data_file=x,data_file_raw=on,backing_file=t,backing_fmt=qcow2', 'n'),
  create('data_file=d,data_file_raw=maybe', 'n'),
]);

compare('opening', [
  create('data_file=d,cluster_size=4k'),
  'img create -q -f qcow2 plain 1M',
  "io -c 'write -P 1 0 8k' -c 'write -P 2 20k 512' t",
  'img info t',
  'img create -q -f raw other 2M',
  "io -c 'read -P 0 0 8k' --image-opts " + 'driver=qcow2,file.filename=t,data-file.filename=other',
  "io -c 'write 0 4k' --image-opts driver=qcow2,file.filename=plain,data-file.filename=other",
  'img info --image-opts driver=qcow2,file.filename=plain,data-file.filename=other',
  'img check --image-opts driver=qcow2,file.filename=t,data-file.filename=none',
  'img check --image-opts driver=qcow2,file.filename=t,data-file=none',
  'img check --image-opts driver=qcow2,file.filename=t,data-file.foo=none',
  'img info --image-opts driver=qcow2,file.filename=t,data-file.foo=none',
  'img map --image-opts driver=qcow2,file.filename=t,data-file.driver=qcow2,' +
    'data-file.file.filename=plain',
  "io -c 'read 0 4k' --image-opts driver=qcow2,file.filename=t,data-file.driver=raw," +
    'data-file.file.filename=other,data-file.offset=1M',
]);

compare('reading and writing', [
  create('data_file=d,cluster_size=4k'),
  "io -c 'write -P 1 0 4k' -c 'write -P 2 10k 2k' -c 'write -z 64k 8k' -c 'discard 64k 4k' t",
  "io -c 'write -c 128k 4k' -c 'write -b -P 7 0 4k' -c 'read -b -P 7 0 4k' -c map -c info t",
  "io -c 'discard 0 8k' -c 'read 0 16k' -c 'write -z -u 8k 4k' -c 'write -z 9k 1k' -c map t",
  'img check t',
  'img map t',
  'img map --output=json t',
  'img check --output=json t',
  'img snapshot -c a t',
  'img snapshot -a a t',
  'img snapshot -d a t',
  'img snapshot -l t',
  'img resize t 2M',
  'img resize --shrink t 512k',
  'img resize --preallocation=metadata t 1M',
  'img resize --preallocation=full t 3M',
  "io -c 'read -P 0 700k 100k' -c 'alloc 0 3M' t",
  "io -c 'write -P 9 2M 1M' -c 'truncate 2500k' -c 'truncate 2900k' -c 'read -P 0 2500k 400k' t",
  'img check t',
  'img info t',
]);

compare('a data file that is raw', [
  create('data_file=d,data_file_raw=on,cluster_size=4k'),
  "io -c 'write -P 1 0 40k' -c 'write -z 4k 8k' -c 'discard 20k 8k' -c 'write -z -u 30k 1k' t",
  "io -f raw -c 'read -P 0 4k 8k' -c 'read -P 1 0 4k' -c 'read -P 0 20k 8k' d",
  "io -c 'write -z -n 12k 4k' -c 'write -z -n 512 512' -c 'read -v 0 1k' t",
  'img resize t 2M',
  'img resize --shrink t 1500k',
  'img resize --preallocation=falloc t 3M',
  'img check t',
  'img map --output=json t',
  'img map t',
]);

compare('over a backing file', [
  'img create -q -f qcow2 base 1M',
  "io -c 'write -q -P 5 0 1M' base",
  create('data_file=d,backing_file=base,backing_fmt=qcow2,cluster_size=64k', 't', '2M'),
  "io -c 'write -P 1 1k 1k' -c 'discard 64k 64k' -c 'write -z 130k 1k' -c 'read -P 5 2k 40k' t",
  'img map --output=json t',
  'img map t',
  'img check t',
  'img resize t 4M',
  'img resize --preallocation=falloc t 5M',
  "io -c 'read -P 0 1M 4M' t",
]);

compare('subclusters', [
  create('data_file=d,extended_l2=on,cluster_size=16k'),
  "io -c 'write -P 1 0 512' -c 'write -P 2 20k 3k' -c 'write -z 64k 1k' -c 'discard 16k 16k' t",
  "io -c 'write -P 1 700 12k' -c 'write -z 1k 1k' -c 'write -z -u 16k 16k' -c map t",
  'img map --output=json t',
  'img check t',
]);
