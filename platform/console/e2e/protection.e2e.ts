import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ScenarioName, World } from '../fake/scenarios.ts';
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
  expect(current?.complaints).toEqual([]);
});

async function open(
  scenario: ScenarioName,
  path: string | ((world: World) => string),
  options: Parameters<typeof visit>[2] = {},
): Promise<Page> {
  site = await serve(scenario);
  const at = typeof path === 'string' ? path : path(site.fake.world);
  current = await visit(browser, site.address + at, options);
  return current.page;
}

const says = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const dialog = (page: Page) => page.getByRole('dialog');
const newestRestore = () => site.fake.world.restores[0]!;
const changes = () => site.fake.mutations.map((each) => each.path);

describe('restoring', () => {
  it('leads from the backup over what would happen to its end, and starts nothing before', async () => {
    const page = await open('steady', '/');
    await page
      .getByRole('article', { name: 'Shop database' })
      .getByRole('button', { name: 'Restore…' })
      .click();
    await page.getByRole('heading', { name: 'Restore Shop database' }).waitFor();
    await page.getByRole('radio', { name: /Proven by a restore test/ }).check();
    await button(page, 'Look what would happen').click();
    await says(page, 'Nothing is known that stands against it');
    await says(page, '9 min 12 s');
    expect(changes()).toEqual(['/api/v1/restores/plan']);

    await button(page, 'Restore').last().click();
    await dialog(page).getByRole('button', { name: 'Restore' }).click();
    await page.getByRole('heading', { name: 'Restore of Shop database' }).waitFor();
    expect(site.fake.mutations.at(-1)).toMatchObject({ path: '/api/v1/restores', key: expect.any(String) });
    site.fake.changeRestore(newestRestore().id, {
      state: 'running',
      phase: 'fetching',
      startedAt: new Date().toISOString(),
      progress: { bytes: 50, totalBytes: 100 },
    });
    await page.getByText('50 %').waitFor();
    site.fake.changeRestore(newestRestore().id, {
      state: 'completed',
      phase: null,
      finishedAt: new Date().toISOString(),
    });
    await page.getByText('Completed').first().waitFor();
  });

  it('does not let start what would fail, nor what was looked at before it was changed', async () => {
    const page = await open('steady', '/restore');
    const name = page.getByRole('textbox', { name: 'Name of the new database' });
    await name.fill('shop');
    await button(page, 'Look what would happen').click();
    await says(page, 'There is a database shop on db-1.shop.internal:5432 already.');
    const start = button(page, 'Restore').last();
    expect(await start.getAttribute('aria-disabled')).toBe('true');
    await name.fill('shop_look');
    await button(page, 'Look what would happen').waitFor();
    expect(await page.getByText('already.').count()).toBe(0);
  });

  it('never takes another backup in the place of the one that was asked for', async () => {
    const page = await open('steady', '/restore?plan=shop-database&run=gone');
    await says(page, 'The backup you came from cannot be restored any more');
    expect(await page.getByRole('radio', { name: /newest/ }).isChecked()).toBe(false);
    await says(page, 'Choose a backup first');
  });

  it('asks another person before a live database is replaced', async () => {
    const page = await open('steady', '/restore');
    await page.getByRole('radio', { name: /Live database/ }).check();
    await button(page, 'Look what would happen').click();
    await button(page, 'Ask for approval').click();
    const ask = dialog(page).getByRole('button', { name: 'Ask for approval' });
    expect(await ask.getAttribute('aria-disabled')).toBe('true');
    await dialog(page).getByRole('textbox').fill('shop');
    await ask.click();
    await says(page, 'It waits for another person to approve it');
    expect(await button(page, 'Approve…').count()).toBe(0);
  });

  it('puts single tables beside those in use, and says that nothing there is touched', async () => {
    const page = await open('steady', '/restore');
    await page.getByRole('radio', { name: /Live database/ }).check();
    await page.getByRole('radio', { name: /Rows of some tables/ }).check();
    await says(page, 'Into a new schema of it');
    await page.getByRole('checkbox').first().check();
    await button(page, 'Look what would happen').click();
    await button(page, 'Ask for approval').click();
    expect(await dialog(page).getByRole('textbox').count()).toBe(0);
    await dialog(page).getByRole('button', { name: 'Ask for approval' }).click();
    await says(page, 'into a new schema of the live database');
    await says(page, 'Tables that are there stay as they are.');
    expect(newestRestore()).toMatchObject({ target: { kind: 'live-database', name: 'shop' } });
  });

  it('drops the schema with restored tables only after its name was typed', async () => {
    const page = await open('restoring', (world) => `/restores/${world.restores.at(-1)!.id}`);
    await says(page, 'The tables are in the schema restored_20261121_1234abcd of shop');
    await button(page, 'Drop the schema…').click();
    const drop = dialog(page).getByRole('button', { name: 'Drop it' });
    await drop.click({ force: true });
    expect(changes()).toEqual([]);
    await dialog(page).getByRole('textbox').fill('restored_20261121_1234abcd');
    await drop.click();
    await says(page, 'is being dropped.');
    expect(changes().at(-1)).toMatch(/\/undo$/);
  });

  it('tells on every page what awaits a decision, and filters by plan in the address', async () => {
    const page = await open('approver', '/');
    await page.getByRole('link', { name: 'Disaster recovery 1 to be decided' }).waitFor();
    await page.getByRole('link', { name: 'Restores 1 to be decided' }).click();
    await says(page, 'The restore over shop awaits approval');
    await page.getByRole('combobox', { name: 'Show restores in state' }).selectOption('failed');
    await says(page, 'No restore matches the filter');
    expect(new URL(page.url()).search).toBe('?state=failed');
    await button(page, 'Show all restores').click();
    await page.getByText('restores shown, that is all').waitFor();
  });

  it('lets an approver agree, after telling what is lost', async () => {
    const page = await open('approver', (world) => `/restores/${world.restores[0]!.id}`);
    await says(page, 'kim asks for approval');
    await says(page, 'What was written since is not in it.');
    await says(page, 'This backup is not proven by a restore test: verify it first if there is time.');
    await button(page, 'Approve…').click();
    await dialog(page).getByRole('button', { name: 'Approve' }).click();
    await says(page, 'The restore was approved.');
    expect(newestRestore()).toMatchObject({ state: 'queued', decidedBy: 'sam' });
  });

  it('drops the old database only after its name was typed', async () => {
    const page = await open('restoring', (world) => `/restores/${world.restores[1]!.id}`);
    await button(page, 'Drop the old database…').click();
    const drop = dialog(page).getByRole('button', { name: 'Drop it' });
    await drop.click({ force: true });
    expect(changes()).toEqual([]);
    await dialog(page).getByRole('textbox').fill('shop_before_20261120');
    await drop.click();
    await says(page, 'is being dropped.');
    expect(changes().at(-1)).toMatch(/\/confirm$/);
  });

  it('brings the old database back after asking', async () => {
    const page = await open('restoring', (world) => `/restores/${world.restores[1]!.id}`);
    await button(page, 'Undo…').click();
    await dialog(page).getByRole('button', { name: 'Bring it back' }).click();
    await says(page, 'is being brought back.');
  });

  it('tells of a cluster how much WAL was fetched and how far it is replayed', async () => {
    const page = await open('many', (world) => `/restores/${world.restores[0]!.id}`);
    await says(page, 'all 84 segments, 1.31 GiB');
    await says(page, 'up to 3/4F000000, 31 of 84 whole segments');
    await page.getByText('36 %').waitFor();
    await page.getByRole('listitem').filter({ hasText: 'Replaying WAL' }).waitFor();
    site.fake.changeRestore(newestRestore().id, {
      state: 'completed',
      phase: null,
      finishedAt: new Date().toISOString(),
    });
    await page.getByText('Completed').first().waitFor();
    await says(page, 'up to 3/4F000000, 31 of 84 whole segments');
  });

  it('takes the backup that leads to a chosen time, and keeps it all in the address', async () => {
    const page = await open('many', '/restore?plan=orders-cluster');
    expect(await page.getByRole('textbox', { name: 'Data folder' }).inputValue()).toMatch(
      /^\/srv\/restored\/orders-cluster_/,
    );
    await page.getByRole('radio', { name: /A certain time/ }).check();
    const before = new URL(page.url()).searchParams;
    expect(before.get('run')).toBe(site.fake.world.runs.find((run) => run.planId === 'orders-cluster')!.id);
    const early = new Date(Date.now() - 3.4 * 86_400_000).toISOString().slice(0, 19);
    await page.getByLabel('Time, UTC').fill(early);
    await says(page, /It begins from the backup taken [34] days ago/);
    await page.reload();
    expect(await page.getByLabel('Time, UTC').inputValue()).toBe(early);
    await says(page, /It begins from the backup taken [34] days ago/);
    expect(new URL(page.url()).searchParams.get('run')).not.toBe(before.get('run'));
  });

  it('shows which times a cluster can go to, and refuses one outside', async () => {
    const page = await open('many', '/restore?plan=orders-cluster');
    await page.getByRole('img', { name: /Can be recovered to any time .* 1 gap in the WAL/ }).waitFor();
    await page.getByRole('radio', { name: /A certain time/ }).check();
    await page.getByLabel('Time, UTC').fill('2020-01-01T00:00:00');
    await says(page, 'It is before the oldest time that can be recovered to');
  });
});

