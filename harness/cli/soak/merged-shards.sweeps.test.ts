// What shards find is what one soak finds.
import { expect, test } from 'vitest';
import { SoakFile } from './file.ts';
import { printedOn, soakFolder } from './files.test-support.ts';
import { merge } from './merge.ts';
import type { SoakHeader } from './record.ts';
import { SMALL, soaked } from './soaked.test-support.ts';

test('eight shards merged are one run, byte for byte', async () => {
  const folder = soakFolder();
  const listener = { result: () => {}, note: () => {} };
  const write = async (name: string, header: SoakHeader): Promise<string> => {
    const file = new SoakFile(folder.at(name), header, listener);
    for (const result of await soaked(header, 8)) file.add(result);
    file.close();
    return folder.at(name);
  };
  await write('whole', SMALL);
  const files: string[] = [];
  for (let shard = 1; shard <= 8; shard += 1) {
    files.push(await write(`shard ${shard}`, { ...SMALL, shard, shards: 8 }));
  }
  const text = printedOn('stdout', () => merge(files, folder.at('merged')));
  expect(folder.get('merged')).toBe(folder.get('whole'));
  expect(text).toMatch(/^seed 55: 8 cases, [1-9]\d* crash states, [1-9]\d* fault points, [1-9]/m);
});
