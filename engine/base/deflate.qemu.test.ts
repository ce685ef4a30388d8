// Byte for byte what qemu-io and qemu-img write for the same cluster.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deflate } from './deflate.ts';

const CLUSTERS = 24;
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(process.env['BLKDRILL_TMPDIR'] || tmpdir(), 'deflate-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Machine code, text of a few words, few symbols, runs with noise, and noise in front of runs. */
function contents(size: number, count = CLUSTERS): Uint8Array[] {
  const code = readFileSync(process.execPath).subarray(2 ** 22);
  const words = ['refcount', 'block', 'of', 'the', 'table', 'cluster', 'a', 'L2'];
  let state = 1;
  const next = (range: number): number => {
    state = (state * 48271) % 2147483647;
    return Math.floor(state / 64) % range;
  };
  const text = Array.from({ length: size }, () => words[next(words.length)]).join(' ');
  const made = [
    new TextEncoder().encode(text).subarray(0, size),
    Uint8Array.from({ length: size }, () => next(4)),
    Uint8Array.from({ length: size }, (_, at) => (at % 100 < 60 ? next(200) : 7)),
    Uint8Array.from({ length: size }, (_, at) => (at < size / 2 ? next(256) : 5)),
  ];
  for (let at = made.length; at < count; at += 1) {
    made.push(code.subarray(at * 100_003, at * 100_003 + size));
  }
  return made;
}

/** The compressed bytes of each guest cluster as QEMU packs them; undefined for a plain one. */
function packedByQemu(size: number, clusters: readonly Uint8Array[]): (Uint8Array | undefined)[] {
  const image = join(folder, `${size}.qcow2`);
  const [source, disk] = [join(folder, 'source'), String(size * clusters.length)];
  execFileSync('qemu-img', ['create', '-qf', 'qcow2', '-o', `cluster_size=${size}`, image, disk]);
  for (const [index, content] of clusters.entries()) {
    writeFileSync(source, content);
    // A process each: the first compressed cluster of a process begins a host cluster.
    const command = `write -q -c -s ${source} ${index * size} ${size}`;
    execFileSync('qemu-io', ['-f', 'qcow2', '-c', command, image]);
  }
  return streamsIn(image, size, clusters.length);
}

/** The same, with all clusters converted at once. */
function convertedByQemu(
  size: number,
  clusters: readonly Uint8Array[],
): (Uint8Array | undefined)[] {
  const [source, image] = [join(folder, 'source'), join(folder, `${size}-converted.qcow2`)];
  writeFileSync(source, Buffer.concat(clusters));
  const options = ['-c', '-f', 'raw', '-O', 'qcow2', '-o', `cluster_size=${size}`];
  execFileSync('qemu-img', ['convert', ...options, source, image]);
  return streamsIn(image, size, clusters.length);
}

/** What begins where each of the first clusters is stored compressed; undefined for others. */
function streamsIn(image: string, size: number, count: number): (Uint8Array | undefined)[] {
  const file = readFileSync(image);
  const offset = (at: number): number => Number(file.readBigUInt64BE(at) & 0xfffffffffffe00n);
  const perTable = size / 8;
  return Array.from({ length: count }, (_, index) => {
    const l2 = offset(Number(file.readBigUInt64BE(40)) + Math.floor(index / perTable) * 8);
    const entry = file.readBigUInt64BE(l2 + (index % perTable) * 8);
    const bits = 62n - (BigInt(Math.log2(size)) - 8n);
    return (entry >> 62n) % 2n === 0n ? undefined : file.subarray(Number(entry % (1n << bits)));
  });
}

/** How many of the clusters QEMU compressed: to the bytes of ours, and only where those pay. */
function equalStreams(
  clusters: readonly Uint8Array[],
  streams: readonly (Uint8Array | undefined)[],
): number {
  let compressed = 0;
  for (const [index, theirs] of streams.entries()) {
    const cluster = clusters[index] as Uint8Array;
    const ours = deflate(cluster);
    expect(theirs === undefined).toBe(ours.length >= cluster.length - 1);
    if (theirs === undefined) continue;
    compressed += 1;
    expect(Buffer.compare(theirs.subarray(0, ours.length), ours)).toBe(0);
  }
  return compressed;
}

describe('deflate', () => {
  test.each([512, 4096, 65536])('gives the bytes of qemu-io with clusters of %i', (size) => {
    const clusters = contents(size);
    const compressed = equalStreams(clusters, packedByQemu(size, clusters));
    expect(compressed).toBeGreaterThan(CLUSTERS / 4);
  });

  test.each([
    [512, 150],
    [1024, 150],
    [8192, 150],
    [65536, 100],
    [524288, 10],
    [2097152, 6],
  ])('gives the bytes of qemu-img convert with clusters of %i, in %i clusters', (size, count) => {
    const clusters = contents(size, count);
    const compressed = equalStreams(clusters, convertedByQemu(size, clusters));
    expect(compressed).toBeGreaterThan(count / 2);
  });
});
