import './design/tokens.css';
import './design/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, newQueryClient } from './app';
import { ErrorBoundary } from './design/error-boundary';

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary place="console">
        <App client={newQueryClient()} />
      </ErrorBoundary>
    </StrictMode>,
  );
}
