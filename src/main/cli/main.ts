import project from '../../../package.json' with { type: 'json' };
import { exitCodes } from './exit-codes.ts';
import { processIo } from './process-io.ts';
import { run } from './run.ts';
import { startServices } from './start-services.ts';

const { io, flush, dispose } = processIo(exitCodes.someNot);
const code = await run(process.argv.slice(2), { io, version: project.version, startServices });
dispose();
await flush();
process.exit(code);
