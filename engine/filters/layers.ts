// The fault layers that can be switched on by name: one line each, lowest first. Of those that are
// on, the first stands next to the file.
import { failNthLayer } from './fail-nth.ts';
import type { LayerSpec } from './fault-layer.ts';
import { quotaLayer } from './quota.ts';

export const FAULT_LAYERS: readonly LayerSpec[] = [
  // What the device has no room for.
  quotaLayer,
  // What the device fails.
  failNthLayer,
];
