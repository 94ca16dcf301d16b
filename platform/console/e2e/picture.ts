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
const emergency = 'Orders of the shop are lost';

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
  await page.waitForFunction(
    (percent) =>
      Number(document.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow') ?? 0) >= percent,
    atLeast,
  );
  await take(page, name);
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
  await take(page, name);
}
await raise(page);
await take(page, 'console-alert.png');
await page.goto(`${address}/incidents`);
await page.getByRole('link', { name: emergency }).first().click();
await page.getByText('Called').first().waitFor();
await page.waitForFunction(() => !document.querySelector('.loading'));
await take(page, 'console-incident.png');
await resolve(page);
await browser.close();

/** An emergency that was told to everybody the local system has. */
async function raise(page: Page): Promise<void> {
  await page.goto(`${address}/alerts`);
  await page.getByRole('button', { name: 'Raise an alert' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What is wrong').fill(emergency);
  await dialog.getByLabel('Severity').selectOption('emergency');
  await dialog.getByLabel('More about it').fill('The queue refuses writes since the disk is full.');
  await dialog.getByLabel('Labels').fill('service=shop');
  await dialog.getByRole('button', { name: 'Raise it' }).click();
  const told = page.getByRole('list', { name: 'Told to' });
  await page.waitForFunction(
    () => document.querySelectorAll('[aria-label="Told to"] .badge.tone-ok').length >= 3,
  );
  await told.scrollIntoViewIfNeeded();
  await page.getByRole('button', { name: 'Dismiss' }).last().click();
  await page.evaluate(() => window.scrollTo(0, 0));
}

async function resolve(page: Page): Promise<void> {
  await page.goto(`${address}/alerts`);
  await page.getByRole('link', { name: emergency }).first().click();
  await page.getByRole('button', { name: 'Resolve' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Resolve' }).click();
  await page.getByText('Resolved').first().waitFor();
}

async function take(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(folder, name) });
  console.log(`${join(folder, name)}: ${await page.title()}`);
}

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
