// Names, options and messages here were all given to qemu-io and qemu-img 7.2.22 first.
import { expect, test } from 'vitest';
import { FormatError } from '../base/errors.ts';
import { Blkdebug } from '../filters/blkdebug/layer.ts';
import { blkdebugDriver } from '../filters/blkdebug/driver.ts';
import { TraceNode } from '../filters/trace.ts';
import { rawDriver } from '../formats/raw/raw.ts';
import { fileDriver } from '../storage/file-driver.ts';
import { MemoryStorage } from '../storage/memory.ts';
import { nullDriver } from '../storage/null.ts';
import { QuotaNode } from '../filters/quota.ts';
import { Scheduler } from '../task/scheduler.ts';
import type { Task } from '../task/task.ts';
import { describeStack, filenameOf, fullBackingName } from './filename.ts';
import { closeGraph } from './close-graph.ts';
import { openGraph } from './graph.ts';
import { BlockNode, READ_ONLY, READ_WRITE } from './node.ts';
import type { Driver, DriverRequest, OpenContext, OpenRequest } from './open.ts';
import { parseKeyValueOptions } from './options.ts';
import { read, write } from './request.ts';

/** Stands in for the format: it knows its magic and nothing else. */
class StubFormat extends BlockNode {
  readonly driver = 'qcow2';
  closed = false;
  readonly below: BlockNode;
  constructor(request: DriverRequest, below: BlockNode) {
    super(request.filename, request.mode);
    this.below = below;
    this.children = [{ role: 'file', node: below, isWritable: !request.mode.readOnly }];
  }
  length(): number {
    return 1024 * 1024;
  }
  *doRead(offset: number, target: Uint8Array): Task<void> {
    yield* read(this.below, offset, target);
  }
  *doWrite(offset: number, source: Uint8Array): Task<void> {
    yield* write(this.below, offset, source);
  }
  override *doClose(): Task<void> {
    this.closed = true;
  }
}

const stubDriver: Driver = {
  name: 'qcow2',
  probe: (bytes) => (bytes[0] === 0x51 && bytes[1] === 0x46 ? 100 : 0),
  *open(request): Task<BlockNode> {
    const file = yield* request.openChild('file');
    const magic = new Uint8Array(2);
    yield* read(file, 0, magic);
    if (magic[0] !== 0x51) throw new FormatError('Image is not in qcow2 format');
    request.options.delete('lazy-refcounts');
    return new StubFormat(request, file);
  },
};

function world() {
  const storage = new MemoryStorage();
  storage.writeText('q.qcow2', 'QF');
  storage.truncate('q.qcow2', 197120);
  storage.writeText('r.raw', '');
  storage.truncate('r.raw', 1024 * 1024);
  storage.writeText('c0.conf', '');
  const lines: string[] = [];
  const drivers = [fileDriver, nullDriver, blkdebugDriver, rawDriver, stubDriver];
  const context: OpenContext = {
    storage,
    drivers: new Map(drivers.map((driver) => [driver.name, driver])),
    report: (line) => lines.push(line),
    reportBare: (line) => lines.push(line),
    now: () => 0,
  };
  const run = <T>(task: Task<T>): T => new Scheduler().run(task);
  const open = (request: Partial<OpenRequest>, extra: Partial<OpenContext> = {}): BlockNode =>
    run(openGraph({ ...context, ...extra }, { mode: READ_WRITE, ...request }));
  return { storage, context, lines, run, open };
}

/** A name as the tools take it: options after `--image-opts `, a format after `-f`, `-r`. */
function requestOf(line: string): Partial<OpenRequest> {
  if (line.startsWith('--image-opts ')) return { options: parseKeyValueOptions(line.slice(13)) };
  if (line.startsWith('-r ')) return { ...requestOf(line.slice(3)), mode: READ_ONLY };
  const format = /^-f (\S+) (.*)$/s.exec(line);
  return format ? { format: format[1], filename: format[2] } : { filename: line };
}

function refusal(line: string): string {
  try {
    return `opened ${filenameOf(world().open(requestOf(line)))}`;
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return error.message;
  }
}

