// The interface of a storage is declared a layer below, where graphs are opened.
export type { SocketAddress, Storage, Timer } from '../block/storage.ts';
