// Pictures of the built console in every state, to look at while designing: npm run shots
import { runnerImport } from 'vite';

await runnerImport('./e2e/shots.ts');
