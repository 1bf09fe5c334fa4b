import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nProvider } from 'react-aria-components';
import '../styles/global.css';
import { App } from './App.tsx';
import { reportFailure } from './report-failure.ts';
import { start } from './start.ts';

const root = document.getElementById('root');
if (root) {
  await start().catch(reportFailure);
  createRoot(root).render(
    <StrictMode>
      {/* The words are English; React Aria's own must not be in another language. */}
      <I18nProvider locale="en-US">
        <App />
      </I18nProvider>
    </StrictMode>,
  );
}
