// What must not compile: each line below is an error of the compiler, or `npm run check` is red.
import { expect, test } from 'vitest';
import {
  asCluster,
  asHost,
  type ByteCount,
  clusterAdd,
  clusterOf,
  type GuestOffset,
  hostAdd,
  hostAlignUp,
  hostOf,
  type HostOffset,
  inDataFile,
  NO_HOST,
} from './address.ts';

const guest: GuestOffset = 4096;
const inCluster = 512;
const takesHost = (offset: HostOffset): number => offset;
const takesLength = (length: ByteCount): number => length;
const takesGuest = (offset: GuestOffset): number => offset;

test('guest offsets, numbers and sums are no host offsets, and the reverse', () => {
  const host = asHost(65536);
  const forbidden = [
    // @ts-expect-error a guest offset
    takesHost(guest),
    // @ts-expect-error the sum of a guest offset and a number
    takesHost(guest + 1),
    // @ts-expect-error the start of a guest cluster
    takesHost(guest - inCluster),
    // @ts-expect-error a number
    takesHost(4096),
    // @ts-expect-error a host offset plus a number is a number: hostAdd()
    takesHost(host + inCluster),
    // @ts-expect-error a host offset where a guest offset is wanted
    takesGuest(host),
    // @ts-expect-error a host offset where a length is wanted
    takesLength(host),
    // @ts-expect-error a guest offset where a length is wanted
    takesLength(guest),
    // @ts-expect-error a place where a cluster is wanted
    hostOf(host, inCluster),
    // @ts-expect-error a number
    hostOf(8, inCluster),
    // @ts-expect-error a place in the place of a number of clusters
    clusterAdd(asCluster(8), host),
    // @ts-expect-error a cluster where a length is wanted
    takesLength(asCluster(8)),
    // @ts-expect-error a guest offset is no number to be taken for a host offset: inDataFile()
    asHost(guest),
    // @ts-expect-error nor is a cluster
    asHost(asCluster(8)),
    // @ts-expect-error only a host offset can be added to
    hostAdd(guest, inCluster),
  ];
  expect(forbidden).toEqual([
    4096, 4097, 3584, 4096, 66048, 65536, 65536, 4096, 33554432, 4096, 65544, 8, 4096, 8, 4608,
  ]);
  expect(takesLength(inCluster)).toBe(512);
  expect(inDataFile(guest)).toBe(4096);
  expect(hostOf(clusterAdd(clusterOf(host, inCluster), 1), inCluster)).toBe(66048);
  expect(hostAlignUp(hostAdd(host, 1), inCluster)).toBe(66048);
  expect([hostAdd(host, inCluster), hostAdd(host, -inCluster), NO_HOST]).toEqual([66048, 65024, 0]);
});