const FILE_NEEDED = 'Must specify either driver or file';
const OVER_BLKDEBUG = '--image-opts driver=qcow2,file.driver=blkdebug,file.image.filename=q.qcow2';

test.each([
  ['nosuch', "Could not open 'nosuch': No such file or directory"],
  ['', "The 'file' block driver requires a file name"],
  ['blkdebug:x', 'blkdebug requires both config file and image path'],
  ['blkdebug:nosuch:r.raw', 'Could not read blkdebug config file: No such file or directory'],
  ['blkdebug::nosuch', "Could not open 'nosuch': No such file or directory"],
  ['foo:bar', "Unknown protocol 'foo'"],
  ['./foo:bar', "Could not open './foo:bar': No such file or directory"],
  ['json:', 'Could not parse the JSON options: Expecting a JSON value'],
  ['json:{', 'Could not parse the JSON options: JSON parse error, premature EOI'],
  ['json:[1]', 'Invalid JSON object given'],
  ['json:"x"', 'Invalid JSON object given'],
  ['json:{}', FILE_NEEDED],
  [
    'json:{"driver":"raw" x',
    'Could not parse the JSON options: JSON parse error, expected separator in dict',
  ],
  [
    'json:{"driver":"raw","file":{"filename":"q.qcow2"},}',
    'Could not parse the JSON options: JSON parse error, expecting value',
  ],
  ['json:{} x', 'Could not parse the JSON options: Expecting at most one JSON value'],
  ['json:{"driver":"qcow2"}', 'A block device must be specified for "file"'],
  ['json:{"driver":"nope"}', "Unknown driver 'nope'"],
  ['json:{"driver":1}', FILE_NEEDED],
  ['json:{"driver":"raw","file":{"filename":5}}', FILE_NEEDED],
  ['json:{"driver":"raw","file":{}}', 'A block device must be specified for "file"'],
  ['json:{"driver":"raw","file":null}', 'A block device must be specified for "file"'],
  [
    'json:{"driver":"file","filename":"r.raw","foo":1}',
    "Block protocol 'file' doesn't support the option 'foo'",
  ],
  [
    'json:{"driver":"qcow2","file.filename":"q.qcow2","foo":1}',
    "Block format 'qcow2' does not support the option 'foo'",
  ],
  [
    'json:{"driver":"qcow2","file":{"filename":"q.qcow2","foo":1}}',
    "Block protocol 'file' doesn't support the option 'foo'",
  ],
  [
    'json:{"driver":"qcow2","file":{"driver":"blkdebug","image":"q.qcow2"}}',
    "Cannot find device='q.qcow2' nor node-name='q.qcow2'",
  ],
  ['json:{"driver":"raw","file":{"filename":"r.raw","read-only":true}}', 'Block node is read-only'],
  ['--image-opts driver=qcow2,file.filename=q.qcow2,read-only=on', 'Block node is read-only'],
  ['-f nope r.raw', "Unknown driver 'nope'"],
  ['-f qcow2 r.raw', 'Image is not in qcow2 format'],
  ['-f qcow2 json:{"driver":"raw","file":{"filename":"r.raw"}}', 'Image is not in qcow2 format'],
  ['--image-opts filename=q.qcow2', FILE_NEEDED],
  ['--image-opts driver=raw,filename=q.qcow2', 'A block device must be specified for "file"'],
  ['--image-opts driver=raw,file.driver=file', "The 'file' block driver requires a file name"],
  ['--image-opts driver=file,filename=', "The 'file' block driver requires a file name"],
  [
    '--image-opts driver=qcow2,file=q.qcow2',
    "Cannot find device='q.qcow2' nor node-name='q.qcow2'",
  ],
  ['--image-opts driver=qcow2,file.foo=1', FILE_NEEDED],
  ['--image-opts driver=blkdebug,image.foo=q.qcow2', FILE_NEEDED],
  ['--image-opts driver=raw,,x=3', "Unknown driver 'raw,x=3'"],
  [
    '--image-opts driver=qcow2,file.driver=blkdebug',
    'A block device must be specified for "image"',
  ],
  [`${OVER_BLKDEBUG},file.foo=1`, "Block protocol 'blkdebug' doesn't support the option 'foo'"],
  [`${OVER_BLKDEBUG},file.image.foo=1`, "Block protocol 'file' doesn't support the option 'foo'"],
  [
    '--image-opts driver=raw,file.filename=blkdebug::r.raw',
    "Could not open 'blkdebug::r.raw': No such file or directory",
  ],
  ['--image-opts driver=raw,file.filename=r.raw,discard=foo', 'Invalid discard option'],
  ['--image-opts driver=raw,file.filename=r.raw,file.discard=foo', 'Invalid discard option'],
  ['--image-opts driver=raw,file.filename=r.raw,node-name=1', "Invalid node-name: '1'"],
  [
    '--image-opts driver=raw,file.filename=r.raw,read-only=foo',
    "Parameter 'read-only' expects 'on' or 'off'",
  ],
  ['--image-opts driver=raw,file.filename=r.raw,detect-zeroes=foo', 'invalid parameter value: foo'],
  [
    '--image-opts driver=raw,file.filename=r.raw,backing.filename=x',
    "Driver doesn't support backing files",
  ],
  [
    '--image-opts driver=raw,file.filename=q.qcow2,size=1M',
    'The sum of offset (0) and size (1048576) has to be smaller or equal to the  ' +
      'actual size of the containing file (197120)',
  ],
  ['--image-opts driver=raw,file.filename=r.raw,size=100', 'Specified size is not multiple of 512'],
  [
    '--image-opts driver=raw,file.filename=q.qcow2,offset=1M',
    'Offset (1048576) cannot be greater than size of the containing file (197120)',
  ],
  [
    '--image-opts driver=null-co,foo=2',
    "Block protocol 'null-co' doesn't support the option 'foo'",
  ],
  ['--image-opts driver=null-co,latency-ns=-3', 'latency-ns is invalid'],
  [
    '--image-opts driver=null-co,filename=x',
    "Block protocol 'null-co' doesn't support the option 'filename'",
  ],
])('%s is refused: %s', (line, message) => {
  expect(refusal(line)).toBe(message);
});

