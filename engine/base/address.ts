// Numbers that say what they count. A host offset is made where bytes are decoded or clusters are
// found, by asHost(), from a host cluster, by hostOf(), and from another host offset, by hostAdd():
// the sum of a guest offset and a number is no host offset, nor is a number by itself. They cost
// nothing at run time: each function is one operation or none, and is inlined.
import { alignUp } from './align.ts';

declare const unit: unique symbol;

/** Byte address that the user of the virtual disk sees; a request brings it as a plain number. */
export type GuestOffset = number & { readonly [unit]?: 'guest offset' };
/** Byte address in the image file or the data file. */
export type HostOffset = number & { readonly [unit]: 'host offset' };
/** Length in bytes: a plain number will do, a place of the disk or of the file will not. */
export type ByteCount = number & { readonly [unit]?: 'bytes' };
/** A number of clusters: a plain number will do, a place or a length in bytes will not. */
export type ClusterCount = number & { readonly [unit]?: 'clusters' };
/** HostOffset / cluster size. */
export type HostCluster = number & { readonly [unit]: 'host cluster' };

/** A number that counts nothing yet. */
type PlainNumber = number & { readonly [unit]?: never };

/** A number that was decoded, or found, as a host offset. For no other purpose. */
export const asHost = (value: PlainNumber): HostOffset => value as HostOffset;

/** A number that was decoded, or found, as a host cluster. For no other purpose. */
export const asCluster = (value: PlainNumber): HostCluster => value as HostCluster;

/** Where an external data file holds what the guest has at `guest`: at the same offset. */
export const inDataFile = (guest: GuestOffset): HostOffset => asHost(guest as PlainNumber);

/** The place `bytes` behind `offset`, or before it where they are negative. */
export const hostAdd = (offset: HostOffset, bytes: ByteCount): HostOffset =>
  (offset + bytes) as HostOffset;

/** The first multiple of `alignment` (bytes) at `offset` or behind it. */
export const hostAlignUp = (offset: HostOffset, alignment: number): HostOffset =>
  alignUp(offset, alignment) as HostOffset;

/** The cluster `count` clusters behind `cluster`, or before it where they are negative. */
export const clusterAdd = (cluster: HostCluster, count: ClusterCount): HostCluster =>
  (cluster + count) as HostCluster;

/** Where a host cluster begins; `clusterSize` in bytes. */
export const hostOf = (cluster: HostCluster, clusterSize: number): HostOffset =>
  (cluster * clusterSize) as HostOffset;

/** The host cluster that holds `offset`. */
export const clusterOf = (offset: HostOffset, clusterSize: number): HostCluster =>
  Math.floor(offset / clusterSize) as HostCluster;

/** The cluster that begins with the header. */
export const HEADER_CLUSTER: HostCluster = asCluster(0);
/** Stands where there is no host offset: the header lies there, so nothing else does. */
export const NO_HOST: HostOffset = asHost(0);