describe('trust', () => {
  it('says since when no restore test can prove a time, why, and what to grant', async () => {
    const page = await open('many', '/plans/orders-cluster');
    const card = page.getByRole('region', { name: 'Recovery to any time' });
    await card.getByText(/Restore tests cannot prove recovery to a time, since 5 h ago/).waitFor();
    await card.getByText(/permission denied for function pg_logical_emit_message/).waitFor();
    await card.getByText(/GRANT EXECUTE ON FUNCTION pg_logical_emit_message/).waitFor();
    await card.getByText('Cannot be proven', { exact: true }).waitFor();
  });

  it('turns the plan red when a copy is damaged, and names the object on the run', async () => {
    const page = await open('damaged', '/');
    await page.getByRole('region', { name: 'Summary' }).getByText('a copy was found damaged').waitFor();
    await page.getByRole('link', { name: 'Completed run, details' }).first().click();
    await says(page, /data\.00003\.zst\.pgp/);
    await says(page, 'has another SHA-256 than the manifest says.');
  });

  it('tells how far a cluster was rolled forward, and what would have been lost', async () => {
    const page = await open('many', (world) => `/runs/${world.verifications[0]!.runId}`);
    await says(page, /Rolled forward through 212 WAL segments up to/);
    await says(page, '2 s of work would have been lost then; 5 min may be');
  });

  it('never shows a run as it was told of before it asked', async () => {
    const page = await open('running', '/');
    await page.getByRole('article', { name: 'Shop database' }).getByText('41 %').waitFor();
    site.fake.dropStreams(true);
    const run = site.fake.world.runs[0]!;
    site.fake.finish(run.id, 'completed');
    await page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      new MutationObserver(() => seen.push(document.title)).observe(document.head, {
        subtree: true,
        childList: true,
        characterData: true,
      });
    });
    await page.getByRole('link', { name: 'Running run, details' }).first().click();
    await page.getByRole('heading', { name: 'Backup of Shop database' }).waitFor();
    const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen);
    expect(seen.at(-1)).toBe('Completed: Shop database · Mooring');
    expect(seen.filter((title) => title.startsWith('Running'))).toEqual([]);
  });

  it('verifies after asking how, with a key', async () => {
    const page = await open('steady', (world) => `/runs/${world.runs[0]!.id}`);
    await button(page, 'Verify now').click();
    await dialog(page)
      .getByRole('radio', { name: /Restore it as a test/ })
      .check();
    await dialog(page).getByRole('button', { name: 'Verify' }).click();
    await says(page, 'The verification has been queued.');
    expect(site.fake.world.verifications[0]).toMatchObject({ kind: 'restore-test', state: 'queued' });
    expect(site.fake.mutations[0]?.key).toBeTruthy();
  });

  it('says that it does not know when the endpoint is missing, and calls nothing verified', async () => {
    site = await serve('steady');
    site.fake.world.broken = { '/api/v1/verifications': 404 };
    current = await visit(browser, site.address);
    const { page } = current;
    const plan = page.getByRole('article', { name: 'Shop database' });
    await plan.getByText('Not known').first().waitFor();
    expect(await plan.getByText('Proven').count()).toBe(0);
  });
});