const refusedRule = (option: string): string => refusal(`${OVER_BLKDEBUG},${option}`);

test.each([
  ['file.align=3', 'Cannot meet constraints with align 3'],
  ['file.align=2147483648', 'Cannot meet constraints with align 2147483648'],
  ['file.align=x', "Parameter 'align' expects a non-negative number below 2^64"],
  ['file.align=-1', "Parameter 'align' expects a non-negative number below 2^64"],
  ['file.align=512,file.max-transfer=100', 'Cannot meet constraints with max-transfer 100'],
  ['file.align=512,file.opt-write-zero=100', 'Cannot meet constraints with opt-write-zero 100'],
  [
    'file.opt-write-zero=4096,file.max-write-zero=512',
    'Cannot meet constraints with max-write-zero 512',
  ],
  ['file.align=512,file.opt-discard=7', 'Cannot meet constraints with opt-discard 7'],
  ['file.opt-discard=4096,file.max-discard=512', 'Cannot meet constraints with max-discard 512'],
  ['file.max-discard=4G', 'Cannot meet constraints with max-discard 4294967296'],
  ['file.take-child-perms.0=foo', "Parameter 'null' does not accept value 'foo'"],
  [
    'file.take-child-perms=write',
    "Block protocol 'blkdebug' doesn't support the option 'take-child-perms'",
  ],
  ['file.inject-error.0.event=foo', 'invalid parameter value: foo'],
  ['file.inject-error.0.errno=3', 'Missing event name for rule'],
  [
    'file.inject-error.0.event=none,file.inject-error.0.errno=5k',
    "Parameter 'errno' expects a number",
  ],
  [
    'file.inject-error.0.event=none,file.inject-error.0.foo=yes',
    "[inject-error] section doesn't support the option 'foo'",
  ],
  ['file.inject-error.foo=3', "Unused option 'foo' for [inject-error]"],
  ['file.inject-error=3', "Block protocol 'blkdebug' doesn't support the option 'inject-error'"],
  ['file.inject-error.1.event=none', "Unused option '1.event' for [inject-error]"],
  [
    'file.set-state.0.event=none,file.set-state.0.newstate=3',
    "[set-state] section doesn't support the option 'newstate'",
  ],
  ['file.inject-error.0.event=none,file.inject-error.0.iotype=foo', 'invalid parameter value: foo'],
  ['file.config=nosuch', 'Could not read blkdebug config file: No such file or directory'],
])('blkdebug refuses %s: %s', (options, message) => {
  expect(refusedRule(options)).toBe(message);
});

