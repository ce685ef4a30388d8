// qemu-img: its own options, and the choice of the verb.
import { ProgramEnd } from '../../../engine/index.ts';
import { argumentOption, flagOption, OptionReader } from '../shared/getopt.ts';
import { imgHelp, versionText } from '../shared/help-text.ts';
import { IMG_VERBS } from './table.ts';
import { Exit, HELP, misreadOption, misused } from './verb.ts';
import { Session } from '../shared/session.ts';
import type { ProgramWorld } from '../shared/world.ts';

/** Runs qemu-img; returns its exit status. */
export function imgMain(argv: readonly string[], world: ProgramWorld): number {
  const session = new Session('qemu-img', world, argv);
  try {
    return runVerb(session, argv);
  } catch (error) {
    if (error instanceof ProgramEnd) return error.status;
    if (!(error instanceof Exit)) throw error;
    if (error.status !== HELP) return error.status;
    session.out(
      imgHelp(
        IMG_VERBS.map(({ syntax }) => syntax),
        session.behaviour,
      ),
    );
    return 0;
  }
}

const LONG_OPTIONS = [
  flagOption('help', 'h'),
  flagOption('version', 'V'),
  argumentOption('trace', 'T'),
];

function runVerb(session: Session, argv: readonly string[]): number {
  if (argv.length === 0) return misused(session, 'Not enough arguments');
  const reader = new OptionReader(['qemu-img', ...argv], '+:hVT:', LONG_OPTIONS);
  for (let option = reader.next(); option !== undefined; option = reader.next()) {
    switch (option.value) {
      case ':':
      case '?':
        return misreadOption(session, reader, option.value);
      case 'h':
        throw new Exit(HELP);
      case 'V':
        session.out(versionText('qemu-img', session.behaviour));
        return 0;
      default:
        session.unsupported('--trace');
        return 1;
    }
  }
  const [word] = reader.operands;
  if (word === undefined) return 0;
  const verb = IMG_VERBS.find(({ name }) => name === word);
  if (verb === undefined) return misused(session, `Command not found: ${word}`);
  return verb.run(session, reader.operands);
}
