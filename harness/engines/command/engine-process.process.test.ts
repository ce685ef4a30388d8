// Programs on the other side of the protocol, well-behaved and not: Node stands for any.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EngineStopped } from '../engine.ts';
import { EngineBroken, EngineProcess } from './engine-process.ts';

let folder: string;
let engine: EngineProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'blkdrill-test-'));
});
afterEach(() => {
  engine?.close();
  engine = undefined;
  rmSync(folder, { recursive: true });
});

const GREETING = 'blkdrill-engine 1 name=fake version=7 serves=open,read,write,flush,close';

/** Node with that program, which may `say` a line, and is handed each request as `line`. */
function start(body: string, { greeting = GREETING, seconds = 20 } = {}): EngineProcess {
  const program = `
    const say = (text) => process.stdout.write(text + '\\n');
    ${greeting === '' ? '' : `say(${JSON.stringify(greeting)});`}
    require('readline').createInterface({ input: process.stdin }).on('line', (line) => { ${body} });
  `;
  const deadline = Date.now() + seconds * 1000;
  const argv = [process.execPath, '-e', program] as const;
  engine = new EngineProcess({ argv, folder, scratch: folder, env: process.env, deadline });
  return engine;
}

test('one line is asked, and one is answered, however long both are', () => {
  const one = start("say('ok ' + line.length + ' ' + 'x'.repeat(line.length))");
  expect(one.greeting).toMatchObject({ name: 'fake', version: '7' });
  expect(one.request('open', 'a', 'ro')).toEqual({ kind: 'ok', value: '9 xxxxxxxxx' });
  const long = 'y'.repeat(3_000_000);
  const answer = one.request(long);
  expect(answer).toEqual({ kind: 'ok', value: `3000000 ${'x'.repeat(3_000_000)}` });
});

test('what it says in windows is understood', () => {
  expect(start("process.stdout.write('ok 1\\r\\n')").request('a')).toMatchObject({ value: '1' });
});

describe('it breaks, and the message says how', () => {
  test.each([
    ['process.exit(3)', "the engine broke at 'read 0 512': it has ended"],
    ["say('yes')", "at 'read 0 512': it answered 'yes', not 'ok', 'err' or 'no'"],
    ["console.error('assertion failed'); process.abort()", 'error ends:\nassertion failed'],
  ])('%s', (body, message) => {
    const one = start(body);
    expect(() => one.request('read', 0, 512)).toThrow(EngineBroken);
    expect(() => start(body).request('read', 0, 512)).toThrow(message);
    expect(() => one.request('read', 0, 512)).toThrow('it has ended');
  });

  test('where it says more than it was asked', () => {
    const one = start("say('ok'); say('ok')");
    const twice = (): void => {
      one.request('flush');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
      one.request('flush');
    };
    expect(twice).toThrow("broke at 'flush': it said more than one line");
  });

  test('where it does not greet', () => {
    expect(() => start('', { greeting: 'hello' })).toThrow("its first line is 'hello'");
    const argv = [join(folder, 'nowhere')] as const;
    const nobody = { argv, folder, scratch: folder, env: {}, deadline: Date.now() + 20_000 };
    expect(() => new EngineProcess(nobody)).toThrow('broke at its start: it has ended');
  });
});

test('what gives no answer is ended in time', () => {
  const begun = Date.now();
  const one = start('', { seconds: 1.5 });
  expect(() => one.request('flush')).toThrow(EngineStopped);
  expect(Date.now() - begun).toBeLessThan(15_000);
});

test('it dies when it is told to, and also where it does not know how', () => {
  const wrote = "if (line === 'die') process.exit(0); else say('ok')";
  const one = start(wrote, { greeting: `${GREETING},die` });
  expect(one.request('flush')).toMatchObject({ kind: 'ok' });
  one.die();
  expect(() => one.request('flush')).toThrow('it has ended');
  const other = start("say('ok')");
  other.die();
  expect(() => other.request('flush')).toThrow('it has ended');
  // Its pipes have no names.
  expect(readdirSync(folder)).toEqual(['engine-errors']);
});