const IN_JSON = '{"driver": "file", "filename": "q.qcow2"}';
test.each([
  ['q.qcow2', 'q.qcow2'],
  ['./q.qcow2', './q.qcow2'],
  ['file:q.qcow2', 'q.qcow2'],
  ['-f file r.raw', 'r.raw'],
  ['-f blkdebug r.raw', 'blkdebug::r.raw'],
  ['-f blkdebug blkdebug::r.raw', 'blkdebug::r.raw'],
  ['-f raw null-co://', 'null-co://'],
  ['blkdebug::blkdebug::q.qcow2', 'blkdebug::blkdebug::q.qcow2'],
  ['blkdebug::json:{"driver":"file","filename":"q.qcow2"}', 'blkdebug::q.qcow2'],
  ["json:{'driver':'raw','file':{'filename':'q.qcow2'}}", 'q.qcow2'],
  ['json:{"file":{"filename":"q.qcow2"}}', 'q.qcow2'],
  ['-r json:{"driver":"raw","file":{"filename":"r.raw","read-only":true}}', 'r.raw'],
  ['--image-opts driver=blkdebug,image.filename=q.qcow2', 'blkdebug::q.qcow2'],
  ['blkdebug:c0.conf:q.qcow2', 'blkdebug:c0.conf:q.qcow2'],
  [OVER_BLKDEBUG, 'blkdebug::q.qcow2'],
  [`${OVER_BLKDEBUG},file.image.aio=threads`, 'blkdebug::q.qcow2'],
  [`${OVER_BLKDEBUG},file.config=c0.conf`, 'blkdebug:c0.conf:q.qcow2'],
  ['-r --image-opts driver=qcow2,file.filename=q.qcow2,lazy-refcounts=on', 'q.qcow2'],
  [
    '--image-opts driver=raw,file.filename=q.qcow2,size=1024',
    `json:{"driver": "raw", "size": "1024", "file": ${IN_JSON}}`,
  ],
  [
    '--image-opts driver=raw,file.driver=null-co,file.size=1M',
    'json:{"driver": "raw", "file": {"driver": "null-co", "size": "1M"}}',
  ],
  [
    `${OVER_BLKDEBUG},file.align=4096,file.inject-error.0.event=l2_load,` +
      'file.inject-error.0.once=on',
    `json:{"driver": "qcow2", "file": {"inject-error.0.once": "on", "image": ${IN_JSON}, ` +
      '"driver": "blkdebug", "inject-error.0.event": "l2_load", "align": "4096"}}',
  ],
  [
    'json:{"driver":"qcow2","file":{"driver":"blkdebug","image":{"filename":"q.qcow2"},' +
      '"inject-error":[{"event":"l2_load","errno":5,"once":true}]}}',
    `json:{"driver": "qcow2", "file": {"inject-error.0.once": true, "image": ${IN_JSON}, ` +
      '"driver": "blkdebug", "inject-error.0.errno": 5, "inject-error.0.event": "l2_load"}}',
  ],
  [
    `${OVER_BLKDEBUG},node-name=foo,discard=on,file.node-name=b,file.align=512`,
    `json:{"driver": "qcow2", "file": {"image": ${IN_JSON}, "driver": "blkdebug", "align": "512"}}`,
  ],
])('%s is reported as %s', (line, name) => {
  expect(refusal(line)).toBe(`opened ${name}`);
});

