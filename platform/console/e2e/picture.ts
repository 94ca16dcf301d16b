// The README's pictures, from a real running system: npm run picture (see CONTRIBUTING.md)
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launch } from './browser.ts';

const root = join(import.meta.dirname, '../../..');
const home = process.env['MOORING_HOME'] ?? join(root, '.mooring');
const address = process.env['MOORING_GATEWAY'] ?? 'http://localhost:8080';
const folder = process.env['PICTURES'] ?? join(root, 'docs/images');
/** Backups that are taken first, so that there is a history to see. */
const before = Number(process.env['BEFORE'] ?? 6);
/** The picture is taken as soon as this much of a backup is done, percent. */
const atLeast = 30;

const browser = await launch();
const context = await browser.newContext({
  viewport: { width: 1440, height: 1100 },
  deviceScaleFactor: 1.5,
  timezoneId: 'UTC',
  locale: 'en-GB',
  // Nothing turns or slides in a picture.
  reducedMotion: 'reduce',
});
const page = await context.newPage();
page.setDefaultTimeout(120_000);
await signIn(page);
for (let taken = 0; taken < before; taken++) {
  await start(page);
  await page.getByText(/^Backup of .* completed\.$/).waitFor();
  await page.getByRole('button', { name: 'Dismiss' }).last().click();
}
for (const [colorScheme, name] of [
  ['light', 'console-backups.png'],
  ['dark', 'console-backups-dark.png'],
] as const) {
  await page.emulateMedia({ colorScheme });
  await start(page);
  await page.getByRole('button', { name: 'Dismiss' }).last().click();
  await page.mouse.move(0, 0);
  await page.waitForFunction(
    (percent) =>
      Number(document.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow') ?? 0) >= percent,
    atLeast,
  );
  await page.screenshot({ path: join(folder, name) });
  console.log(`${join(folder, name)}: ${await page.title()}`);
  await page.getByText(/^Backup of .* completed\.$/).waitFor();
  await page.getByRole('button', { name: 'Dismiss' }).last().click();
}
await page.emulateMedia({ colorScheme: 'light' });
for (const [path, words, name] of [
  ['/plans/cluster', 'Newest time', 'console-recovery-window.png'],
  ['/recovery', 'Recovery objectives and what was measured', 'console-disaster-recovery.png'],
] as const) {
  await page.goto(address + path);
  await page.getByText(words).first().waitFor();
  await page.waitForFunction(() => !document.querySelector('.loading'));
  await page.getByText('Looking whether').waitFor({ state: 'detached' });
  await page.screenshot({ path: join(folder, name) });
  console.log(`${join(folder, name)}: ${await page.title()}`);
}
await browser.close();

/** As a person does it, over the gateway and the issuer. */
async function signIn(page: Page): Promise<void> {
  await page.goto(address);
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByLabel('User name').fill('admin');
  await page.getByLabel('Password').fill(readFileSync(join(home, 'secrets/console-user'), 'utf8').trim());
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('[data-state=live]').waitFor();
}

async function start(page: Page): Promise<void> {
  const plan = page.getByRole('article', { name: 'Demonstration shop' });
  await plan.getByRole('button', { name: 'Back up now' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Start backup' }).click();
  await plan.getByRole('button', { name: 'Cancel run' }).waitFor();
}
