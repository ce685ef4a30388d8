// The table of nodes that have a name: names, users, and who is closed when.
import { describe, expect, test } from 'vitest';
import { filled, KIB, TestWorld } from '../testing/test-world.ts';
import { closeGraph } from './close-graph.ts';
import { forkGraph } from './fork.ts';
import { openGraph } from './graph.ts';
import { NamedNodes } from './named-nodes.ts';
import { type BlockNode, READ_ONLY, READ_WRITE } from './node.ts';
import type { OpenContext } from './open.ts';
import { read, write } from './request.ts';

class NamedWorld {
  readonly world = new TestWorld();
  readonly names = new NamedNodes();
  readonly context: OpenContext = { ...this.world.context, nodeNames: this.names };

  open(name: string, mode = READ_ONLY): BlockNode {
    return this.world.run(openGraph(this.context, { filename: name, mode }));
  }

  close(node: BlockNode): void {
    this.world.run(closeGraph(this.context, node));
  }
}

const NULL = '{"driver":"null-co","read-zeroes":true,"size":65536,"node-name":"n"}';
const raw = (file: string, name = 'r'): string =>
  `json:{"driver":"raw","node-name":"${name}","file":${file}}`;

describe('a node that others refer to', () => {
  test('stays open until the last of them is closed, whoever is closed first', () => {
    for (const isFirstFirst of [true, false]) {
      const world = new NamedWorld();
      const first = world.open(raw(NULL));
      const second = world.open(raw('"n"', 's'));
      expect(second.children[0]).toMatchObject({ node: first.children[0]?.node, isForeign: true });
      const [one, other] = isFirstFirst ? [first, second] : [second, first];
      world.close(one);
      expect(world.names.has('n')).toBe(true);
      const bytes = filled(4 * KIB, 1);
      world.world.run(read(other, 0, bytes));
      expect(bytes).toEqual(filled(4 * KIB, 0));
      world.close(other);
      expect(['n', 'r', 's'].map((name) => world.names.has(name))).toEqual([false, false, false]);
    }
  });

  test('is let go by who could not be opened', () => {
    const world = new NamedWorld();
    const first = world.open(raw(NULL));
    expect(() => world.open('json:{"driver":"raw","file":"n","size":"x"}')).toThrow();
    expect(() => world.open(raw('"n"', 'n'))).toThrow("Duplicate nodes with node-name='n'");
    expect(() => world.open(raw('"n"', 'q').replace('}', ',"nope":1}'))).toThrow(
      "Block format 'raw' does not support the option 'nope'",
    );
    expect(world.names.has('q')).toBe(false);
    world.close(first);
    expect(world.names.has('n')).toBe(false);
    world.close(world.open(raw(NULL)));
  });

  test('cannot be referred to without a table, nor beside other options', () => {
    const world = new NamedWorld();
    const first = world.open(raw(NULL));
    const request = { filename: raw('"n"', 's'), mode: READ_ONLY };
    expect(() => world.world.run(openGraph(world.world.context, request))).toThrow(
      "Cannot find device='n' nor node-name='n'",
    );
    expect(() => world.open('json:{"driver":"raw","file":"n","file.driver":"null-co"}')).toThrow(
      'Cannot reference an existing block device with additional options or a new filename',
    );
    world.close(first);
  });

  test('is one node in a copy of the graph, too', () => {
    const world = new NamedWorld();
    world.world.storage.create('f');
    const named = '{"driver":"file","filename":"f","node-name":"n"}';
    const top = world.open(`json:{"driver":"blkverify","raw":${named},"test":"n"}`, READ_WRITE);
    const copy = forkGraph(world.world.context, top);
    const [one, other] = copy?.children ?? [];
    expect(one?.node).toBe(other?.node);
    expect(one?.node).not.toBe(top.children[0]?.node);
    world.close(top);
  });
});

test('what one user excludes no other one does', () => {
  const world = new NamedWorld();
  const first = world.open(raw(NULL), READ_WRITE);
  const quorum = 'json:{"driver":"quorum","vote-threshold":1,"children":["n"]}';
  expect(() => world.open(quorum, READ_WRITE)).toThrow(
    "Permission conflict on node 'n': permissions 'write' are both required by node 'r' " +
      "(uses node 'n' as 'file' child) and unshared by node '#block000' " +
      "(uses node 'n' as 'children.0' child).",
  );
  world.world.run(write(first, 0, filled(KIB, 1)));
  world.close(first);
});
