import { upload, type UploadJob } from './upload-job.ts';

/* Runs in a process of its own: see upload-in.ts. */

const uploaded = await upload(JSON.parse(process.argv[2] ?? '') as UploadJob);
process.stdout.write(JSON.stringify(uploaded));
process.exit(0);
