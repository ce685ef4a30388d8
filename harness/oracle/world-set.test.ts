// Equal files are one state however they came about.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MemoryStorage } from '../../engine/index.ts';
import { WorldSet } from './world-set.ts';

const change = fc.record({
  file: fc.constantFrom('a', 'b'),
  kind: fc.constantFrom('write', 'zero', 'truncate'),
  at: fc.constantFrom(0, 10, 65536, 131000),
  value: fc.constantFrom(0, 1, 2),
});

const contentOf = (files: MemoryStorage): string =>
  files
    .names()
    .map((name) => `${name} ${Buffer.from(files.readBytes(name)).toString('base64')}`)
    .join('\n');

test('states are the same where all bytes are', () => {
  const changes = fc.array(change, { maxLength: 4 });
  fc.assert(
    fc.property(changes, fc.array(changes, { minLength: 2, maxLength: 6 }), (before, runs) => {
      const files = new MemoryStorage();
      const apply = (all: typeof before): void => {
        for (const { file, kind, at, value } of all) {
          if (!files.exists(file)) files.create(file);
          const bytes = files.bytesOf(file);
          if (kind === 'truncate') bytes.truncate(at);
          else if (kind === 'zero') bytes.zero(at, 100);
          else bytes.write(at, new Uint8Array(100).fill(value));
        }
      };
      apply(before);
      const start = files.snapshot();
      const begun = contentOf(files);
      const set = new WorldSet<string>(start);
      const contents = new Set<string>();
      for (const run of runs) {
        files.restore(start);
        apply(run);
        const content = contentOf(files);
        contents.add(content);
        const found = set.get(files, (isUnchanged) => {
          expect(isUnchanged).toBe(content === begun);
          return content;
        });
        expect(found).toBe(content);
      }
      expect(set.size).toBe(contents.size);
    }),
  );
});
