// Which passwords open a LUKS volume, and what is left of those that went: read from the bytes of
// its file by the format alone (oracle/plain-luks.ts).
import { createHash } from 'node:crypto';
import type { Engine } from '../../engines/engine.ts';
import { PlainError, PlainImage } from '../../oracle/plain-image.ts';
import { PlainLuks } from '../../oracle/plain-luks.ts';
import { startProgram } from '../../verbs/run-program.ts';
import { type Broken, keysOf, PASSWORDS } from './judge-world.ts';
import type { ModelDisk } from './model-disk.ts';
import type { RunStep, StepPromise } from './step-promise.ts';

/** The password of each slot that holds one. */
export type Slots = ReadonlyMap<number, string>;

/** How often at least key material is written over, each time with other bytes: as QEMU does. */
const ERASURES = 40;
/** Bytes of key material that are looked for. */
const PIECE = 16;

/** The volume in a file of the format luks, or in a qcow2 image. Throws PlainError. */
function volumeOf(engine: Engine, file: string): PlainLuks {
  const bytes = engine.readFile(file);
  return bytes[0] === 0x51 ? keysOf(new PlainImage(bytes)) : new PlainLuks(bytes);
}

/** Calls `look`; what cannot be read there is told. */
function reading(look: () => Broken | undefined): Broken | undefined {
  try {
    return look();
  } catch (error) {
    if (!(error instanceof PlainError)) throw error;
    return { relation: 'slots', words: error.message };
  }
}

const told = (words: string): Broken => ({ relation: 'slots', words });

/** Each slot is opened by its own password, and by no other one. */
function wrongSlots(volume: PlainLuks, slots: Slots): Broken | undefined {
  for (const [index, { state, salt, iterations }] of volume.slots.entries()) {
    const password = slots.get(index);
    if (state !== (password === undefined ? 'inactive' : 'active')) {
      return told(`slot ${index} is ${state}`);
    }
    if (password === undefined && (iterations > 0 || salt.some((byte) => byte !== 0))) {
      return told(`slot ${index} keeps a salt, or a number of iterations`);
    }
    for (const one of password === undefined ? [] : PASSWORDS) {
      const isOpen = volume.unlock(index, one) !== undefined;
      if (isOpen !== (one === password)) {
        return told(`'${one}' ${isOpen ? 'opens' : 'does not open'} slot ${index}`);
      }
    }
  }
  return undefined;
}

/** Indices of the slots that were in use before and are not any more. */
const goneOf = (before: PlainLuks, slots: Slots): readonly number[] =>
  before.slots.flatMap(({ state }, index) =>
    state === 'active' && !slots.has(index) ? [index] : [],
  );

/** Nothing of the key material that went is left where it stood. */
function leftMaterial(
  old: PlainLuks,
  volume: PlainLuks,
  gone: readonly number[],
): Broken | undefined {
  for (const index of gone) {
    const slot = old.slots[index];
    if (slot === undefined) continue;
    const [was, is] = [old, volume].map((one) => Buffer.from(one.material(slot)));
    for (let at = 0; was !== undefined && at < was.length; at += PIECE) {
      const piece = was.subarray(at, at + PIECE);
      if (piece.some((byte) => byte !== 0) && is?.subarray(at, at + PIECE).equals(piece) === true) {
        return told(`key material of slot ${index} is left at ${slot.offset + at}`);
      }
    }
  }
  return undefined;
}

/**
 * Runs the step again. Whenever a write has ended, a process that dies there leaves no slot in use
 * that no known password opens; and what goes is written over many times.
 */
function watched(
  { engine, verb, step }: RunStep,
  file: string,
  gone: readonly number[],
): Broken | undefined {
  let broken: Broken | undefined;
  const contents = new Map(gone.map((index) => [index, new Set<string>()]));
  const look = (): Broken | undefined => {
    const volume = volumeOf(engine, file);
    for (const [index, slot] of volume.slots.entries()) {
      const digest = createHash('sha1').update(volume.material(slot)).digest('hex');
      contents.get(index)?.add(digest);
      if (slot.state !== 'active') continue;
      if (PASSWORDS.every((one) => volume.unlock(index, one) === undefined)) {
        return told(`slot ${index} is in use meanwhile, and no password opens it`);
      }
    }
    return undefined;
  };
  engine.instrument({
    onIo:
      ({ kind }) =>
      (errno) => {
        if (kind === 'write' && errno === undefined) broken ??= reading(look);
      },
  });
  startProgram(verb, engine, step, []);
  engine.instrument(undefined);
  // The first one is what stood there.
  const [few] = [...contents].filter(([, seen]) => seen.size <= ERASURES);
  if (broken !== undefined || few === undefined) return broken;
  return told(`key material of slot ${few[0]} was written over ${few[1].size - 1} times`);
}

/** Whatever the step does to passwords, these are the ones that open the volume from then on. */
export const holdsPasswords =
  (file: string, slots: Slots): StepPromise =>
  (run) => {
    const { engine, before } = run;
    const broken = reading(() => {
      const volume = volumeOf(engine, file);
      engine.restore(before);
      const old = volumeOf(engine, file);
      const gone = goneOf(old, slots);
      return (
        wrongSlots(volume, slots) ?? leftMaterial(old, volume, gone) ?? watched(run, file, gone)
      );
    });
    return broken === undefined ? [] : [broken];
  };

/** A file of the format luks holds that disk, whichever of the passwords opens it. */
export const holdsDisk =
  (file: string, disk: ModelDisk): StepPromise =>
  ({ engine }) => {
    const broken = reading(() => {
      const bytes = engine.readFile(file);
      const volume = new PlainLuks(bytes);
      const decrypt = volume.decrypterOf(PASSWORDS);
      if (decrypt === undefined) throw new PlainError('no password opens the volume');
      const at = disk.differs(decrypt(bytes.subarray(volume.payload), 0));
      return at === undefined ? undefined : told(`${file} holds something else at ${at}`);
    });
    return broken === undefined ? [] : [broken];
  };

/** All of some promises. */
export const allOf =
  (...promises: readonly StepPromise[]): StepPromise =>
  (run) => {
    const end = run.engine.snapshot();
    for (const promise of promises) {
      run.engine.restore(end);
      const broken = promise(run);
      if (broken.length > 0) return broken;
    }
    return [];
  };
