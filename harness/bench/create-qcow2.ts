// Creates the images that are measured.
import { DRIVERS, type OpenContext, type Task } from '../../engine/index.ts';

/** Creates an image with these options, numbers counting bytes or bits. Throws FormatError. */
export function* createQcow2(
  context: OpenContext,
  filename: string,
  options: Readonly<Record<string, number | string>>,
): Task<void> {
  const creation = DRIVERS.get('qcow2')?.creation;
  if (creation === undefined) throw new Error('there is no driver for qcow2');
  const given = Object.entries(options).map(
    ([name, value]) => [name, typeof value === 'number' ? BigInt(value) : value] as const,
  );
  yield* creation.create(context, { filename, options: new Map(given) });
}
