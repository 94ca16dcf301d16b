import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { alert } from '../fake/alerts.ts';
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
  change: (world: World) => void = () => {},
  options: Parameters<typeof visit>[2] = {},
): Promise<Page> {
  site = await serve(scenario);
  change(site.fake.world);
  const at = typeof path === 'string' ? path : path(site.fake.world);
  current = await visit(browser, site.address + at, options);
  return current.page;
}

const says = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const dialog = (page: Page) => page.getByRole('dialog');
const changes = () => site.fake.mutations.map((each) => each.path);
const firstAlert = (world: World) => `/alerts/${world.notifier.alerts[0]!.id}`;

describe('alerts', () => {
  it('shows what is open gravest first, live, and takes one on after asking', async () => {
    const page = await open('steady', '/alerts');
    await page.locator('[data-state=live]').waitFor();
    await page.getByRole('link', { name: 'Alerts 5 not acknowledged' }).waitFor();
    const rows = page.getByRole('list', { name: 'Alerts', exact: true }).getByRole('listitem');
    expect(await rows.first().innerText()).toContain('The primary database db-1 does not answer');
    site.fake.raise(alert(Date.now(), { severity: 'emergency', title: 'The cellar is under water' }));
    await rows.first().getByRole('link', { name: 'The cellar is under water' }).waitFor();
    await page.getByRole('link', { name: 'Alerts 6 not acknowledged' }).waitFor();

    await button(page, 'Acknowledge… The cellar is under water').click();
    expect(changes()).toEqual([]);
    await dialog(page).getByLabel('Note').fill('On my way.');
    await dialog(page).getByRole('button', { name: 'Acknowledge' }).click();
    await says(page, 'Acknowledged: the others see that you have it.');
    await rows.first().getByText('by sam').waitFor();
    await page.getByRole('link', { name: 'Alerts 5 not acknowledged' }).waitFor();
  });

  it('filters by severity, label and words, in the address', async () => {
    const page = await open('storm', '/alerts');
    await says(page, '50 alerts shown');
    await button(page, 'Show more alerts').click();
    await says(page, '100 alerts shown');
    await page.getByRole('searchbox', { name: 'Words' }).fill('host-17');
    await says(page, '11 alerts shown, that is all');
    await page.getByRole('combobox', { name: 'Show alerts of severity' }).selectOption('critical');
    await says(page, '1 alert shown, that is all');
    expect(page.url()).toMatch(/\?q=host-17&severity=critical$/);
    await page.getByRole('searchbox', { name: 'Labels' }).fill('rack=r8');
    await says(page, 'No alert matches the filter');
    await button(page, 'Show what is open').click();
    await says(page, '100 alerts shown');
  });

  it('tells who was told and why, step by step, and is frank when an act comes too late', async () => {
    const page = await open('steady', firstAlert);
    await page.getByRole('heading', { name: 'The primary database db-1 does not answer' }).waitFor();
    await page.getByRole('list', { name: 'Told to' }).getByText('Emergencies phone').waitFor();
    await page.getByText('Why: every step, as it would be decided now').click();
    await page.getByRole('list', { name: 'Steps of the decision' }).getByText('route emergency').waitFor();
    expect(await faults(page)).toEqual([]);

    await button(page, 'Resolve…').click();
    site.fake.world.notifier.alerts[0]!.state = 'resolved';
    await dialog(page).getByRole('button', { name: 'Resolve' }).click();
    await dialog(page).getByText('It is not resolved').waitFor();
    await dialog(page).getByText('alert-is-over').waitFor();
    await page.locator('.badge', { hasText: 'Resolved' }).waitFor();
  });

  it('says why nobody is told of a silenced one', async () => {
    const page = await open('steady', (world) => `/alerts/${world.notifier.alerts[3]!.id}`);
    await says(page, 'Silenced: nobody is told of it now');
    await says(page, 'Nobody was told of it.');
    await page.getByRole('list', { name: 'Steps of the decision' }).getByText('Holds it back').waitFor();
  });

  it('silences from an alert what it fits, and ends the silence again', async () => {
    const page = await open('steady', firstAlert);
    await button(page, 'Silence…').click();
    expect(await dialog(page).getByLabel('Label 1', { exact: true }).inputValue()).toBe('service');
    await dialog(page).getByText('It fits 1 of the alerts that are open now:').waitFor();
    const act = dialog(page).getByRole('button', { name: 'Silence', exact: true });
    expect(await act.getAttribute('aria-disabled')).toBe('true');
    await dialog(page).getByLabel('Why').fill('It is being replaced.');
    await act.click();
    await says(page, 'Silenced. To undo it, end the silence on its page.');
    await page.goto(`${site.address}/silences`);
    await button(page, 'End… It is being replaced.').click();
    await dialog(page).getByRole('button', { name: 'End it' }).click();
    await says(page, 'The silence is over.');
    expect(site.fake.world.notifier.silences[0]!.state).toBe('expired');
  });

  it('does not overwrite what somebody else changed in a silence', async () => {
    const page = await open('steady', '/silences');
    await button(page, 'Change… The new disks of the cellar are being filled.').click();
    site.fake.world.notifier.silences[0]!['etag'] = '"7"';
    await dialog(page).getByLabel('Why').fill('For longer');
    await dialog(page).getByRole('button', { name: 'Change it' }).click();
    await dialog(page).getByText('Somebody else has changed this silence meanwhile.').waitFor();
    expect(site.fake.world.notifier.silences[0]!['reason']).not.toBe('For longer');
  });

  it('raises one by hand', async () => {
    const page = await open('steady', '/alerts');
    await button(page, 'Raise an alert…').click();
    await dialog(page).getByLabel('What is wrong').fill('Smoke in the server room');
    await button(page, 'Raise it').click();
    await page.getByRole('heading', { name: 'Smoke in the server room' }).waitFor();
  });

  it('shows what would happen to an alert, and forgets it with the first change', async () => {
    const page = await open('viewer', '/routes');
    await page.getByRole('combobox', { name: 'Severity' }).selectOption('info');
    await button(page, 'Look what would happen').click();
    await says(page, /No route takes info alerts/);
    await page.getByRole('combobox', { name: 'Severity' }).selectOption('emergency');
    expect(await page.getByText(/No route takes info alerts/).count()).toBe(0);
  });

  it('does not call a silent notifier one without alerts', async () => {
    const page = await open('steady', '/alerts', (world) => {
      world.broken = { '/api/v1/alerts': 503, '/api/v1/silences': 503 };
    });
    await says(page, 'What is wrong now is not known');
    await page.getByRole('link', { name: 'Alerts ? alerts: not known' }).waitFor();
    expect(await page.getByText('No alert is open').count()).toBe(0);
    site.fake.world.broken = {};
    await button(page, 'Try again').last().click();
    await says(page, '6 alerts shown, that is all');
  });

  it('lets viewers read, with the reason why not more', async () => {
    const page = await open('viewer', firstAlert);
    const act = button(page, 'Acknowledge…');
    await act.waitFor();
    expect(await act.getAttribute('aria-disabled')).toBe('true');
    await says(page, 'Needs the operator role');
  });
});

