// The zstd codec: a WebAssembly module from a package that is not bundled, as it reads a file that
// lies beside it. Loaded when the first zstd cluster is met, and without waiting for anything: the
// package's own start is asynchronous, so its parts are put together here.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { assert, provideZstd, type ZstdCodec } from '../../engine/index.ts';

const PACKAGE = '@bokuweb/zstd-wasm';
/** zstd's own default. */
const LEVEL = 3;

/** What the package exports: codecs that work once its module has been started. */
interface ZstdPackage {
  readonly compress: (content: Uint8Array, level: number) => Uint8Array;
  readonly decompress: (frame: Uint8Array, options: { defaultHeapSize: number }) => Uint8Array;
}

/** The part of the global of this name that is used; Node's types leave it out. */
interface WasmGlobal {
  readonly Module: new (file: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => object;
}

/** The module behind the package, as far as it is needed to start it. */
interface WasmModule {
  instantiateWasm?: (imports: object, receive: (instance: object) => unknown) => unknown;
  readonly init: (file: Uint8Array) => unknown;
  calledRun?: boolean;
}

function load(): ZstdCodec {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve(PACKAGE));
  const { Module: module } = require(join(folder, 'zstd.js')) as { Module: WasmModule };
  if (module.calledRun !== true) {
    const file = readFileSync(join(folder, 'zstd.wasm'));
    const { WebAssembly: wasm } = globalThis as unknown as { WebAssembly: WasmGlobal };
    module.instantiateWasm = (imports, receive) =>
      receive(new wasm.Instance(new wasm.Module(file), imports));
    module.init(file);
  }
  assert(module.calledRun === true, 'the zstd module is started');
  const { compress, decompress } = require(PACKAGE) as ZstdPackage;
  return {
    compress: (content) => compress(content, LEVEL),
    decompress(frame, limit) {
      try {
        return decompress(frame, { defaultHeapSize: limit });
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        return undefined;
      }
    },
  };
}

/** Makes zstd available to the engine. Costs nothing until it is used. */
export function useZstd(): void {
  provideZstd(load);
}