describe('retention', () => {
  it('shows what would go and why, and prunes only after asking', async () => {
    const page = await open('steady', '/plans/shop-database');
    await page
      .getByRole('row', { name: /Goes .* days old; backups are kept for 30 days/ })
      .first()
      .waitFor();
    await button(page, 'Prune now').click();
    await dialog(page).getByText('cannot be had back').waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Keep them');
    await dialog(page)
      .getByRole('button', { name: /^Delete/ })
      .click();
    await says(page, 'The prune has been queued.');
    expect(changes()).toEqual(['/api/v1/plans/shop-database/prune']);
  });

  it('holds a backup with a reason, which only an approver may end', async () => {
    const page = await open('steady', (world) => `/runs/${world.runs[0]!.id}`);
    await button(page, 'Hold…').click();
    await dialog(page).getByRole('textbox', { name: 'Why' }).fill('Audit 7');
    await dialog(page).getByRole('button', { name: 'Hold' }).click();
    await says(page, /Audit 7/);
    expect(await button(page, 'Release the hold').getAttribute('aria-disabled')).toBe('true');
    await says(page, 'Needs the approver role');
  });
});

describe('deleting before the time', () => {
  it('shows what would go and what stays, and asks another person only with a reason and the name typed', async () => {
    const page = await open('steady', '/plans/shop-database');
    await button(page, 'Delete all…').click();
    await says(page, /would go, 2 would stay\./);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Keep them');
    const ask = dialog(page).getByRole('button', { name: 'Ask for approval' });
    await dialog(page).getByRole('textbox', { name: 'Why' }).fill('The contract ended');
    await ask.click({ force: true });
    expect(changes().filter((path) => path === '/api/v1/purges')).toEqual([]);
    await dialog(page).getByRole('textbox', { name: 'Type' }).fill('Shop database');
    await ask.click();
    await page.getByRole('heading', { name: 'Deletion of all backups of Shop database' }).waitFor();
    await says(page, 'It waits for another person to approve it');
    expect(await button(page, 'Approve…').count()).toBe(0);
    expect(site.fake.world.purges[0]).toMatchObject({
      reason: 'The contract ended',
      state: 'awaiting-approval',
    });
    await button(page, 'Take it back').click();
    await dialog(page).getByRole('button', { name: 'Take it back' }).click();
    await says(page, 'Taken back by');
  });

  it('lets the newest proven backup go only when that is said', async () => {
    const page = await open('steady', (world) => `/runs/${world.verifications[1]!.runId}`);
    await button(page, 'Delete it…').click();
    await says(page, '0 backups would go, 1 would stay.');
    await says(page, 'It is the newest backup that is proven');
    await dialog(page)
      .getByRole('checkbox', { name: /Even the newest verified one/ })
      .check();
    await says(page, '1 backup would go, 0 would stay.');
  });

  it('brings an approver there from the first page, and deletes after the name was typed', async () => {
    const page = await open('approver', '/');
    await page.getByRole('link', { name: 'Backups 1 to be decided' }).waitFor();
    await says(page, /^kim asks to delete \d+ backups of Shop database$/);
    await says(page, 'Why: GDPR request 77: the customer left.');
    await page.getByRole('link', { name: 'Look at it' }).first().click();
    await says(page, /It is locked in s3-frankfurt until/);
    await says(page, /ends by itself in 3 days/);
    await button(page, 'Approve…').click();
    const act = dialog(page).getByRole('button', { name: /^Delete \d+ backups$/ });
    await act.click({ force: true });
    expect(changes()).toEqual([]);
    await dialog(page).getByRole('textbox').fill('Shop database');
    await act.click();
    await says(page, 'Approved by');
    await page.getByRole('link', { name: 'Deletions' }).click();
    await page.getByRole('link', { name: 'Deleted deletion, details' }).waitFor();
  });

  it('tells whoever decides that the last verified backup goes too', async () => {
    const page = await open('approver', (world) => {
      const items = world.purges[0]!['items'] as { fate: string; reasons: string[] }[];
      items.findLast((each) => each.fate === 'goes')!.reasons = [
        'It is the newest verified backup of the plan; whoever asked confirmed that it may go.',
      ];
      return `/purges/${world.purges[0]!.id}`;
    });
    const told = /^The backup taken .* goes too: it is the newest verified backup of the plan/;
    await says(page, told);
    await button(page, 'Approve…').click();
    await dialog(page).getByText(told).waitFor();
  });

  it('refuses with a reason, which whoever asked can read', async () => {
    const page = await open('approver', (world) => `/purges/${world.purges[0]!.id}`);
    await button(page, 'Refuse…').click();
    await dialog(page).getByRole('textbox', { name: 'Why' }).fill('Ask Legal first');
    await dialog(page).getByRole('button', { name: 'Refuse' }).click();
    await says(page, 'Refused by sam: Ask Legal first');
  });

  it('shows until when a copy is locked, and what a location locks', async () => {
    const page = await open('approver', (world) => `/runs/${world.runs[0]!.id}`);
    await says(page, /Locked, ends in 30 days.*: nobody can delete it before/);
    await page.goto(`${site.address}/locations`);
    await says(page, 'compliance, 30 days');
  });
});