describe('incidents', () => {
  const one = (world: World) => `/incidents/${world.notifier.incidents[0]!.id}`;
  const first = () => site.fake.world.notifier.incidents[0]!;

  it('says who is called next, and stops calling with the response', async () => {
    const page = await open('steady', '/incidents');
    await page.getByRole('link', { name: 'Incidents 1 without a responder' }).waitFor();
    await page.getByRole('link', { name: 'Incident 42: Orders cannot be placed' }).click();
    await says(page, 'Nobody responds yet; called: on call');
    await says(page, /The next level is called/);
    expect(await faults(page)).toEqual([]);
    await button(page, 'Respond…').click();
    await dialog(page).getByRole('button', { name: 'I respond' }).click();
    await says(page, 'You respond: nobody else is called.');
    await says(page, 'responded to in time');
    expect(await page.getByText('The next level is called').count()).toBe(0);
  });

  it('tells the status and the customers, and asks before what cannot be taken back', async () => {
    const page = await open('steady', one);
    await button(page, 'Tell the status…').click();
    const tell = dialog(page).getByRole('button', { name: 'Tell it' });
    expect(await tell.getAttribute('aria-disabled')).toBe('true');
    await dialog(page).getByLabel('Status').fill('The fail-over runs.');
    await tell.click();
    await page.getByRole('list', { name: 'Timeline' }).getByText('The fail-over runs.').waitFor();
    await button(page, 'Send…').click();
    await dialog(page).getByText('What was sent cannot be taken back.').waitFor();
    await dialog(page).getByRole('button', { name: 'Send it' }).click();
    await says(page, 'Customers are told.');
    expect(first()['customerNotice']).toMatchObject({ state: 'sent' });
  });

  it('does not overwrite the priority that somebody else gave meanwhile', async () => {
    const page = await open('steady', one);
    await button(page, 'Priority…').click();
    await dialog(page).getByLabel('Priority').selectOption('p0');
    await dialog(page).getByLabel('Why').fill('All customers');
    first().version = 9;
    await dialog(page).getByRole('button', { name: 'Change it' }).click();
    await dialog(page).getByText('Somebody else has changed this incident meanwhile.').waitFor();
    expect(first().priority).toBe('p1');
  });

  it('is closed only when its post-mortem is done', async () => {
    const page = await open('steady', (world) => `/incidents/${world.notifier.incidents[1]!.id}`);
    await page.getByRole('heading', { name: 'What we change' }).waitFor();
    await button(page, 'Close…').click();
    await dialog(page).getByRole('button', { name: 'Close', exact: true }).last().click();
    await dialog(page).getByText('Its post-mortem is not done.').waitFor();
    await button(page, 'Not now').click();
    await button(page, 'Write…').last().click();
    await dialog(page).getByLabel('Text').fill('# Learned\n\nTest the *mail* queue.');
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Learned' }).waitFor();
    await button(page, 'It is done…').click();
    await dialog(page).getByRole('button', { name: 'It is done' }).click();
    await says(page, 'The post-mortem is done.');
  });

  it('is opened by hand for an alert', async () => {
    const page = await open('steady', firstAlert);
    await button(page, 'Incident…').click();
    await button(page, 'Open it').click();
    await page.getByRole('heading', { name: /Incident 43: The primary database db-1/ }).waitFor();
    expect(first()['alerts']).toHaveLength(1);
  });

  it('says that it does not know who is on call, and lets somebody stand in', async () => {
    const page = await open('steady', '/on-call', (world) => {
      world.broken = { '/api/v1/on-call': 503 };
    });
    await says(page, 'Who is on call is not known');
    site.fake.world.broken = {};
    await button(page, 'Try again').first().click();
    await page.getByRole('list', { name: 'On call now' }).getByText('Nobody is on call').waitFor();
    await button(page, 'Stand in…').click();
    await dialog(page).getByLabel('Person').selectOption('Sam Okafor');
    await dialog(page).getByLabel('Until').fill('2099-01-01T08:00');
    await dialog(page).getByLabel('Why').fill('Swap');
    const act = dialog(page).getByRole('button', { name: 'Let them stand in' });
    await act.click();
    await dialog(page).getByText('Mei Tanaka stands in at that time already.').waitFor();
    site.fake.world.notifier.onCall.overrides = [];
    await dialog(page).getByRole('button', { name: 'Try again' }).click();
    await button(page, 'Take back… Sam Okafor in platform').click();
    await dialog(page).getByRole('button', { name: 'Take it back' }).click();
    await says(page, 'Nobody stands in: the rotation holds.');
  });
});

