import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/* The renderer with invented data and no main process, to look at it and to take pictures of parts.
   Outside the product build:  npx vite build -c e2e/preview/vite.config.ts */
const root = resolve(import.meta.dirname, '../../src/renderer');
const fakeBridge = resolve(import.meta.dirname, 'fake-bridge.ts');

export default defineConfig({
  root,
  base: './',
  plugins: [
    react(),
    {
      name: 'fake-bridge',
      enforce: 'pre',
      transform: (code, id) =>
        id === resolve(root, 'app/main.tsx')
          ? `import ${JSON.stringify(fakeBridge)};\n${code}`
          : undefined,
    },
  ],
  build: {
    target: 'chrome130',
    outDir: resolve(import.meta.dirname, '../../out/preview'),
    emptyOutDir: true,
    rolldownOptions: { input: resolve(root, 'index.html') },
  },
});
