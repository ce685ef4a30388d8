// Where two engines put the same data.
import { expect, test } from 'vitest';
import { NativeEngine } from '../engines/native.ts';
import { judgePlacement } from './placement.ts';

const IMAGE = 'TEST_DIR/t.qcow2';

/** The files of a world in which these commands were run on a new image. */
function filesAfter(...commands: readonly string[]) {
  const world = new NativeEngine({ keepsTrace: false });
  world.run('img', ['create', '-q', '-f', 'qcow2', IMAGE, '1M']);
  world.run('io', ['-f', 'qcow2', ...commands.flatMap((one) => ['-c', one]), IMAGE]);
  return world.memoryFiles();
}

test('the same places are not told, whatever lies there', () => {
  const [files, ours] = [filesAfter('write -P 1 0 128k'), filesAfter('write -P 2 0 128k')];
  expect(judgePlacement({ files, ours, discards: [] })).toEqual([]);
});

test('other host offsets and other lengths are told, each with ours', () => {
  const ours = filesAfter('write 0 64k', 'write 64k 64k');
  const files = filesAfter('write 64k 64k', 'write 0 64k');
  expect(judgePlacement({ files, ours, discards: [] })).toEqual([
    expect.stringMatching(
      /^TEST_DIR\/t\.qcow2: lies at \[?\{ "start": 0, .*"offset": 393216.*, by our engine .*327680/,
    ),
  ]);
  const longer = filesAfter('write 0 192k');
  expect(judgePlacement({ files: longer, ours, discards: [] })).toEqual([
    'TEST_DIR/t.qcow2: has 524288 bytes, by our engine 458752',
    expect.stringContaining('lies at'),
  ]);
});
