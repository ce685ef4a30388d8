// The death of a process by its own hand: commands of a session of qemu-io that leave just what a
// crash state is, as `abort` ends the tool, between two commands or while one of them is stopped at
// a break point. The real tools do that as well, with nobody else around.
import type { TestCase } from '../cases/types.ts';
import { instrumentedEngine } from '../explore/instrumented-engine.ts';
import { StepLoop } from '../run/step-loop.ts';
import { ioSession, withCommands } from '../verbs/io.ts';
import type { Step } from '../verbs/step.ts';

/** Status of a tool that `abort` ends: 128 and the number of the signal. */
export const ABORTED = 134;

const ABORT = 'abort';

/** Times that one event is waited for, and places that are tried in all. */
const MOST_TURNS = 4;
const MOST_PLACES = 96;

/** Whether the step ends its tool by itself. */
export const abortsItself = (step: Step): boolean => ioSession(step)?.commands.at(-1) === ABORT;

/** A write that does not wait for its end, so that another command can end the process. */
const WRITE = /^\s*writev?((?: -(?:[Cfiquz]+|P \S+))*) (\S+ \S+)\s*$/;

/** The command as one that goes on in the background; undefined: there is none. */
export function inBackground(command: string): string | undefined {
  if (/^\s*aio_write /.test(command)) return command;
  const match = WRITE.exec(command);
  return match === null ? undefined : `aio_write${match[1] ?? ''} ${match[2] ?? ''}`;
}

/** Events that came while the session of the case's last step ran these commands. */
type EventsOf = (commands: readonly string[]) => readonly string[];

/** Stops the command at that occurrence of the event, from 1, and ends the process there. */
export function stoppedAt(command: string, event: string, turn: number): readonly string[] {
  const tags = Array.from({ length: turn }, (_none, at) => `end${at + 1}`);
  return [
    `break ${event} ${tags[0]}`,
    command,
    `wait_break ${tags[0]}`,
    ...tags
      .slice(1)
      .flatMap((tag, at) => [`break ${event} ${tag}`, `resume ${tags[at]}`, `wait_break ${tag}`]),
    ABORT,
  ];
}

/** All ways to end a session that are tried: between commands first, the longest first. */
export function* endings(
  commands: readonly string[],
  eventsOf: EventsOf,
): Generator<readonly string[]> {
  for (let count = commands.length; count > 0; count -= 1) {
    yield [...commands.slice(0, count), ABORT];
  }
  let places = 0;
  for (const [at, command] of commands.entries()) {
    const going = inBackground(command);
    if (going === undefined) continue;
    const before = commands.slice(0, at);
    const skipped = eventsOf([...before, ABORT]).length;
    const turns = new Map<string, number>();
    for (const event of eventsOf([...before, command, ABORT]).slice(skipped)) {
      const turn = (turns.get(event) ?? 0) + 1;
      turns.set(event, turn);
      if (turn > MOST_TURNS || places >= MOST_PLACES) continue;
      places += 1;
      yield [...before, ...stoppedAt(going, event, turn)];
    }
  }
}

/** The events of the case's last step, which is one of `io`, with other commands. */
export function eventsOf({ steps, ...testCase }: TestCase): EventsOf {
  const last = steps.at(-1) as Step;
  return (commands) => {
    const events: string[] = [];
    const engine = instrumentedEngine({ ...testCase, steps });
    try {
      const loop = new StepLoop(engine, []);
      loop.run(steps.slice(0, -1));
      engine.instrument({ onEvent: (_file, event) => void events.push(event) });
      loop.run([withCommands(last, commands)]);
    } finally {
      engine.close();
    }
    return events;
  };
}
