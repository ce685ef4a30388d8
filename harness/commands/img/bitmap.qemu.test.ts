// Persistent bitmaps, against the real tools: what is printed and returned, and the bytes of every
// file.
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
      // Snapshots carry their dates.
      const files = line.includes('snapshot -c') ? real.files : ours.files;
      expect({ ...ours, files }).toEqual(real);
    });
  });
}

const LONG = 'n'.repeat(1023);

compare('qemu-img bitmap, as it is called', [
  'img create -q -f qcow2 t 1M',
  'img create -q -f raw r 1M',
  'img create -q -f qcow2 zero 0',
  'img create -q -f qcow2 -o compat=0.10 v2 1M',
  'img create -q -f qcow2 -o cluster_size=512 s 1M',
  'img bitmap',
  'img bitmap --add',
  'img bitmap t b',
  'img bitmap --add t b c',
  'img bitmap --remove -g 512 t',
  'img bitmap --remove -F qcow2 t b',
  'img bitmap --remove -b r t b',
  'img bitmap -F x -g 1 --remove t b',
  'img bitmap --merge',
  'img bitmap --zz t b',
  'img bitmap --add -g x t b',
  'img bitmap --add -g 513 t b',
  'img bitmap --add -g 256 t b',
  'img bitmap --add -g 4G t b',
  "img bitmap --add t ''",
  `img bitmap --add t ${LONG}n`,
  'img bitmap --add v2 b',
  'img bitmap --add -f raw r b',
  'img bitmap --add zero b',
  'img check zero',
  'img bitmap --add nofile b',
  'img bitmap --remove t b',
  'img bitmap --clear t b',
  'img bitmap --enable t b',
  'img bitmap --disable t b',
  'img bitmap --merge a t b',
  'img bitmap --add --merge b -b nofile t b',
  'img bitmap --merge b -b t t b',
  'img bitmap --image-opts --add driver=qcow2,file.filename=t e',
  'img bitmap -f raw --add r e',
  'img bitmap -f qcow2 --image-opts --add driver=qcow2,file.filename=t f',
  'img info t',
]);

compare('bitmaps come and go', [
  'img create -q -f qcow2 -o cluster_size=4k t 4M',
  'img bitmap --add t b0',
  'img check t',
  'img info t',
  'img info --output=json t',
  'img bitmap --add t b0',
  'img bitmap --add -g 2G t coarse',
  'img bitmap --add --disable -g 512 t fine',
  'img info t',
  "io -c 'write -P 1 0 64k' -c 'write -z 1M 100k' -c 'discard 2M 4k' -c info t",
  'img check t',
  "io -r -c 'read 0 4k' -c info t",
  "io -c 'write -c 3M 4k' -c 'write -b 0 4k' t",
  'img info t',
  'img bitmap --enable t fine',
  "io -c 'write 100k 1k' -c 'write 3000k 700' t",
  'img check t',
  'img bitmap --disable t b0',
  "io -c 'write 500k 100k' t",
  'img bitmap --clear t fine',
  'img bitmap --merge b0 --merge coarse t fine',
  'img bitmap --merge fine t b0',
  'img bitmap --add --merge fine t sum',
  'img bitmap --remove t coarse',
  'img check t',
  'img resize t 6M',
  "io -c 'write 5M 1M' t",
  'img resize --shrink t 4M',
  'img check t',
  'img resize --shrink t 1000k',
  'img check t',
  'img info t',
  'img bitmap --remove t fine',
  'img bitmap --add --remove t other',
  `img bitmap --add t ${LONG}`,
  'img bitmap --remove t b0',
  'img bitmap --remove t sum',
  `img bitmap --remove t ${LONG}`,
  'img info t',
  'img check t',
]);

compare('bitmaps of an image that is opened anew', [
  'img create -q -f qcow2 -o cluster_size=4k t 1M',
  'img bitmap --add t b',
  "io -c 'write 0 8k' -c 'reopen -r' -c info -c 'reopen -w' -c info -c 'write 64k 4k' t",
  'img check t',
  "io -r -c 'read 0 4k' -c 'reopen -w' -c 'write 128k 4k' -c info t",
  'img check t',
  "io -c 'reopen -r' -c 'reopen -r' -c 'write 0 4k' t",
  'img check t',
  'img info t',
]);

compare('bitmaps of several clusters', [
  'img create -q -f qcow2 -o cluster_size=512 t 64M',
  'img bitmap --add -g 512 t b',
  "io -c 'write 0 1M' -c 'write 10M 5k' -c 'write 63M 1M' t",
  'img check t',
  'img bitmap --add -g 4k t c',
  'img bitmap --merge b t c',
  'img bitmap --merge c t b',
  'img resize t 100M',
  'img resize --shrink t 11M',
  'img check t',
  'img bitmap --clear t b',
  'img check t',
  'img bitmap --remove t b',
  'img check t',
]);

compare('bitmaps and snapshots, backing files, data files', [
  'img create -q -f qcow2 t 1M',
  'img snapshot -c s t',
  'img bitmap --add t b',
  'img snapshot -a s t',
  'img snapshot -a none t',
  'img snapshot -d s t',
  'img check t',
  'img create -q -f qcow2 -b t -F qcow2 o 2M',
  'img bitmap --add o b',
  "io -c 'write 0 70k' o",
  'img bitmap --merge b -b t o b',
  'img bitmap --add -b o -F qcow2 --merge b t c',
  'img check o',
  'img create -q -f qcow2 -o data_file=d e 1M',
  'img bitmap --add e b',
  "io -c 'write 0 70k' e",
  'img check e',
  'img info e',
]);

describe('an image that nobody closed', () => {
  let world: TwinWorld;
  beforeAll(() => {
    world = new TwinWorld();
    world.prepare('qemu-img', 'create', '-q', '-f', 'qcow2', 't', '1M');
    world.prepare('qemu-img', 'bitmap', '--add', 't', 'b');
    world.crash('t', 'write 0 64k');
  });
  afterAll(() => world.remove());
  test.each([
    'img info t',
    'img check t',
    'img bitmap --clear t b',
    'img bitmap --enable t b',
    'img bitmap --add t c',
    'img bitmap --merge b t c',
    'img bitmap --merge c t b',
    'img resize t 2M',
    "io -c 'write 64k 64k' -c info t",
    'img bitmap --remove t b',
    'img check t',
    'img resize t 2M',
    'img info t',
  ])('%s', (line) => {
    const [tool = '', ...args] = words(line);
    const real = world.runReal(`qemu-${tool}`, args);
    const ours = world.runOurs(`qemu-${tool}`, args);
    world.copyReal();
    expect(ours).toEqual(real);
  });
});
