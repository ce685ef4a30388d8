// The order of the house. A folder imports from itself and from those before it in its list.

/** Folders of engine/, lowest first. */
export const ENGINE_LAYERS = [
  'base',
  // Ciphers, hashes and keys: no I/O, and the one folder that imports node:crypto.
  'crypto',
  'task',
  'block',
  // Volumes of LUKS: what the format luks and qcow2 images have in common.
  'luks',
  'storage',
  'filters',
  // Image formats of one folder, each in its own here.
  'formats',
  'qcow2/format',
  'qcow2/metadata',
  'qcow2/check',
  'qcow2/inspect',
  'qcow2/owners',
  'qcow2/cache',
  'qcow2/state',
  'qcow2/overlap',
  'qcow2/refcounts',
  'qcow2/mapping',
  'qcow2/bitmaps',
  'qcow2/image',
  'qcow2/snapshots',
  'qcow2/repair',
  'qcow2/driver',
  'tools',
].map((layer) => `engine/${layer}`);

/** Files above all layers of the engine: the table of drivers, and the door. */
export const ENGINE_TOP = ['engine/drivers.ts', 'engine/index.ts'];

/** Folders of harness/, lowest first. */
export const HARNESS_LAYERS = [
  // Bundles, and where things lie in a checkout.
  'build',
  // The stand-ins for qemu-img and qemu-io: pure programs on a world that the caller gives.
  'commands/shared',
  'commands/img',
  'commands/io',
  'commands',
  // This machine: its files, sockets, processes.
  'host',
  // What newer tools word otherwise than the goldens.
  'golden/words',
  'golden',
  'engines',
  // What an image owes to its guest after a run that was cut short, and the states that cut it: of
  // any run of a world, whoever runs it.
  'oracle',
  'crashes',
  // Values in YAML; the verbs of steps, made of them, with what they run; cases, made of verbs: so
  // nothing above has to be handed the table of verbs.
  'shapes',
  'verbs',
  'cases',
  // A step that runs a program, with each of its I/Os failing in turn.
  'faults',
  // A step in every order in which its I/Os may end, alone or with crashes and faults.
  'orders',
  'run',
  'explore',
  // What an exploration found, cut down.
  'shrink',
  // What an exploration has found, as a case.
  'promote',
  'fuzz/shared',
  'fuzz/random-cases',
  'fuzz/corrupt-images',
  'fuzz',
  'fuzz/sequences',
  'fuzz/modelled',
  // Which of all these cases surveys and soaks meet, and in which order.
  'fuzz/generated',
  'report',
  // Engines and readers beside each other, as a page.
  'compare',
  // The door for those who use the harness as a library.
  'api',
  // Beside the other layers: only the command line starts them.
  'upstream',
  'bench',
  // Images as disks that NBD clients use.
  'serve',
  'mutations',
  'tidy',
  'cli',
  'bin',
].map((layer) => `harness/${layer}`);

/** What tests share. It stands on top, so that nothing of the product can lean on it. */
export const TESTING = ['engine/testing', 'harness/testing'];

const BELOW_FORMATS = ['base', 'task', 'block', 'storage', 'filters'].map(
  (layer) => `engine/${layer}`,
);

/** What a layer may import from where the order alone would allow more, and why. */
export const CLOSED_LAYERS: readonly { readonly layer: string; readonly may: readonly string[] }[] =
  [
    // Bytes to values and back: pure.
    { layer: 'engine/qcow2/format', may: ['engine/base', 'engine/qcow2/format'] },
    // The checker must not believe what the writer believes, nor must what shows and breaks images
    // by name: they share the codecs and the readers of metadata, which write nothing.
    {
      layer: 'engine/qcow2/check',
      may: [...BELOW_FORMATS, 'engine/qcow2/format', 'engine/qcow2/metadata', 'engine/qcow2/check'],
    },
    {
      layer: 'engine/qcow2/inspect',
      may: [
        ...BELOW_FORMATS,
        'engine/qcow2/format',
        'engine/qcow2/metadata',
        'engine/qcow2/check',
        'engine/qcow2/inspect',
      ],
    },
    // What works on images of every format asks their drivers, and knows none.
    { layer: 'engine/tools', may: [...BELOW_FORMATS, 'engine/tools'] },
  ];
