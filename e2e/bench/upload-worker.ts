import { keepHeapSmall } from '../../src/main/keep-heap-small.ts';
import type { UploadJob } from './upload-job.ts';

/* Runs in a process of its own (see upload-in.ts), and begins as the program does. */

keepHeapSmall();
const { upload } = await import('./upload-job.ts');
const uploaded = await upload(JSON.parse(process.argv[2] ?? '') as UploadJob);
process.stdout.write(JSON.stringify(uploaded));
process.exit(0);