test('a guessed raw image warns, and its first sector cannot become another format', () => {
  const { open, lines, run } = world();
  const node = open({ filename: 'r.raw' });
  expect(node.driver).toBe('raw');
  expect(lines[0]).toBe(
    "WARNING: Image format was not specified for 'r.raw' and probing guessed raw.",
  );
  expect(lines).toHaveLength(3);
  run(write(node, 512, new TextEncoder().encode('QF')));
  expect(() => run(write(node, 0, new TextEncoder().encode('QF')))).toThrow(
    'Operation not permitted',
  );
  run(write(node, 0, new TextEncoder().encode('hello')));
});

test('children inherit cache.no-flush and read-only, and always discard', () => {
  const { open } = world();
  const options = parseKeyValueOptions('driver=qcow2,file.filename=q.qcow2,discard=off');
  options.set('cache.no-flush', true);
  const node = open({ options, mode: READ_ONLY });
  expect(node.mode).toMatchObject({ readOnly: true, mayUnmap: false, noFlush: true });
  expect(node.primary?.mode).toMatchObject({ readOnly: true, mayUnmap: true, noFlush: true });
});

test('the event none is fired once, before the format reads its header', () => {
  const { open, storage } = world();
  storage.writeText('once.conf', '[inject-error]\nevent = "none"\nonce = "on"\n');
  const opened: BlockNode[] = [];
  const onOpen = (node: BlockNode): void => void opened.push(node);
  const withFault = 'blkdebug:once.conf:q.qcow2';
  expect(() => open({ filename: withFault, format: 'qcow2' }, { onOpen })).toThrow(
    'Input/output error',
  );
  expect(() => open({ filename: withFault })).toThrow(
    'Could not read image for determining its format: Input/output error',
  );
  const layer = opened.find((node) => node instanceof Blkdebug);
  expect(layer?.ruleReports()).toEqual([
    { where: 'once.conf:1', action: 'inject-error', event: 'none', armed: 1, fired: 1 },
  ]);
});

test('wrappers stand around the base and the file of a format, and change no name', () => {
  const { open, run, context } = world();
  const lines: string[] = [];
  const node = open(
    { filename: 'blkdebug:c0.conf:q.qcow2' },
    {
      wrapBase: (base) => new QuotaNode(base, 300000),
      wrapFormatFile: (file) => new TraceNode(file, lines),
    },
  );
  expect(filenameOf(node)).toBe('blkdebug:c0.conf:q.qcow2');
  expect(describeStack(node).split('\n')).toEqual([
    'qcow2 (blkdebug:c0.conf:q.qcow2)',
    '  file: trace over blkdebug (blkdebug:c0.conf:q.qcow2)',
    '    image: quota over file (q.qcow2)',
  ]);
  lines.length = 0;
  run(write(node, 299999, new Uint8Array(1)));
  expect(() => run(write(node, 300000, new Uint8Array(1)))).toThrow('No space left on device');
  expect(lines).toEqual([
    'event pwritev',
    'write 299999 1',
    'event pwritev_done',
    'event pwritev',
    'write 300000 1: No space left on device',
    'event pwritev_done',
  ]);
  run(closeGraph(context, node));
  expect((node as StubFormat).closed).toBe(true);
});

test('names of backing files start where the bottom file lies', () => {
  const { open, storage } = world();
  storage.writeText('dir/i.qcow2', 'QF');
  storage.writeText('dir/c', '');
  const node = open({ filename: 'blkdebug:dir/c:dir/i.qcow2' });
  expect(fullBackingName(node, 'base')).toBe('dir/base');
  expect(fullBackingName(node, '/base')).toBe('/base');
  expect(fullBackingName(node, 'null-co://')).toBe('null-co://');
  expect(fullBackingName(open({ filename: 'q.qcow2' }), 'base')).toBe('base');
});

test('double commas stand for one, and keys without value for on and off', () => {
  const seen: string[] = [];
  const options = parseKeyValueOptions('a=b,,c,on1,noflag', (key, long) => {
    seen.push(`${key} ${long}`);
  });
  expect([...options]).toEqual([
    ['a', 'b,c'],
    ['on1', 'on'],
    ['flag', 'off'],
  ]);
  expect(seen).toEqual(['on1 on1=on', 'noflag flag=off']);
});
