// blkdrill: the command line. Every command is loaded when it is asked for, so that starting is
// cheap.
import { RequestError } from '../cases/request-error.ts';

const HELP = `Usage: blkdrill COMMAND

  suite [NNN...] [options]   run cases; 'blkdrill suite --help' tells the options
  new "title"                write the skeleton of the next case
  explore NNN [options]      run a case under many schedules and list what it can give
  events                     which events the suites reach and fail, and which they do not
  inspect IMAGE [--json]     header, tables, owners, holes, leaks and overlaps of an image
  diff A B [--json]          compare two images by structure, owner and guest content
  stats IMAGE [-c COMMAND]   what the protection of metadata costs; 'blkdrill stats --help'
  upstream --iotests DIR     QEMU's own tests with our programs; 'blkdrill upstream --help'
  schema                     print the JSON Schema of case files

Exit status: 0 well, 1 a case failed, 2 the request or a case file is wrong.
`;

/** Resolves to the exit status. */
async function main([command, ...argv]: readonly string[]): Promise<number> {
  switch (command) {
    case 'suite': {
      const { commandThatWasMeant } = await import('./npm-options.ts');
      const meant = commandThatWasMeant(argv, process.env);
      if (meant !== undefined) {
        const message = `npm kept options for itself; put them behind '--':`;
        throw new RequestError([message, `  ${meant}`]);
      }
      // The worker's program and this one's are loaded side by side.
      const { findWorker } = await import('../build/find-worker.ts');
      const { startEarly } = await import('../host/worker-pool.ts');
      const worker = findWorker();
      const started = worker && startEarly(worker);
      const { suite } = await import('./suite.ts');
      return await suite(argv, process.cwd(), started);
    }
    case 'new': {
      const { newCase } = await import('./new-case.ts');
      return newCase(argv, process.cwd());
    }
    case 'explore': {
      const { explore } = await import('./explore.ts');
      return await explore(argv, process.cwd());
    }
    case 'events': {
      const { events } = await import('./events.ts');
      return events(argv, process.cwd());
    }
    case 'inspect':
    case 'diff': {
      const { inspect, diff } = await import('./inspect.ts');
      return command === 'inspect' ? inspect(argv) : diff(argv);
    }
    case 'stats': {
      const { stats } = await import('./stats.ts');
      return stats(argv);
    }
    case 'upstream': {
      const { upstream } = await import('./upstream.ts');
      return await upstream(argv, process.cwd());
    }
    case 'schema': {
      const { schemaText } = await import('../cases/json-schema.ts');
      process.stdout.write(schemaText());
      return 0;
    }
    case '--help':
    case '-h':
    case 'help':
      process.stdout.write(HELP);
      return 0;
    default: {
      const { didYouMean } = await import('../cases/problem.ts');
      const known = 'suite new explore events inspect diff stats upstream schema'.split(' ');
      const hint = didYouMean(command ?? '', known);
      const what = command === undefined ? 'a command is missing' : `unknown command '${command}'`;
      throw new RequestError([`${what}${hint}; 'blkdrill --help' lists them`]);
    }
  }
}

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(process.exitCode ?? 0);
});

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    if (!(error instanceof RequestError)) throw error;
    const isBare = (line: string) => /^(suites\/| )/.test(line);
    const prefixed = error.lines.map((line) => (isBare(line) ? line : `blkdrill: ${line}`));
    process.stderr.write(`${prefixed.join('\n')}\n`);
    process.exitCode = 2;
  },
);
