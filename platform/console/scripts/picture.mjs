// The README's pictures from a running system: npm run picture
import { runnerImport } from 'vite';

await runnerImport('./e2e/picture.ts');
