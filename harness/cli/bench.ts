// The program behind `npm run bench`.
import { benchCommand } from './commands/bench.ts';
import { endWith } from './ending.ts';
import { parseCommand } from './parse.ts';

async function main(argv: readonly string[]): Promise<number> {
  const parsed = await parseCommand(benchCommand, argv, 'npm run bench --');
  return parsed === 'told' ? 0 : await benchCommand.run(parsed.request);
}

endWith('bench', main(process.argv.slice(2)));
