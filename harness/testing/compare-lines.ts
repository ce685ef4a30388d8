// For tests only: command lines one after the other, each compared between the real tools and ours.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TwinWorld, words } from './differential.ts';

/** What a shell makes of the end by SIGKILL. */
const KILLED = 128 + 9;

/** One process per line, one after the other in the same world. `img` is qemu-img, `io` qemu-io. */
export function compareLines(
  title: string,
  lines: readonly string[],
  prepare: (world: TwinWorld) => void,
): void {
  describe(title, () => {
    let world: TwinWorld;
    beforeAll(() => {
      world = new TwinWorld();
      prepare(world);
    });
    afterAll(() => world.remove());
    test.each(lines)('%s', (line) => {
      const [tool = '', ...args] = words(line);
      const program = `qemu-${tool}`;
      const real = world.runReal(program, args);
      const ours = world.runOurs(program, args);
      if (JSON.stringify(ours.files) !== JSON.stringify(real.files)) world.copyReal();
      const isKilled = real.status === null && line.includes('sigraise 9');
      expect(ours).toEqual(isKilled ? { ...real, status: KILLED } : real);
    });
  });
}