describe('disaster recovery', () => {
  it('shows what is overdue and what was never measured as not known', async () => {
    const page = await open('damaged', '/recovery');
    await says(page, '1 thing did not happen in time');
    const cache = page.getByRole('row', { name: /Cache/ });
    await cache.getByText('Not known').waitFor();
    await page.getByRole('img', { name: /RTO of Database as measured/ }).waitFor();
  });

  it('starts a dry run from the dialog, and executes nothing without its name typed', async () => {
    const page = await open('steady', '/recovery');
    const scenario = page.getByRole('article', { name: 'Security breach' });
    await scenario.getByRole('button', { name: 'Rehearse…' }).click();
    await dialog(page)
      .getByRole('radio', { name: /Execute/ })
      .check();
    const act = dialog(page).getByRole('button', { name: 'Ask for approval' });
    expect(await act.getAttribute('aria-disabled')).toBe('true');
    await dialog(page)
      .getByRole('radio', { name: /Dry run/ })
      .check();
    await dialog(page).getByRole('button', { name: 'Start the dry run' }).click();
    await page.getByRole('heading', { name: 'Security breach', level: 1 }).waitFor();
    expect(site.fake.world.drills[0]).toMatchObject({ mode: 'dry-run', scenario: 'security-breach' });
  });
});

