// qemu-img amend, against the real tool: what is printed and returned, and the bytes of every file.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useZstd } from '../../host/zstd.ts';
import { TwinWorld, words } from '../../testing/differential.ts';

useZstd();

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
      // Snapshots carry their dates.
      const files = line.includes('snapshot -c') ? real.files : ours.files;
      expect({ ...ours, files }).toEqual(real);
    });
  });
}

compare('qemu-img amend, as it is called', [
  'img create -q -f qcow2 -o cluster_size=4k t 1M',
  'img create -q -f raw r 1M',
  'img amend',
  'img amend t',
  'img amend -p t',
  'img amend -o foo=1 t',
  'img amend -p -o foo=1 t',
  'img amend -o cluster_size=64k t',
  'img amend -o help',
  'img amend -o help t',
  'img amend -p -o help t',
  'img amend -f qcow2 -o help',
  'img amend -p -f qcow2 -o help',
  'img amend -f raw -o help',
  'img amend -f raw -o size=1 r',
  'img amend -f nofmt -o help',
  'img amend -o size=2M t u',
  'img amend -o size=1M,help t',
  'img amend -o , t',
  'img amend -o size=1M -o refcount_bits=16 t',
  'img amend -o size=x t',
  'img amend -o size=1M nofile',
  'img amend -t foo -o size=1M t',
  'img amend -t unsafe -o size=2M t',
  'img amend --force -o size=1M t',
  'img amend --image-opts -o size=1M driver=qcow2,file.filename=t',
  'img amend -q -p -o size=1M t',
  'img amend -p -o size=3M t',
  'img amend -o size=1000 t',
  'img amend -o size=0 t',
  'img amend -o encrypt.format=luks t',
  'img amend -o encryption=on t',
  'img amend -o encrypt.state=active t',
  'img amend -o preallocation=full t',
  'img amend -o refcount_bits=3 t',
  'img amend -o refcount_bits=128 t',
  'img amend -o refcount_bits=0 t',
  'img amend -o refcount_bits=4294967304 t',
  'img amend -o compat=7 t',
  'img amend -o data_file=x t',
  'img amend -o data_file_raw=on t',
  'img amend -o data_file_raw=off t',
  'img amend -o backing_file=r t',
  'img amend -o backing_fmt=raw t',
  'img amend -o lazy_refcounts=maybe t',
  'img check t',
]);

compare('versions', [
  'img create -q -f qcow2 -o cluster_size=4k t 1M',
  "io -c 'write 0 20k' -c 'write -z 8k 8k' -c 'write -z -u 64k 100k' -c 'discard 0 4k' t",
  'img amend -p -o compat=0.10 t',
  'img info t',
  'img check t',
  "io -c 'read -P 0 8k 8k' -c 'write -P 3 64k 8k' t",
  'img amend -o refcount_bits=8 t',
  'img amend -o lazy_refcounts=on t',
  'img snapshot -c s t',
  'img amend -o size=2M t',
  'img amend -p -o compat=1.1 t',
  'img check t',
  'img amend -p -o compat=v3,lazy_refcounts=on t',
  "io -c 'write 100k 8k' -c 'write -z 0 64k' -c info t",
  'img amend -o compat=0.10 t',
  'img info t',
  'img check t',
  'img amend -o compat=1.1,size=2M t',
  'img amend -o compat=0.10 t',
  'img amend -o compat=0.10,lazy_refcounts=off t',
  'img check t',
  'img create -q -f qcow2 -o extended_l2=on e 1M',
  'img amend -o compat=0.10 e',
  'img create -q -f qcow2 -o compression_type=zstd z 1M',
  'img amend -o compat=0.10 z',
  'img info z',
  'img create -q -f qcow2 -o compression_type=zstd y 1M',
  "io -c 'write -c 0 64k' y",
  'img amend -o compat=0.10 y',
  'img create -q -f qcow2 -o data_file=d f 1M',
  'img amend -o compat=0.10 f',
  'img amend -o data_file=other f',
  'img info f',
  'img amend -o data_file= --image-opts driver=qcow2,file.filename=f,data-file.filename=d',
  'img info f',
  'img create -q -f qcow2 -o data_file=g,data_file_raw=on h 1M',
  'img amend -o data_file_raw=off h',
  'img info h',
  'img amend -o data_file_raw=on h',
]);

compare('zero clusters over a backing file and in snapshots', [
  'img create -q -f qcow2 base 1M',
  "io -c 'write -P 9 0 1M' base",
  'img create -q -f qcow2 -o cluster_size=512 -b base -F qcow2 t 1M',
  "io -c 'write 0 20k' -c 'write -z 8k 8k' -c 'write -z -u 64k 10k' -c 'discard 0 4k' t",
  'img snapshot -c one t',
  "io -c 'write -z 30k 20k' -c 'write -P 3 66k 2k' t",
  'img snapshot -c two t',
  "io -c 'write -z 900k 4k' t",
  'img amend -p -o compat=0.10 t',
  'img check t',
  'img map t',
  "io -c 'read -P 0 64k 2k' -c 'read -P 3 66k 2k' t",
  'img snapshot -a one t',
  "io -c 'read -P 0 64k 10k' t",
  'img check t',
  'img amend -o backing_file=base t',
  'img amend -o backing_file=base,backing_fmt=qcow2 t',
  'img amend -o backing_file=other,backing_fmt=qcow2 t',
]);

compare('refcount widths', [
  'img create -q -f qcow2 -o cluster_size=512 t 4M',
  "io -c 'write 0 1M' -c 'write 3M 100k' t",
  ...[1, 64, 2, 32, 8, 16, 4].flatMap((bits) => [
    `img amend -p -o refcount_bits=${bits} t`,
    'img check t',
    "io -c 'write 1M 70k' t",
  ]),
  'img snapshot -c s t',
  'img amend -o refcount_bits=1 t',
  'img amend -o refcount_bits=2 t',
  'img check t',
  'img info t',
  'img create -q -f qcow2 big 100G',
  "io -c 'write 50G 64k' -c 'write 99G 64k' big",
  'img amend -o refcount_bits=64 big',
  'img check big',
  'img amend -p -o refcount_bits=1,compat=1.1,lazy_refcounts=on big',
  'img create -q -f qcow2 -o compat=0.10,cluster_size=1k v2 1M',
  'img amend -p -o refcount_bits=4,compat=1.1 v2',
  'img check v2',
  'img amend -p -o refcount_bits=16,compat=0.10 v2',
  'img check v2',
]);
