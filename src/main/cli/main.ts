import project from '../../../package.json' with { type: 'json' };
import { keepHeapSmall } from '../keep-heap-small.ts';

// Before the rest of the program is loaded, which makes it grow.
keepHeapSmall();
const [{ exitCodes }, { processIo }, { run }, { startServices }] = await Promise.all([
  import('./exit-codes.ts'),
  import('./process-io.ts'),
  import('./run.ts'),
  import('./start-services.ts'),
]);

const { io, flush, dispose } = processIo(exitCodes.someNot);
const code = await run(process.argv.slice(2), { io, version: project.version, startServices });
dispose();
await flush();
process.exit(code);
