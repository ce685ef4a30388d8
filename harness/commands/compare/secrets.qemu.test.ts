// `--object secret` against the real tools: what is taken and what is refused, and in which words.
import { createCipheriv } from 'node:crypto';
import { compareLines } from '../../testing/compare-lines.ts';
import type { TwinWorld } from '../../testing/differential.ts';

const KEY = Buffer.alloc(32, 7);
const IV = Buffer.alloc(16, 9);

function wrapped(plain: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-cbc', KEY, IV);
  return Buffer.concat([cipher.update(plain), cipher.final()]);
}

const MASTER = `--object secret,id=m,format=base64,data=${KEY.toString('base64')}`;
const AROUND = `keyid=m,iv=${IV.toString('base64')}`;
const TEXT = wrapped(Buffer.from('abc')).toString('base64');

/** Makes an image with the secret, so that its contents are in the bytes that are written. */
const used = (object: string, before = ''): string =>
  `img create -q ${before} --object '${object}' -f qcow2 -o encrypt.format=aes,` +
  'encrypt.key-secret=s e 1M';

function files(world: TwinWorld): void {
  const write = (name: string, bytes: readonly number[] | string): void =>
    world.write(name, typeof bytes === 'string' ? Buffer.from(bytes) : Uint8Array.from(bytes));
  write('text', 'abc\n');
  write('base64', 'YWJj\nYWJj\n');
  write('nul', 'ab\0c');
  write('nul64', 'YWJj\0');
  write('wild', [0xff, 0xfe]);
  write('surrogate', [0xed, 0xa0, 0x80]);
  write('beyond', [0xf4, 0x90, 0x80, 0x80]);
  write('last', [0xef, 0xbf, 0xbf]);
  write('marked', [0xef, 0xbb, 0xbf, 0x61]);
  world.write('wrapped', wrapped(Buffer.from('abc')));
  world.prepare('qemu-img', 'create', '-q', '-f', 'raw', 'r', '1M');
}

const OBJECTS = [
  'data=abc',
  'data=',
  'file=text',
  'file=base64,format=base64',
  'file=nul',
  'file=wild',
  'file=surrogate',
  'file=beyond',
  'file=last',
  'file=marked',
  'file=missing',
  'file=',
  'data=abc,file=text',
  'format=raw',
  'data=abc,format=bogus',
  'data=abc,foo=1',
  ...['YWJj', 'YWJ', 'YWJ=', 'YW==', 'Y=WJ', 'YW=', '=', '====', 'YWJjYQ==YWJj'].map(
    (text) => `format=base64,data=${text}`,
  ),
  ...['YWJj$', ' YWJj', 'é', 'YW-j'].map((text) => `format=base64,data=${text}`),
  'file=nul64,format=base64',
  'file=wild,format=base64',
  'data=abc,iv=zz',
];

const WRAPPED = [
  `${AROUND},format=base64,data=${TEXT}`,
  `${AROUND},file=wrapped`,
  `${AROUND},data=abc`,
  `${AROUND},data=0123456789abcdef`,
  `${AROUND},file=missing`,
  `${AROUND},format=base64,data=abc$`,
  `keyid=m,format=base64,data=${TEXT}`,
  `keyid=m,iv=,format=base64,data=${TEXT}`,
  `keyid=m,iv=YWJj,format=base64,data=${TEXT}`,
  `keyid=m,iv=YW$j,format=base64,data=abc$`,
  `keyid=x,iv=YWJj,format=base64,data=${TEXT}`,
  `keyid=s,data=abc`,
  `keyid=,data=abc`,
];

compareLines(
  'secrets',
  [
    ...OBJECTS.map((text) => used(`secret,id=s,${text}`)),
    ...WRAPPED.map((text) => used(`secret,id=s,${text}`, MASTER)),
    used(`secret,id=s,${AROUND},data=`, '--object secret,id=m,data=short'),
    `io ${MASTER} --object secret,id=s,keyid=m,data=x -c 'read 0 512' r`,
    'img info --object throttle-group,id=g --object secret,id=s,keyid=g,data=x r',
    'img create -q --object throttle-group,id=s -f qcow2 -o encrypt.format=aes,' +
      'encrypt.key-secret=s e 1M',
    'img info --object secret r',
    'img info --object secret,id=5,data=x r',
    'img info --object secret,id=s,data=x --object secret,id=s,data=y r',
    'img info --object secret,help',
    `img info --object '{"qom-type":"secret","id":"s","data":"x"}' r`,
    `img info --object '{"qom-type":"secret","id":"s","data":5}' r`,
    `img info --object '{"qom-type":"secret","id":"s","data":"x","format":5}' r`,
    `img info --object '{"qom-type":"secret","id":"s","data":"x","format":"base16"}' r`,
  ],
  files,
);
