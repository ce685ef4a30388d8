// Lines one behind the other are written together, and nothing is late that somebody waits for.
import { expect, test } from 'vitest';
import { PacedWriter } from './paced-writer.ts';

interface Written {
  readonly writer: PacedWriter;
  readonly calls: string[];
  /** Lets milliseconds pass. */
  readonly pass: (time: number) => void;
}

function paced(): Written {
  const calls: string[] = [];
  let now = 0;
  const writer = new PacedWriter(
    (fd, bytes) => void calls.push(`${fd} ${new TextDecoder().decode(bytes)}`),
    () => now,
  );
  return { writer, calls, pass: (time) => void (now += time) };
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test('a line after a while is written at once', () => {
  const { writer, calls, pass } = paced();
  writer.err(bytes('a'));
  pass(30);
  writer.err(bytes('b'));
  expect(calls).toEqual(['2 a', '2 b']);
});

test('lines at the same time are written together, in order with standard output', () => {
  const { writer, calls, pass } = paced();
  for (const text of ['a', 'b', 'c']) writer.err(bytes(text));
  expect(calls).toEqual(['2 a']);
  writer.out(bytes('out'));
  expect(calls).toEqual(['2 a', '2 bc', '1 out']);
  writer.err(bytes('d'));
  pass(30);
  writer.err(bytes('e'));
  writer.flush();
  expect(calls.slice(3)).toEqual(['2 de']);
});

test('much is not held back', () => {
  const { writer, calls } = paced();
  writer.err(bytes('a'));
  writer.err(new Uint8Array(70_000));
  expect(calls).toHaveLength(2);
});
