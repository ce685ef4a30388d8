// Writes of nothing but zeroes become zero writes where a node is told to look for them.
import { describe, expect, test } from 'vitest';
import { FormatError } from '../base/errors.ts';
import { type DetectZeroes, NO_FLAGS, READ_WRITE } from './node.ts';
import { takeMode } from './node-options.ts';
import { RecordingNode, runAlone } from '../testing/recording-node.ts';
import { write, writeZeroes } from './request.ts';

const nodeThat = (detectZeroes: DetectZeroes, requestAlignment = 1): RecordingNode =>
  new RecordingNode(4096, { requestAlignment }, { ...READ_WRITE, detectZeroes });
const zeroes = new Uint8Array(512);
const nearly = new Uint8Array(512).fill(1, 511);

describe('a write', () => {
  test('of zeroes is a zero write, with the event of one', () => {
    const node = nodeThat('on');
    runAlone(write(node, 0, zeroes));
    expect(node.takeLog()).toEqual(['pwritev_zero', 'zero 0 512', 'pwritev_done']);
    expect(node.bytes.subarray(0, 512)).toEqual(zeroes);
  });

  test('of something else stays one, and so does every write where nobody looks', () => {
    const node = nodeThat('on');
    runAlone(write(node, 0, nearly));
    expect(node.takeLog()).toEqual(['pwritev', 'write 0 512', 'pwritev_done']);
    const blind = nodeThat('off');
    runAlone(write(blind, 0, zeroes));
    expect(blind.takeLog()).toEqual(['pwritev', 'write 0 512', 'pwritev_done']);
  });

  test('may free the space only where that was asked for', () => {
    const node = nodeThat('unmap');
    runAlone(write(node, 0, zeroes));
    expect(node.takeLog()).toEqual(['pwritev_zero', 'zero 0 512 unmap', 'pwritev_done']);
  });

  test('of zeroes is not compressed, and falls back to data like any zero write', () => {
    const node = nodeThat('on');
    node.smallestZeroes = Infinity;
    runAlone(write(node, 0, zeroes, { ...NO_FLAGS, compressed: true }));
    expect(node.takeLog()).toEqual(['pwritev_zero', 'write 0 512', 'pwritev_done']);
  });

  test('is looked at together with the edges that make it whole', () => {
    const node = nodeThat('on', 512);
    runAlone(write(node, 10, zeroes.subarray(0, 100)));
    expect(node.takeLog()).toContain('write 0 512');
    node.bytes.fill(0);
    runAlone(writeZeroes(node, 10, 100));
    expect(node.takeLog()).toContain('zero 0 512');
  });
});

test('zeroes may be unmapped only where discards reach the driver', () => {
  const asked = (text: string) => () =>
    takeMode(new Map([['detect-zeroes', text]]), { ...READ_WRITE, mayUnmap: false });
  expect(asked('on')().detectZeroes).toBe('on');
  expect(asked('unmap')).toThrow(FormatError);
  expect(asked('no')).toThrow('invalid parameter value: no');
});
