// What `--faults` may say, and where the rules are put.
import { describe, expect, test } from 'vitest';
import { RequestError } from '../cases/request-error.ts';
import { planImage, readFaults } from './fault-rules.ts';
import { faultLines, idleLines } from './fault-text.ts';
import { isRequestFault, parseRequestFault, RequestFaults } from './request-faults.ts';

const FILES: Readonly<Record<string, string>> = {
  'one.yaml': 'event: write_aio\nerrno: ENOSPC\nonce: on\n',
  'list.yml': '- { event: read_aio, iotype: read, sector: 5 }\n- { event: l2_load, state: 2 }\n',
  'step.yaml':
    'faults: { event: write_aio, immediately: on }\n' +
    'set-state: { event: l2_load, state: 1, new-state: 2 }\n',
  'bad.yaml': '- { event: write_aio, onec: on }\n',
};

const read = (...given: readonly string[]) => readFaults(given, (name) => FILES[name] ?? '');
const optionsOf = (...given: readonly string[]): unknown =>
  Object.fromEntries(read(...given).blkdebug);

describe('rules of blkdebug', () => {
  test('come from a file of blkdebug, which it reads itself', () => {
    expect(optionsOf('rules.conf')).toEqual({ config: 'rules.conf' });
    expect(() => read('a.conf', 'b.conf')).toThrow("not both 'a.conf' and 'b.conf'");
  });

  test('come from words, in their order', () => {
    const given = [
      'event=write_aio,errno=ENOSPC,once=on',
      'event=l2_load,new_state=2',
      'event=none',
    ];
    expect(optionsOf(...given)).toEqual({
      'inject-error.0.event': 'write_aio',
      'inject-error.0.errno': '28',
      'inject-error.0.once': 'on',
      'inject-error.1.event': 'none',
      'set-state.0.event': 'l2_load',
      'set-state.0.new_state': '2',
    });
    expect(optionsOf('event=none,errno=0')).toMatchObject({ 'inject-error.0.errno': '0' });
  });

  test('come from faults as a case has them', () => {
    const written = {
      'inject-error.0.event': 'write_aio',
      'inject-error.0.errno': '28',
      'inject-error.0.once': 'on',
    };
    expect(optionsOf('one.yaml')).toEqual(written);
    expect(optionsOf('{ event: write_aio, errno: ENOSPC, once: on }')).toEqual(written);
    expect(optionsOf('[{ event: write_aio, errno: 28, once: yes }]')).toEqual(written);
    expect(optionsOf('list.yml')).toEqual({
      'inject-error.0.event': 'read_aio',
      'inject-error.0.iotype': 'read',
      'inject-error.0.sector': '5',
      'inject-error.1.event': 'l2_load',
      'inject-error.1.state': '2',
    });
    expect(optionsOf('step.yaml')).toEqual({
      'inject-error.0.event': 'write_aio',
      'inject-error.0.immediately': 'on',
      'set-state.0.event': 'l2_load',
      'set-state.0.state': '1',
      'set-state.0.new_state': '2',
    });
  });

  test.each([
    ['bad.yaml', "bad.yaml:1:23: unknown key 'onec' in a fault (did you mean 'once'?)"],
    ['{ event: write_aio', '--faults:1:19: flow map must end with a }'],
    [
      'event=none,errno=ENOSPACE',
      "unknown errno 'ENOSPACE' in '--faults' (did you mean 'ENOSPC'?)",
    ],
  ])('are refused with a place: %s', (given, message) => {
    expect(() => read(given)).toThrow(RequestError);
    expect(() => read(given)).toThrow(message);
  });
});

