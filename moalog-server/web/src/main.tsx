import { render } from 'preact';
import './styles/tokens.css';
import './styles/base.css';
import './styles/kit.css';
import './styles/pages.css';
import { App } from './app';
import { startRouter } from './lib/router';
import { loadMe } from './lib/account';
import { startDraftSync } from './retrospect/drafts';

startRouter();
startDraftSync();
void loadMe();
const root = document.getElementById('app');
if (root) render(<App />, root);
if ('serviceWorker' in navigator && import.meta.env.PROD) void navigator.serviceWorker.register('/worker.js');
