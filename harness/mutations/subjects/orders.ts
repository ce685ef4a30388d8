// Mistakes that show where I/O ends in an order of which no author has thought: a sweep of orders
// in a step turns red. In the engine's own order the case stays green, which is tried as well.
import type { Mutation } from '../mutation.ts';

export const ORDERS: readonly Mutation[] = [
  {
    name: 'zeroes take the cluster that another request has filled meanwhile',
    kind: 'concurrent',
    origin: 'known-bugs: 20 inflight-allocation-ignored',
    why: 'what a guest wrote beside them is lost, and nobody is told',
    file: 'engine/qcow2/image/write-zeroes.ts',
    find:
      "    if (kind === 'normal' || kind === 'compressed') {\n" +
      '      throw new IoError(ENOTSUP);\n    }\n    yield* zeroClusters(',
    replace:
      "    if (kind === 'compressed') {\n" +
      '      throw new IoError(ENOTSUP);\n    }\n    yield* zeroClusters(',
    case: '680',
    shows: 'orders break promises that no known flaw of QEMU explains',
    needsSweep: true,
  },
];