describe('a rule for requests', () => {
  test.each([
    [
      'write 2 ENOSPC',
      { command: 'write', first: 2, last: 2, action: { kind: 'error', errno: 28 } },
    ],
    [
      '  read  3-5  5 ',
      { command: 'read', first: 3, last: 5, action: { kind: 'error', errno: 5 } },
    ],
    ['any 7- EIO', { command: 'any', first: 7, last: Infinity }],
    ['flush 1 disconnect', { command: 'flush', first: 1, action: { kind: 'disconnect' } }],
  ])('says which and how: %s', (text, expected) => {
    expect(isRequestFault(text)).toBe(true);
    expect(parseRequestFault(text)).toMatchObject(expected);
    expect(read(text).requests).toHaveLength(1);
  });

  test.each([
    'write 0 EIO',
    'write 5-3 EIO',
    'write EIO',
    'write 1 2 3',
    'write 1 EIOU',
    'read 1 0',
  ])('is refused: %s', (text) => expect(() => parseRequestFault(text)).toThrow(RequestError));

  test('is none where it is the name of a file', () => {
    expect(isRequestFault('write')).toBe(false);
    expect(isRequestFault('my rules.conf')).toBe(false);
  });

  test('is one where its command is misspelt', () => {
    expect(isRequestFault('wirte 2 EIO')).toBe(true);
    expect(() => parseRequestFault('wirte 2 EIO')).toThrow("(did you mean 'write'?)");
  });

  test('counts those of its kind; the first that is for a request fires', () => {
    const rules = ['write 2- EIO', 'any 3 ENOSPC', 'any 4-5 EPERM', 'trim 1 EIO'];
    const faults = new RequestFaults(rules.map(parseRequestFault));
    const met = ['read', 'write', 'write', 'flush', 'write'].map((name) => faults.meet(name)?.text);
    expect(met).toEqual([undefined, undefined, 'write 2- EIO', 'any 4-5 EPERM', 'write 2- EIO']);
    const summary = { rules: [], requests: faults.reports() };
    expect(faultLines(summary)).toEqual([
      'write 2- EIO: came 3, fired 2',
      'any 3 ENOSPC: came 5, fired 0',
      'any 4-5 EPERM: came 5, fired 1',
      'trim 1 EIO: came 0, fired 0',
    ]);
    expect(idleLines(summary)).toEqual([
      "the fault never fired: 'any 3 ENOSPC': 5 such requests came",
      "the fault never fired: 'trim 1 EIO': 0 such requests came",
    ]);
  });
});

describe('blkdebug stands between a format and its file', () => {
  const rules = read('event=none').blkdebug;
  const warnings: string[] = [];
  const plan = (name: string, isOptions = false, format?: string, blkdebug = rules) => {
    const { filename, options, ...rest } = planImage(
      { name, isOptions, format },
      blkdebug,
      (line) => warnings.push(line),
    );
    return { filename, options: Object.fromEntries(options), ...rest };
  };
  const BLKDEBUG = { 'file.driver': 'blkdebug', 'file.inject-error.0.event': 'none' };

  test('of a name', () => {
    expect(plan('a.qcow2', false, 'qcow2')).toEqual({
      filename: undefined,
      options: { ...BLKDEBUG, 'file.x-image': 'a.qcow2' },
      format: 'qcow2',
    });
  });

  test('of options and json: names', () => {
    const below = { 'file.image.driver': 'file', 'file.image.filename': 'a' };
    const options = { driver: 'qcow2', 'lazy-refcounts': 'on', ...BLKDEBUG, ...below };
    const text = 'driver=qcow2,lazy-refcounts=on,file.driver=file,file.filename=a';
    expect(plan(text, true)).toMatchObject({ filename: undefined, options });
    const json = {
      driver: 'qcow2',
      'lazy-refcounts': 'on',
      file: { driver: 'file', filename: 'a' },
    };
    expect(plan(`json:${JSON.stringify(json)}`)).toMatchObject({ filename: undefined, options });
  });

  test('and is not there without rules', () => {
    const none = new Map<string, string>();
    expect(plan('a.qcow2', false, undefined, none)).toMatchObject({
      filename: 'a.qcow2',
      options: {},
    });
    expect(plan('driver=raw,file.filename=a', true, undefined, none)).toMatchObject({
      filename: undefined,
      options: { driver: 'raw', 'file.filename': 'a' },
    });
  });

  test('or there is no such place', () => {
    expect(() => plan('driver=nbd,path=s', true)).toThrow("needs 'file.driver' or 'file.filename'");
    expect(() => plan('driver=raw', true, 'raw')).toThrow('are mutually exclusive');
    expect(warnings).toEqual([]);
    plan('driver=qcow2,file.filename=a,lazy-refcounts', true);
    expect(warnings[0]).toBe("warning: short-form boolean option 'lazy-refcounts' deprecated");
  });
});
