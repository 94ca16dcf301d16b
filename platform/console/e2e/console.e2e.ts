import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { scenarioNames, type ScenarioName } from '../fake/scenarios.ts';
import { faults } from './accessibility.ts';
import { launch, serve, type Site, visit, type Visit } from './browser.ts';

let browser: Browser;
let site: Site;
let current: Visit;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

afterEach(async () => {
  await current?.context.close();
  await site?.close();
  // The policy's violations and React's errors would be here.
  expect(current?.complaints).toEqual([]);
});

async function open(
  scenario: ScenarioName,
  path = '/',
  options: Parameters<typeof visit>[2] = {},
): Promise<Page> {
  site = await serve(scenario);
  current = await visit(browser, site.address + path, options);
  return current.page;
}

const headline = (page: Page) => page.getByRole('region', { name: 'Summary' });
const plan = (page: Page) => page.getByRole('article', { name: 'Shop database' });
const says = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();
const newestRun = () => site.fake.world.runs[0]!;

describe('backing up', () => {
  it('asks, starts one run, shows it live to its end', async () => {
    const page = await open('steady');
    await headline(page).getByText('Shop database: last good backup').waitFor();
    await plan(page).getByRole('button', { name: 'Back up now' }).click();
    const dialog = page.getByRole('dialog', { name: 'Back up Shop database now?' });
    await dialog.getByText('writes 2 encrypted copies: s3-frankfurt, nas-cellar').waitFor();
    expect(site.fake.mutations).toEqual([]);
    await dialog.getByRole('button', { name: 'Start backup' }).click();

    await plan(page).getByText('Waiting to start').first().waitFor();
    expect(site.fake.mutations).toEqual([
      { path: '/api/v1/plans/shop-database/runs', key: expect.stringMatching(/^\w{32}$/) },
    ]);
    site.fake.advance(newestRun().id, 0.5);
    const progress = plan(page).getByRole('progressbar');
    await plan(page).getByText('50 %').waitFor();
    expect(await progress.getAttribute('aria-valuenow')).toBe('50');
    expect(await progress.getAttribute('aria-valuetext')).toContain('1.56 GiB of about 3.11 GiB');
    await plan(page).getByText('15.2 MiB/s').waitFor();
    await plan(page).getByText('about 1 min 45 s').waitFor();

    const toasts = page.locator('.toast');
    expect(await toasts.allInnerTexts()).toEqual(['Backup of Shop database started.']);
    site.fake.finish(newestRun().id, 'completed');
    await headline(page).getByText('last good backup just now').waitFor();
    await toasts.getByText('Backup of Shop database completed.').waitFor();
    expect(await toasts.count()).toBe(1);
    await plan(page).getByRole('button', { name: 'Back up now' }).waitFor();
  });

  it('learns of a run that somebody else started', async () => {
    const page = await open('steady');
    await says(page, 'Live');
    const run = site.fake.startElsewhere('shop-database');
    site.fake.advance(run.id, 0.25);
    await plan(page).getByText('25 %').waitFor();
  });

  it('tells a failure in words, with what to do', async () => {
    const page = await open('running');
    await plan(page).getByText('41 %').waitFor();
    const failure = {
      code: 'dump-killed',
      message: 'pg_dump was killed by signal 9.',
      remedy: 'Give the service more memory.',
    };
    site.fake.finish(newestRun().id, 'failed', { failure });
    await headline(page).getByText('Shop database: newest backup failed').waitFor();
    await headline(page)
      .getByText(/Last good backup \d+ h ago/)
      .waitFor();
    await plan(page).getByText('pg_dump was killed by signal 9.').waitFor();
    await plan(page).getByText('Give the service more memory.').waitFor();
    await plan(page).getByText('dump-killed').waitFor();
  });

  it('tells which copy of a partial backup is missing, why, and from where it can be restored', async () => {
    const page = await open('partial');
    await headline(page).getByText('newest backup is missing a copy, taken 22 min ago').waitFor();
    await plan(page)
      .getByText('The copy in “nas-cellar” is missing: only 1 of 2 copies was stored')
      .waitFor();
    await plan(page).getByText('The folder /mnt/nas/backups is full').waitFor();
    await plan(page).getByText('Until then this backup can be restored from “s3-frankfurt” only.').waitFor();
    const run = site.fake.startElsewhere('shop-database');
    await plan(page).getByText('Waiting to start').first().waitFor();
    await headline(page).getByText('newest backup is missing a copy').waitFor();
    site.fake.finish(run.id, 'completed');
    await headline(page).getByText('last good backup just now').waitFor();
  });

  it('cancels only after asking', async () => {
    const page = await open('running');
    await plan(page).getByRole('button', { name: 'Cancel run' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Keep running' }).click();
    expect(newestRun().state).toBe('running');
    await plan(page).getByRole('button', { name: 'Cancel run' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel run' }).click();
    await headline(page).getByText('newest backup was cancelled').waitFor();
  });

  it('shows a refusal in the words of the server and sends the same key again', async () => {
    const page = await open('steady');
    await plan(page).getByRole('button', { name: 'Back up now' }).click();
    site.fake.world.broken['/api/v1/plans/shop-database/runs'] = 503;
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Start backup' }).click();
    const problem = dialog.getByRole('alert');
    await problem.getByText('backup-service does not answer.').waitFor();
    await problem.getByText('service-unavailable').waitFor();
    await problem.getByText('4bf92f3577b34da6a3ce929d0e0e4736').waitFor();
    const first = page.waitForRequest((request) => request.method() === 'POST');
    await dialog.getByRole('button', { name: 'Try again' }).click();
    const before = (await first).headers()['idempotency-key'];
    site.fake.world.broken = {};
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await plan(page).getByText('Waiting to start').first().waitFor();
    expect(site.fake.mutations).toEqual([expect.objectContaining({ key: before })]);
  });

  it('tells a viewer why the button cannot be used', async () => {
    const page = await open('viewer');
    const button = plan(page).getByRole('button', { name: 'Back up now' });
    await button.waitFor();
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    await plan(page).locator('.button-reason', { hasText: 'Needs the operator role' }).waitFor();
    await button.click({ force: true });
    expect(await page.getByRole('dialog').count()).toBe(0);
  });
});

describe('truth', () => {
  it('says what it does not know instead of calling it fine', async () => {
    const page = await open('unknown');
    await headline(page).getByText('in a state this console does not know').waitFor();
    await says(page, 'Security service and scaling service are unknown');
    expect(await page.getByText('Healthy', { exact: true }).filter({ visible: true }).count()).toBe(0);
  });

  it('does not call a plan fine while the backup service is silent', async () => {
    site = await serve('steady');
    site.fake.world.broken = { '/api/v1/plans': 503, '/api/v1/runs': 503, '/api/v1/locations': 503 };
    current = await visit(browser, site.address);
    const { page } = current;
    await says(page, 'Whether your data is backed up is not known');
    expect(await headline(page).count()).toBe(0);
    site.fake.world.broken = {};
    expect(await page.getByRole('alert').count()).toBe(1);
    await page.getByRole('button', { name: 'Try again' }).click();
    await headline(page).getByText('last good backup').waitFor();
  });

  it('says when it is no longer live, and recovers by itself', async () => {
    const page = await open('steady');
    await page.locator('[data-state=live]').waitFor();
    site.fake.dropStreams(true);
    await page.locator('[data-state=reconnecting]').waitFor();
    // What happens meanwhile is there as soon as the page is live again.
    site.fake.finish(site.fake.startElsewhere('shop-database').id, 'completed');
    site.fake.acceptStreams();
    await page.locator('[data-state=live]').waitFor();
    await headline(page).getByText('last good backup just now').waitFor();
    await page.getByRole('link', { name: 'Completed run, details' }).first().waitFor();
  });

  it('shows since when it is stale after a long break, and reconnects when told', async () => {
    site = await serve('steady');
    current = await visit(browser, 'about:blank');
    const { page } = current;
    await page.clock.install();
    await page.goto(site.address);
    await page.locator('[data-state=live]').waitFor();
    site.fake.dropStreams(true);
    await page.locator('[data-state=reconnecting]').waitFor();
    // Stopped, so that the page's own next attempt cannot come before the click.
    await page.clock.pauseAt(Date.now() + 130_000);
    await says(page, /Stale since \d min ago/);
    site.fake.acceptStreams();
    await page.getByRole('button', { name: 'Reconnect' }).click();
    await page.locator('[data-state=live]').waitFor();
  });

  it('keeps telling of progress by asking when every stream is refused', async () => {
    const page = await open('running');
    await plan(page).getByText('41 %').waitFor();
    site.fake.dropStreams(true);
    site.fake.advance(newestRun().id, 0.75);
    await plan(page).getByText('75 %').waitFor();
  });
});

describe('session', () => {
  it('asks to sign in, and comes back to the page that was asked for', async () => {
    const page = await open('signed-out', '/deliveries?state=dead');
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Messages' }).waitFor();
    expect(new URL(page.url()).search).toBe('?state=dead');
  });

  it('keeps the page when the session ends in the middle of work', async () => {
    const page = await open('steady', '/?state=failed');
    await page.getByText('1 run shown').waitFor();
    site.fake.endSession();
    await page.keyboard.press('r');
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.waitFor();
    expect(await focused(page)).toBe('Sign in again');
    expect(await page.getByText('1 run shown').count()).toBe(1);
    site.fake.world.signedIn = true;
    await dialog.getByRole('button', { name: 'I have signed in elsewhere' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.locator('[data-state=live]').waitFor();
  });

  it('signs out', async () => {
    const page = await open('steady');
    await page.getByRole('button', { name: 'Account of Sam Okafor' }).click();
    await says(page, 'viewer, operator');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('link', { name: 'Sign in' }).waitFor();
  });
});

describe('keyboard', () => {
  it('reaches content, starts a backup and closes dialogs without a mouse', async () => {
    const page = await open('steady');
    await plan(page).waitFor();
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Skip to content');
    await page.keyboard.press('Enter');
    for (const next of ['Shop database', 'Restore…', 'Back up now']) {
      await page.keyboard.press('Tab');
      expect(await focused(page)).toBe(next);
    }
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    expect(await focused(page)).toBe('Start backup');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await focused(page)).toBe('Back up now');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await plan(page).getByText('Waiting to start').first().waitFor();
  });

  it('has shortcuts, lists them, and leaves typing alone', async () => {
    const page = await open('steady');
    await plan(page).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByText('Go to messages').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('g');
    await page.keyboard.press('m');
    await page.getByRole('heading', { name: 'Messages' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
    await page.keyboard.press('/');
    await page.keyboard.press('b');
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('opens a run from the history', async () => {
    const page = await open('failed');
    await page.getByRole('link', { name: 'Failed run, details' }).first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Backup of Shop database' }).waitFor();
    await says(page, 'password authentication failed');
    await page.getByRole('button', { name: 'Copy correlation id' }).waitFor();
  });
});

describe('history', () => {
  it('pages, filters, and keeps the filter in the address', async () => {
    const page = await open('steady');
    await page.getByText('15 runs shown').waitFor();
    await page.getByRole('button', { name: 'Show older runs' }).click();
    await page.getByText('30 runs shown').waitFor();
    await page.getByRole('combobox', { name: 'Show runs with outcome' }).selectOption('partial');
    await page.getByText('1 run shown, that is all').waitFor();
    expect(new URL(page.url()).search).toBe('?state=partial');
    await page.getByRole('combobox', { name: 'Show runs with outcome' }).selectOption('queued');
    await page.getByText('No run matches the filter').waitFor();
  });

  it('gives the manifest and the commands that restore without Mooring', async () => {
    const page = await open('steady');
    await page.getByRole('link', { name: 'Completed run, details' }).first().click();
    await page.getByText('pg_restore --dbname=shop_restored').waitFor();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
    await page.getByRole('button', { name: 'Copy command 2' }).click();
    await says(page, 'Copied: command 2.');
    expect(await clipboard()).toBe('createdb shop_restored');
    await page.getByRole('button', { name: 'Copy all commands' }).click();
    await says(page, 'Copied: commands.');
    expect((await clipboard()).split('\n')).toHaveLength(3);
    await says(page, 'It holds 3 tables with 1,644,077 rows.');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download manifest' }).click();
    expect((await download).suggestedFilename()).toMatch(/^manifest-.*\.json$/);
  });

  it('says that a run does not exist, which asking again does not change', async () => {
    const page = await open('steady', '/runs/nothing');
    await says(page, 'This run cannot be shown');
    await says(page, 'run-unknown');
    expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
  });

  it('says that a page does not exist, and shows the way back', async () => {
    const page = await open('steady', '/no/such/page');
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    expect(await page.title()).toBe('No such page · Mooring');
    await page.getByRole('link', { name: 'Go to backups' }).click();
    await plan(page).waitFor();
  });
});

describe('deliveries', () => {
  it('sends a dead message again after asking', async () => {
    const page = await open('steady', '/deliveries');
    await says(page, 'Slack answered channel_not_found');
    await page.getByRole('button', { name: 'Send again' }).click();
    await page.getByRole('dialog').getByText('people will see the message twice').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Send again' }).click();
    await says(page, 'The message is sent again.');
    expect(site.fake.mutations).toEqual([{ path: '/api/v1/deliveries/d-1/retry', key: null }]);
  });
});

describe('looks', () => {
  it('follows the system, and a choice survives a reload', async () => {
    const page = await open('steady', '/', { colorScheme: 'dark' });
    await plan(page).waitFor();
    const dark = await background(page);
    await page.getByRole('button', { name: 'Account of Sam Okafor' }).click();
    await page.getByRole('radio', { name: 'Light' }).check({ force: true });
    const light = await background(page);
    expect(light).not.toBe(dark);
    await page.reload();
    expect(await background(page)).toBe(light);
  });

  it.each([360, 768, 1100, 3840])('fits a screen of %d pixels without sideways scrolling', async (width) => {
    for (const scenario of ['running', 'failed'] as const) {
      const page = await open(scenario, '/', { viewport: { width, height: 900 } });
      await page.locator('[data-state=live]').waitFor();
      await page.getByText('15 runs shown').waitFor();
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
      ).toBeLessThanOrEqual(0);
      await current.context.close();
      await site.close();
    }
  });
});

describe('accessibility', () => {
  const places = [...scenarioNames.map((name) => [name, '/'] as const), ['steady', '/deliveries'] as const];

  it.each(places)('has no fault that axe finds: %s %s', async (scenario, path) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await open(scenario, path, { colorScheme, reducedMotion: 'reduce' });
      await page.waitForFunction(() => !document.querySelector('.loading') && document.querySelector('h1'));
      expect(await faults(page)).toEqual([]);
      await current.context.close();
      await site.close();
    }
  });

  it('has no fault in a run and in an open dialog', async () => {
    const page = await open('failed');
    await plan(page).getByRole('link', { name: 'Details of this run' }).click();
    await says(page, 'For searching logs and traces');
    expect(await faults(page)).toEqual([]);
    await page.getByRole('link', { name: 'Backups' }).first().click();
    await plan(page).getByRole('button', { name: 'Back up now' }).click();
    expect(await faults(page)).toEqual([]);
  });
});

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim());
const background = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.body.parentElement!).backgroundColor);
