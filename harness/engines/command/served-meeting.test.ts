// Requests in flight that meet: another engine is not asked for an order of them.
import { describe, expect, it } from 'vitest';
import { pathOf } from '../engine.ts';
import { planLine } from './served.ts';
import { parseGreeting } from './wire.ts';

const ALL = parseGreeting(
  'blkdrill-engine 1 name=x version=1 serves=open,read,write,flush,close,zero,discard,resize',
);

const planOf = (...commands: readonly string[]): ReturnType<typeof planLine> => {
  const words = commands.flatMap((command) => ['-c', command]);
  return planLine(['-f', 'qcow2', ...words, pathOf('t.qcow2')], ALL);
};

const MEETING = { lacks: 'requests in flight that meet' };
const SERVED = { line: { discards: [] } };

describe('requests in flight', () => {
  it.each([
    ['two writes', ['aio_write -P 1 0 4k', 'aio_write -z 0 64k', 'aio_flush']],
    ['a write and a read', ['aio_write 0 4k', 'read -P 0 0 512']],
    ['a read, and a discard', ['aio_read 1k 512', 'd 0 64k']],
    ['buffers of a vector', ['aio_write 0 512 512 512', 'aio_read 1k 512']],
  ])('which meet have no order to be held to: %s', (_, commands) => {
    expect(planOf(...commands)).toEqual(MEETING);
  });

  it.each([
    ['side by side', ['aio_write 0 4k', 'aio_write -P 2 4k 4k', 'aio_flush']],
    ['one after the other', ['aio_write 0 4k', 'aio_flush', 'aio_write -P 2 0 4k']],
    ['that only read', ['aio_read 0 4k', 'read -P 0 0 4k']],
    ['none', ['write 0 4k', 'write -P 2 0 4k', 'flush']],
  ])('are served: %s', (_, commands) => {
    expect(planOf(...commands)).toEqual(SERVED);
  });
});

describe('discards', () => {
  it('are named by their bytes', () => {
    expect(planOf('discard -q 64k 4k', 'd 0 512', 'write -P 1 1M 4k')).toEqual({
      line: {
        discards: [
          [65536, 69632],
          [0, 512],
        ],
      },
    });
  });
});