describe('telling', () => {
  it('sends all again that was given up, and a test message, after asking', async () => {
    const page = await open('steady', '/deliveries?destination=slack-ops');
    await button(page, 'Send all given up again…').click();
    await dialog(page).getByRole('button', { name: 'Send all again' }).click();
    await says(page, '1 message sent again.');
    await page.getByRole('link', { name: 'Destinations' }).click();
    await says(page, 'The mail server refused the sender');
    await button(page, 'Test… slack-ops').click();
    await dialog(page).getByRole('button', { name: 'Send it' }).click();
    await says(page, 'The test message to slack-ops is on its way');
    expect(changes()).toEqual(['/api/v1/deliveries/retry', '/api/v1/destinations/slack-ops/test']);
  });

  it.each([
    ['/destinations', 'Whether people can be told is not known'],
    ['/inputs', 'Whether other systems still report is not known'],
    ['/announcements', 'What is announced is not known'],
    ['/incidents', 'Which incidents there are is not known'],
    ['/statistics', 'How fast people respond is not known'],
  ])('says what it does not know while the notifier is silent: %s', async (path, words) => {
    const page = await open('steady', path, (world) => {
      for (const each of ['destinations', 'inputs', 'announcements', 'incidents'])
        world.broken[`/api/v1/${each}`] = 503;
    });
    await says(page, words);
  });
});

describe('accessibility', () => {
  const places = [
    '/alerts',
    '/silences',
    '/routes',
    '/inputs',
    '/incidents',
    '/on-call',
    '/statistics',
    '/destinations',
    '/announcements',
  ];

  it.each(places)('has no fault that axe finds, and fits a phone: %s', async (path) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await open('steady', path, undefined, {
        colorScheme,
        reducedMotion: 'reduce',
        viewport: { width: 360, height: 800 },
      });
      await page.waitForFunction(() => !document.querySelector('.loading') && document.querySelector('h1'));
      expect(await faults(page)).toEqual([]);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
      ).toBeLessThanOrEqual(0);
      await current.context.close();
      await site.close();
    }
  });
});
