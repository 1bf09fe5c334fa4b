import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/* Samples that others have made lie beside the checkout where this project is developed, not in it. */
const samples = resolve(import.meta.dirname, '..', 'shared', 'data');
const withoutSamples = existsSync(samples) ? [] : ['src/**/*.shared.*test.ts'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'scripts/**/*.test.mjs'],
          exclude: ['src/**/*.servers.test.ts', ...withoutSamples],
          environment: 'node',
        },
      },
      {
        test: {
          name: 'servers',
          include: ['src/**/*.servers.test.ts', 'e2e/{servers,faults}/**/*.test.ts'],
          exclude: withoutSamples,
          environment: 'node',
          pool: 'forks',
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
