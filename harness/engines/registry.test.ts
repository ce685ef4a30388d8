// What the registry says of an engine is what its worlds can do.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CAPABILITIES, type Capability, type Engine } from './engine.ts';
import { DEFAULT_ENGINE, ENGINE_NAMES, engineNamed, ENGINES, enginesWith } from './registry.ts';

/** Methods that an engine with a capability has, and no other. */
const METHODS: Readonly<Partial<Record<Capability, readonly (keyof Engine)[]>>> = {
  'faults-reported': ['takeFaultReports'],
  trace: ['takeTrace', 'traceDigest'],
  quota: ['setLayer'],
  schedule: ['setChoices'],
  'crash-safety': ['setCrashSafety'],
};

describe.each(ENGINES)('$name', ({ name, capabilities, make }) => {
  test('has the methods of its capabilities, and no others', () => {
    const scratch = mkdtempSync(join(tmpdir(), 'blkdrill-test-'));
    const setup = { scratch, tools: { img: 'img', io: 'io', version: '' } };
    const engine = make({ setup, deadline: Infinity, keepsTrace: true });
    try {
      expect(engine.traits.name).toBe(name);
      expect(engine.traits.capabilities).toEqual(capabilities);
      for (const [capability, methods] of Object.entries(METHODS)) {
        const isAble = capabilities.has(capability as Capability);
        expect(methods.map((method) => typeof engine[method])).toEqual(
          methods.map(() => (isAble ? 'function' : 'undefined')),
        );
      }
    } finally {
      engine.close();
      rmSync(scratch, { recursive: true });
    }
  });
});

test('engines are found by name and by what they can do', () => {
  expect(ENGINE_NAMES.slice(0, 2)).toEqual(['native', 'qemu']);
  expect(DEFAULT_ENGINE).toBe('native');
  expect(engineNamed('qemu').lanes).toBe(1);
  const request = { isUpdate: false, warn: () => {} };
  expect(() => engineNamed('qmeu').prepare(request)).toThrow("there is no engine 'qmeu'");
  expect(enginesWith([]).map(({ name }) => name)).toEqual(ENGINE_NAMES);
  expect(enginesWith(CAPABILITIES).map(({ name }) => name)).toEqual(['native']);
});
