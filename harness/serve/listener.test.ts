// The names by which clients find a server.
import { expect, test } from 'vitest';
import { parseNbdName } from '../../engine/storage/nbd-names.ts';
import { uriOf } from './listener.ts';

test.each([
  [{ kind: 'unix', path: '/tmp/s' }, '', 'nbd+unix:///?socket=/tmp/s'],
  [{ kind: 'unix', path: '/a b/ü&x=1' }, 'disk', undefined],
  [{ kind: 'inet', host: '127.0.0.1', port: 10809 }, '', 'nbd://127.0.0.1:10809'],
  [{ kind: 'inet', host: '::1', port: 1 }, 'a/b c', undefined],
] as const)('%j with %j can be read back', (place, name, expected) => {
  const uri = uriOf(place, name);
  if (expected !== undefined) expect(uri).toBe(expected);
  const options = new Map<string, string>();
  parseNbdName(uri, options);
  const where =
    place.kind === 'unix'
      ? { 'server.type': 'unix', 'server.path': place.path }
      : { 'server.type': 'inet', 'server.host': place.host, 'server.port': `${place.port}` };
  expect(Object.fromEntries(options)).toEqual({ ...where, ...(name !== '' && { export: name }) });
});
