// The fault layers of one world: which are on, and what they remember.
import {
  type BlockNode,
  FAULT_LAYERS,
  type FaultLayer,
  type LayerOptions,
  type LayerReport,
  UsageError,
} from '../../engine/index.ts';

/** Layers by name, with their memory. */
type SavedLayers = readonly { name: string; layer: FaultLayer; memory: unknown }[];

/** Which of the engine's fault layers are on. */
export class Layers {
  #active = new Map<string, FaultLayer>();

  /**
   * Switches a layer on, anew where it is on, or off where `options` is undefined; nodes that are
   * open keep what they have. Returns what came of the layer that was on. Throws UsageError where
   * there is no such layer or its options are wrong.
   */
  set(name: string, options: LayerOptions | undefined): LayerReport | undefined {
    const spec = FAULT_LAYERS.find((candidate) => candidate.name === name);
    if (spec === undefined) throw new UsageError(`there is no fault layer '${name}'`);
    const before = this.#active.get(name);
    if (options === undefined) this.#active.delete(name);
    else this.#active.set(name, spec.start(options));
    return before?.report?.();
  }

  /** The names of those that are on. */
  names(): readonly string[] {
    return [...this.#active.keys()];
  }

  /** Puts the layers that are on around a base node, in the order of the engine's table. */
  wrap(node: BlockNode): BlockNode {
    if (this.#active.size === 0) return node;
    let top = node;
    for (const { name } of FAULT_LAYERS) top = this.#active.get(name)?.wrap(top) ?? top;
    return top;
  }

  /** Which layers are on, and what they remember, for restore(). */
  save(): SavedLayers {
    return [...this.#active].map(([name, layer]) => ({ name, layer, memory: layer.save?.() }));
  }

  /** Brings back what save() returned. */
  restore(saved: SavedLayers): void {
    this.#active = new Map(saved.map(({ name, layer }) => [name, layer]));
    for (const { layer, memory } of saved) layer.restore?.(memory);
  }
}