const places: [ScenarioName, string | ((world: World) => string)][] = [
  ['steady', '/plans/shop-database'],
  ['many', '/plans/orders-cluster'],
  ['damaged', (world) => `/runs/${world.runs[0]!.id}`],
  ['many', '/restore?plan=orders-cluster'],
  ['approver', '/restores'],
  ['approver', '/purges'],
  ['approver', (world) => `/purges/${world.purges[0]!.id}`],
  ['approver', (world) => `/runs/${world.runs[0]!.id}`],
  ['restoring', (world) => `/restores/${world.restores[0]!.id}`],
  ['partial', '/locations'],
  ['damaged', '/recovery'],
  ['empty', '/recovery'],
  ['steady', (world) => `/drills/${world.drills[0]!.id}`],
];

describe.each(places)('%s %s', (scenario, path) => {
  it('has no fault that axe finds, light or dark, and scrolls sideways on no screen', async () => {
    for (const [width, colorScheme] of [
      [360, 'light'],
      [1440, 'dark'],
    ] as const) {
      const page = await open(scenario, path, {
        colorScheme,
        reducedMotion: 'reduce',
        viewport: { width, height: 900 },
      });
      await page.waitForFunction(() => !document.querySelector('.loading') && document.querySelector('h1'));
      expect(await faults(page)).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(wide).toBeLessThanOrEqual(0);
      await current.context.close();
      await site.close();
    }
  });
});
