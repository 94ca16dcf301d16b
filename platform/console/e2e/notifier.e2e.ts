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

  it('lists nothing under a filter of labels that cannot be asked for, and says why', async () => {
    const page = await open('storm', '/alerts?label=broken');
    const labels = page.getByRole('searchbox', { name: 'Labels' });
    await says(page, 'A label is looked for as name=value, such as team=web; this is none: broken');
    await says(page, 'Nothing is listed');
    expect(await labels.getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByRole('list', { name: 'Alerts', exact: true }).count()).toBe(0);
    await labels.fill('rack=r7');
    await says(page, '50 alerts shown');
    await labels.fill('rack=r7 broken');
    await says(page, /this is none: broken/);
    expect(await faults(page)).toEqual([]);
    await button(page, 'Leave the labels out').click();
    await says(page, '50 alerts shown');
    expect(page.url()).toMatch(/\/alerts$/);
  });

  it('tells who was told and why, step by step, and is frank when an act comes too late', async () => {
    const page = await open('steady', firstAlert);
    await page.getByRole('heading', { name: 'The primary database db-1 does not answer' }).waitFor();
    await page
      .getByRole('list', { name: 'Told to' })
      .getByText('Route emergency takes emergency alerts')
      .waitFor();
    await page
      .getByRole('list', { name: 'Told to' })
      .getByText(/Told again once, for nobody acknowledged it\. Next in 2\d min/)
      .waitFor();
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
    await says(page, 'Silenced.');
    await page.goto(`${site.address}/silences`);
    await button(page, 'End… It is being replaced.').click();
    await dialog(page).getByRole('button', { name: 'End it' }).click();
    await says(page, 'The silence is over.');
    expect(site.fake.world.notifier.silences[0]!.state).toBe('expired');
    await button(page, 'Undo').click();
    await says(page, 'Silenced again, until the same end.');
    expect(site.fake.world.notifier.silences[0]).toMatchObject({
      state: 'active',
      reason: 'It is being replaced.',
    });
  });

  it('says what a window for all components mutes, and what not', async () => {
    const page = await open('steady', '/silences');
    await says(page, /all components · since/);
    await says(page, 'Alerts: not told until it is over, but for those with severity=emergency.');
  });

  it('silences at certain hours of the week, and never almost everything by mistake', async () => {
    const page = await open('steady', '/silences');
    await button(page, 'Silence alerts…').click();
    await dialog(page).getByLabel('Label 1', { exact: true }).fill('service');
    await dialog(page).getByLabel('How label 1 fits').selectOption('=~');
    await dialog(page).getByLabel('Value 1').fill('.*');
    await dialog(page).getByLabel('Why', { exact: true }).fill('Nightly reports');
    const act = dialog(page).getByRole('button', { name: 'Silence', exact: true });
    await dialog(page).getByText('Say first that almost every alert is meant').first().waitFor();
    expect(await act.getAttribute('aria-disabled')).toBe('true');
    await dialog(page).getByLabel('Value 1').fill('reports.*');
    await dialog(page).getByText('It fits no alert that is open now.').waitFor();
    await dialog(page).getByLabel('How often').selectOption('again');
    for (const day of ['Saturday', 'Sunday']) await dialog(page).getByLabel(day).uncheck();
    await dialog(page).getByLabel('At', { exact: true }).fill('01:30');
    await dialog(page).getByLabel('Time zone').fill('Europe/Zurich');
    await dialog(page).getByText('at 01:30 (Europe/Zurich), for 2 h each time').waitFor();
    await act.click();
    await says(page, 'comes back every Monday, Tuesday, Wednesday, Thursday and Friday at 01:30');
    expect(site.fake.world.notifier.silences[0]).toMatchObject({
      repetition: { at: '01:30', lasts: 'PT120M', zone: 'Europe/Zurich' },
    });
    await button(page, 'Change… Nightly reports').click();
    await dialog(page).getByLabel('How often').selectOption('once');
    await dialog(page).getByRole('button', { name: 'Change it' }).click();
    await says(page, 'The silence was changed.');
    expect(site.fake.world.notifier.silences[0]!['repetition']).toBeNull();
  });

  it('takes several on at once, and says of each whether it is', async () => {
    const page = await open('steady', '/alerts');
    await page.getByLabel('Choose The primary database db-1 does not answer').check();
    await page.getByLabel('Choose Backup of Shop database failed').check();
    await button(page, 'Acknowledge 2…').click();
    const gone = site.fake.world.notifier.alerts.find((each) => each['key'] === 'backup/shop-database')!;
    gone.state = 'resolved';
    await dialog(page).getByLabel('Note').fill('Both are the disk.');
    await dialog(page).getByRole('button', { name: 'Acknowledge 2' }).click();
    await dialog(page).getByRole('heading', { name: '1 alert acknowledged, 1 not' }).waitFor();
    const rows = dialog(page).getByRole('list', { name: 'Alerts to acknowledge' }).getByRole('listitem');
    expect(await rows.nth(1).innerText()).toContain('This alert is over');
    await dialog(page).getByRole('button', { name: 'Close' }).last().click();
    expect(site.fake.world.notifier.alerts[0]).toMatchObject({
      state: 'acknowledged',
      acknowledgement: { by: 'sam', note: 'Both are the disk.' },
    });
  });

  it('moves no row under the pointer, and says what waits', async () => {
    const page = await open('steady', '/alerts');
    const rows = page.getByRole('list', { name: 'Alerts', exact: true }).getByRole('listitem');
    const third = rows.nth(2);
    const words = await third.innerText();
    await third.hover();
    const top = (await third.boundingBox())!.y;
    site.fake.raise(alert(Date.now(), { severity: 'emergency', title: 'The cellar is under water' }));
    await says(page, '1 new: the list stands still while you are in it');
    expect(await third.innerText()).toBe(words);
    expect((await third.boundingBox())!.y).toBe(top);
    await page.mouse.move(5, 5);
    await rows.first().getByRole('link', { name: 'The cellar is under water' }).waitFor();
  });

  it('says that it does not follow what happens while the gateway hears nothing', async () => {
    const page = await open('steady', '/alerts');
    await says(page, 'Follows what happens');
    site.fake.interrupt();
    await says(page, 'Reconnecting');
    await page.getByText('Not live: the gateway hears nothing').waitFor({ timeout: 40_000 });
  });

  it('leads back to the list as it was filtered', async () => {
    const page = await open('steady', '/alerts?severity=warning');
    await page.getByRole('link', { name: 'The mail queue is longer than 100' }).last().click();
    await page.getByRole('heading', { name: 'The mail queue is longer than 100' }).waitFor();
    await page.locator('a.back').click();
    await says(page, '2 alerts shown, that is all');
    expect(page.url()).toMatch(/\?severity=warning$/);
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

  it('covers no word on a narrow phone', async () => {
    const page = await open(
      'steady',
      '/alerts',
      (world) => world.notifier.alerts.unshift(alert(Date.now(), { severity: 'emergency', title: 'Water' })),
      { viewport: { width: 360, height: 780 } },
    );
    await button(page, 'Acknowledge… Water').waitFor();
    await page.locator('.page-waiting').first().waitFor();
    const covered = await page.evaluate(() => {
      const box = (of: Node) => {
        const range = document.createRange();
        range.selectNodeContents(of);
        return of instanceof Text ? range.getBoundingClientRect() : (of as Element).getBoundingClientRect();
      };
      const touch = (one: DOMRect, other: DOMRect) =>
        one.right > other.left && other.right > one.left && one.bottom > other.top && other.bottom > one.top;
      const pairs = [
        ...[...document.querySelectorAll('.pages .page-waiting')].map((each) => [
          each.parentNode!.firstChild!,
          each,
        ]),
        ...[...document.querySelectorAll('.alert-row')].map((each) => [
          each.querySelector('.badge')!,
          each.querySelector('button'),
        ]),
      ];
      return pairs
        .filter(([word, over]) => word && over && touch(box(word), box(over)))
        .map(([word]) => word!.textContent);
    });
    expect(covered).toEqual([]);
  });

  it('raises one by hand', async () => {
    const page = await open('steady', '/alerts');
    await button(page, 'Raise an alert…').click();
    await dialog(page).getByLabel('What is wrong').fill('Smoke in the server room');
    await dialog(page).getByLabel('Labels').fill('service: checkout');
    const field = dialog(page).getByLabel('Labels');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await button(page, 'Raise it').getAttribute('title')).toBe('No name=value: service: checkout');
    expect(await button(page, 'Raise it').isDisabled()).toBe(true);
    await dialog(page).getByLabel('Labels').fill('service=checkout');
    await button(page, 'Raise it').click();
    await page.getByRole('heading', { name: 'Smoke in the server room' }).waitFor();
  });

  it('shows what would happen to an alert, and forgets it with the first change', async () => {
    const page = await open('viewer', '/routes');
    await page.getByRole('combobox', { name: 'Severity' }).selectOption('info');
    await button(page, 'Look what would happen').click();
    await says(page, /No route takes info alerts/);
    expect(page.url()).toMatch(/\?severity=info$/);
    await page.getByRole('combobox', { name: 'Severity' }).selectOption('emergency');
    expect(await page.getByText(/No route takes info alerts/).count()).toBe(0);
  });

  it('answers the question that an address asks, and draws the way an alert takes', async () => {
    const page = await open(
      'viewer',
      '/routes?severity=emergency&labels=service%3Dcheckout&at=2026-11-22T03:00',
    );
    const way = page.getByRole('list', { name: 'Where it goes' });
    await way.getByText('Route critical').waitFor();
    expect(await way.getByRole('listitem').allInnerTexts()).toContainEqual(
      expect.stringMatching(/pagerduty\s+PagerDuty · service Shop production/),
    );
    expect(await page.getByLabel('Labels').inputValue()).toBe('service=checkout');
    await page.getByLabel('Labels').fill('service checkout');
    await says(page, 'No name=value: service checkout');
    expect(await faults(page)).toEqual([]);
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

  it('says that everybody is called again where no level is left', async () => {
    const page = await open('steady', one, (world) =>
      Object.assign(world.notifier.incidents[0]!, {
        escalation: {
          level: 'on-call',
          levelNumber: 1,
          nextAt: new Date(Date.now() + 30 * 60_000).toISOString(),
          exhausted: true,
        },
      }),
    );
    await says(page, 'Everybody was called, and nobody responds');
    await page
      .getByText(/Everybody is called again/)
      .nth(1)
      .waitFor();
    expect(await page.getByText(/The next level is called/).count()).toBe(0);
  });

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

  it('has its clock again when it is opened again, and says the first response as history', async () => {
    const page = await open('steady', (world) => `/incidents/${world.notifier.incidents[1]!.id}`);
    await button(page, 'Reopen…').click();
    await dialog(page).getByText('Whoever is on call is called again').waitFor();
    await dialog(page).getByLabel('Why').fill('The queue is full again.');
    await dialog(page).getByRole('button', { name: 'Reopen' }).click();
    await says(page, 'Nobody responds any more; nobody is called yet');
    await says(page, /(29|30) min.* left to respond/);
    await says(page, /Somebody responded first/);
    expect(await page.getByText('responded to in time').count()).toBe(0);
  });

  it('is handed back, so that people are called again', async () => {
    const page = await open('steady', one, (world) => {
      Object.assign(world.notifier.incidents[0]!, {
        state: 'responding',
        responder: 'kim',
        respondedAt: new Date().toISOString(),
        firstRespondedAt: new Date().toISOString(),
      });
    });
    await button(page, 'Hand back…').click();
    await dialog(page).getByText('kim responds to it now; afterwards nobody does.').waitFor();
    await dialog(page).getByText('Whoever is on call is called again').waitFor();
    await dialog(page).getByLabel('Note').fill('Not ours: it is the network.');
    expect(await faults(page)).toEqual([]);
    await dialog(page).getByRole('button', { name: 'Hand back' }).click();
    await says(page, 'Nobody responds any more; nobody is called yet');
    await page.getByRole('list', { name: 'Timeline' }).getByText('Not ours: it is the network.').waitFor();
    expect(await button(page, 'Hand back…').count()).toBe(0);
  });

  it('is reopened only until it is closed', async () => {
    const page = await open(
      'steady',
      (world) => `/incidents/${world.notifier.incidents[1]!.id}`,
      (world) => {
        world.notifier.incidents[1]!.state = 'closed';
      },
    );
    await says(page, 'Resolved by sam');
    expect(await button(page, 'Reopen…').count()).toBe(0);
    expect(await button(page, 'Send…').count()).toBe(0);
  });

  it('lists what goes on unless something else is asked for', async () => {
    const page = await open('steady', '/incidents');
    const rows = page.getByRole('list', { name: 'Incidents', exact: true }).getByRole('listitem');
    await rows.first().getByText('Orders cannot be placed').waitFor();
    expect(await rows.count()).toBe(1);
    first().state = 'responding';
    await rows.first().getByText('Responding').waitFor();
    await page.getByLabel('Show incidents in state').selectOption('All states');
    await rows.nth(1).getByRole('link', { name: 'Mail is delivered hours late' }).click();
    await page.locator('main').getByRole('link', { name: 'Incidents', exact: true }).click();
    await rows.nth(1).getByText('Mail is delivered hours late').waitFor();
    await page.getByLabel('Show incidents in state').selectOption('Going on');
    await rows.nth(1).waitFor({ state: 'detached' });
    Object.assign(first(), { state: 'resolved' });
    await says(page, 'No incident goes on');
  });

  it('draws who was called when, who is next, and who after that', async () => {
    const page = await open('steady', one);
    const steps = page.getByRole('list', { name: /Levels that are called/ }).getByRole('listitem');
    await steps.nth(1).getByText('Is called next').waitFor();
    expect(await steps.first().innerText()).toContain('Jo Lindqvist (on-call, by rotation) is called');
    expect(await steps.nth(1).innerText()).toMatch(/in \d min/);
    expect(await steps.nth(2).innerText()).toContain('After that');
    await button(page, 'Respond…').click();
    await dialog(page).getByRole('button', { name: 'I respond' }).click();
    await steps.nth(1).getByText('Not called').waitFor();
    await says(page, 'sam responds: nobody else is called.');
  });

  it('takes another alert that belongs to it, found by its words', async () => {
    const page = await open('steady', one);
    await button(page, 'Add an alert…').click();
    const act = dialog(page).getByRole('button', { name: 'Add it' });
    expect(await act.getAttribute('aria-disabled')).toBe('true');
    expect(await dialog(page).getByText('The primary database db-1').count()).toBe(0);
    await dialog(page).getByLabel('Search', { exact: true }).fill('checkout');
    await dialog(page).getByLabel('Checkout answers 6 %').check();
    await act.click();
    await page
      .getByRole('list', { name: 'Alerts of this incident' })
      .getByRole('link', { name: 'Checkout answers 6 %' })
      .waitFor();
    expect(first()['alerts']).toHaveLength(2);
  });

  it('says what ended it, how long it took, and by when the post-mortem is due', async () => {
    const page = await open('steady', one);
    await button(page, 'Resolve…').click();
    await dialog(page).getByLabel('What ended it').fill('db-2 took over.');
    await dialog(page).getByRole('button', { name: 'Resolve' }).click();
    await says(page, /Resolved by sam after 11 min/);
    await says(page, 'db-2 took over.');
    await says(page, /2 d left: it is due 48 h after the incident was resolved/);
    await says(page, 'Nobody has written it yet: what stands here is made of the timeline.');
    expect(await button(page, 'It is done…').getAttribute('aria-disabled')).toBe('true');
    expect(await faults(page)).toEqual([]);
  });

  it('loses no word of a post-mortem, neither mine nor those of somebody else', async () => {
    const page = await open('steady', (world) => `/incidents/${world.notifier.incidents[1]!.id}`);
    const incident = () => site.fake.world.notifier.incidents[1]!;
    await page.getByRole('heading', { name: 'What we change' }).waitFor();
    await button(page, 'Write…').last().click();
    await dialog(page).getByLabel('Text').fill('# Mine');
    await page.keyboard.press('Escape');
    await page.reload();
    await page.getByRole('heading', { name: 'What we change' }).waitFor();
    await button(page, 'Write…').last().click();
    expect(await dialog(page).getByLabel('Text').inputValue()).toBe('# Mine');
    Object.assign(incident(), { written: 3, author: 'mei', markdown: '# Theirs' });
    await dialog(page).getByRole('button', { name: 'Save', exact: true }).click();
    await dialog(page).getByText('Somebody else has just written it.').waitFor();
    await dialog(page).getByText('mei has saved it meanwhile').waitFor();
    await dialog(page).getByRole('button', { name: 'Keep mine' }).click();
    await dialog(page).getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'Mine' }).waitFor();
    expect(incident().markdown).toBe('# Mine');
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
    const read = dialog(page).locator('blockquote');
    expect(await read.innerText()).toBe('A problem with our service\nOrders fail since 06:12. We are on it.');
    await dialog(page).getByLabel('Headline').fill('Orders cannot be placed at present');
    await dialog(page).getByRole('button', { name: 'Send it' }).click();
    await says(page, 'Customers are told.');
    expect(first()['customerNotice']).toMatchObject({
      state: 'sent',
      title: 'Orders cannot be placed at present',
      text: 'Orders fail since 06:12. We are on it.',
    });
  });

  it('tells customers again, also that it is over', async () => {
    const page = await open('steady', one, (world) => {
      const it = world.notifier.incidents[0]!;
      Object.assign(it, { state: 'resolved', resolvedBy: 'sam', resolvedAt: new Date().toISOString() });
      Object.assign(it['customerNotice'] as object, { state: 'sent', title: 'Orders fail', by: 'kim' });
    });
    await says(page, 'Customers hear that it is over only when somebody sends it.');
    expect(await page.getByRole('button', { name: 'Send…' }).count()).toBe(0);
    await button(page, 'Send another…').click();
    const act = dialog(page).getByRole('button', { name: 'Send it' });
    // What they read already is shown, and not sent once more by a careless click.
    await dialog(page).getByText('Orders fail since 06:12. We are on it.').waitFor();
    expect(await act.getAttribute('aria-disabled')).toBe('true');
    await dialog(page).getByLabel('Notice').fill('It is over: orders can be placed again.');
    expect(await faults(page)).toEqual([]);
    await act.click();
    await says(page, 'Customers are told.');
    expect(first()['customerNotice']).toMatchObject({
      state: 'sent',
      title: 'Resolved: Orders fail',
      text: 'It is over: orders can be placed again.',
    });
    await button(page, 'Write another…').click();
    await dialog(page).getByLabel('Notice').fill('We tell you tomorrow why.');
    await dialog(page).getByRole('button', { name: 'Keep the draft' }).click();
    await says(page, 'Written since, and not sent:');
    expect(first()['customerNotice']).toMatchObject({
      state: 'sent',
      text: 'It is over: orders can be placed again.',
      draft: { text: 'We tell you tomorrow why.' },
    });
  });

  it('says of a status only what is so: not every priority has a next one', async () => {
    const page = await open('steady', one, (world) => {
      Object.assign(world.notifier.incidents[0]!, { priority: 'p2' });
    });
    await button(page, 'Tell the status…').click();
    await dialog(page).getByText('goes to the channels where the incident is told').waitFor();
    expect(await dialog(page).innerText()).not.toMatch(/due|30 min|everybody/i);
    await button(page, 'Not now').click();
    first()['nextUpdateDueAt'] = new Date(Date.now() + 1_200_000).toISOString();
    await page.reload();
    await button(page, 'Tell the status…').click();
    await dialog(page)
      .getByText(/One is due in (19|20) min/)
      .waitFor();
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

  it('is opened by hand for an alert, with a warning where one goes on already', async () => {
    const page = await open('steady', firstAlert);
    const its = page.getByRole('list', { name: 'Incidents of this alert' });
    await its.getByRole('link', { name: 'Incident 42: Orders cannot be placed' }).waitFor();
    expect(await faults(page)).toEqual([]);
    await button(page, 'Incident…').click();
    await dialog(page).getByText('An incident goes on for this alert').waitFor();
    await dialog(page).getByRole('link', { name: 'Incident 42: Orders cannot be placed' }).waitFor();
    await button(page, 'Open it').click();
    await page.getByRole('heading', { name: /Incident 43: The primary database db-1/ }).waitFor();
    expect(first()['alerts']).toHaveLength(1);
  });

  it('says what giving its alert back does to the response', async () => {
    const page = await open('steady', firstAlert, (world) => {
      Object.assign(world.notifier.incidents[0]!, { state: 'responding', responder: 'kim' });
      Object.assign(world.notifier.alerts[0]!, { state: 'acknowledged', acknowledgement: { by: 'kim' } });
    });
    await button(page, 'Give back…').click();
    await dialog(page).getByText('Any other response stays.').waitFor();
    await dialog(page).getByRole('button', { name: 'Give back' }).click();
    await says(page, 'Given back: it fires again for everybody.');
    await page.getByRole('list', { name: 'Incidents of this alert' }).getByText('Responding').waitFor();
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

  it('says that who was to stand in is not in settings any more', async () => {
    const page = await open('steady', '/on-call', (world) => {
      world.notifier.onCall.overrides = [
        {
          id: 'override-2',
          schedule: 'platform',
          person: { id: 'zoe', name: 'zoe' },
          from: '2020-01-01T08:00:00Z',
          to: '2099-01-01T08:00:00Z',
          reason: 'Swap',
          by: 'kim',
          passedOver: true,
        },
      ];
    });
    const now = page.getByRole('list', { name: 'On call now' });
    await now.getByText('zoe was to stand in and is not in settings any more: passed over').waitFor();
    expect(await now.getByRole('listitem').first().innerText()).toContain('Jo Lindqvist');
    await page.getByText('Not in settings any more: passed over, the rotation holds').waitFor();
  });
});

describe('telling', () => {
  it('sends all again that was given up, and a test message, after asking', async () => {
    const page = await open('steady', '/deliveries?destination=slack-ops');
    await page.getByRole('link', { name: 'Messages 1 message given up' }).waitFor();
    await button(page, 'Send all given up to slack-ops again…').click();
    await dialog(page).getByRole('heading', { name: 'Send 1 message to slack-ops again?' }).waitFor();
    await dialog(page).getByRole('button', { name: 'Send it again' }).click();
    await says(page, '1 message sent again.');
    await page.getByRole('link', { name: 'Destinations' }).click();
    await says(page, 'The mail server refused the sender');
    await button(page, 'Test… slack-ops').click();
    await dialog(page).getByRole('button', { name: 'Send it' }).click();
    await says(page, 'The test message to slack-ops is on its way');
    expect(changes()).toEqual(['/api/v1/deliveries/retry', '/api/v1/destinations/slack-ops/test']);
  });

  it('shows every attempt, for whom it stands in, and what was given up from every page', async () => {
    const page = await open('steady', '/inputs', (world) => {
      world.deliveries[0]!['standInFor'] = 'pagerduty';
    });
    await page.getByRole('link', { name: 'Messages 1 message given up' }).click();
    await page.getByRole('link', { name: 'Show what was given up' }).click();
    await says(page, '1 message shown, that is all');
    await says(page, 'Stands in for pagerduty');
    await page.getByText('3 attempts').click();
    const attempts = page.getByRole('list', { name: /Attempts to send/ }).getByRole('listitem');
    await attempts.nth(3).waitFor();
    expect(await attempts.count()).toBe(4);
    expect(await attempts.last().innerText()).toContain('A person decides');
    await button(page, /^Drop…/).click();
    await dialog(page).getByRole('button', { name: 'Drop' }).click();
    await says(page, 'The message was dropped.');
    await page.getByRole('link', { name: 'Messages', exact: true }).first().waitFor();
  });

  it('says of a message that is not sent again why it is not', async () => {
    const page = await open('steady', '/deliveries', (world) => {
      world.deliveries[0]!['retried'] = {
        state: 'superseded',
        why: 'It is over, and nobody there heard of it',
      };
    });
    await button(page, 'Send again… Backup of Shop database failed').click();
    await dialog(page).getByRole('button', { name: 'Send again' }).click();
    await says(page, 'It is over, and nobody there heard of it');
    expect(await page.getByText('The message is sent again.').count()).toBe(0);
  });

  it('says when and why what waits for a paused destination is tried again', async () => {
    const page = await open('steady', '/deliveries?state=pending', (world) => {
      const waiting = world.deliveries.find((each) => each['state'] === 'pending')!;
      waiting['nextAttemptAt'] = new Date(Date.now() + 5 * 60_000).toISOString();
      waiting['why'] = 'slack-quiet is paused: Slack did not answer';
    });
    await says(page, /next attempt\s+in [45] min/);
    await says(page, 'slack-quiet is paused: Slack did not answer');
    await page.getByText('1 attempt', { exact: false }).first().click();
    const next = page
      .getByRole('list', { name: /Attempts to send/ })
      .getByRole('listitem')
      .last();
    await next.getByText('slack-quiet is paused').waitFor();
  });

  it('does not say that what is due and waits was tried just now', async () => {
    const page = await open('steady', '/deliveries?state=pending', (world) => {
      const waiting = world.deliveries.find((each) => each['state'] === 'pending')!;
      waiting['nextAttemptAt'] = new Date(Date.now() - 60_000).toISOString();
    });
    await says(page, 'next attempt as soon as it is its turn');
  });

  it('says of an announcement whether it was made, and names nobody before', async () => {
    const page = await open('steady', '/announcements');
    const rows = page.getByRole('list', { name: 'Announcements' }).getByRole('listitem');
    const planned = await rows.nth(1).innerText();
    expect(planned).toContain('Will be announced: Maintenance starts in 24 hours');
    expect(planned).not.toContain('to nobody');
    expect(await rows.nth(2).innerText()).toMatch(/Was not announced:[^]*was due[^]*to nobody/);
  });

  it('says in words what a dead man’s switch expects, and what an input refused', async () => {
    const page = await open('steady', '/inputs');
    await says(page, /expects its alert Watchdog every 5 min; after 6 min of silence/);
    await says(page, /Nothing came for 3 h/);
    await page.getByText('15 reports refused').click();
    const refused = page.getByRole('list', { name: 'Refused at office' }).getByRole('listitem');
    await refused.first().getByText('alerts[0].labels.alertname is missing').waitFor();
    expect(await refused.count()).toBe(2);
    expect(await faults(page)).toEqual([]);
  });

  it('shows each of the news that a message only counted', async () => {
    const page = await open('steady', '/deliveries');
    await page.getByRole('link', { name: 'Each of these news' }).click();
    const news = page.getByRole('list', { name: 'News' }).getByRole('listitem');
    await says(page, /30 pieces of news shown, that is all/);
    expect(await news.count()).toBe(30);
    await page.getByLabel('Words').fill('drill');
    await says(page, /6 pieces of news shown, that is all/);
    await page.getByRole('button', { name: 'Of one message' }).click();
    await says(page, /8 pieces of news shown, that is all/);
  });

  it('says of graver news who is told and when, and why nobody is', async () => {
    const page = await open('steady', '/news');
    await page.getByLabel('Show news of severity').selectOption('warning');
    await says(page, /2 pieces of news shown, that is all/);
    const news = page.getByRole('list', { name: 'News' }).getByRole('listitem');
    await says(page, /mail-team is told in 5 h/);
    expect(await news.first().innerText()).toMatch(
      /Warning\s+3 backups were deleted.*it is for 08:00 to 17:00/s,
    );
    expect(await news.last().innerText()).toMatch(/Critical.*told to nobody: no route takes it/s);
    expect(await faults(page)).toEqual([]);
  });

  it.each([
    ['/destinations', 'Whether people can be told is not known'],
    ['/inputs', 'Whether other systems still report is not known'],
    ['/announcements', 'What is announced is not known'],
    ['/news', 'What news there was is not known'],
    ['/incidents', 'Which incidents there are is not known'],
    ['/statistics', 'How fast people respond is not known'],
  ])('says what it does not know while the notifier is silent: %s', async (path, words) => {
    const page = await open('steady', path, (world) => {
      for (const each of ['destinations', 'inputs', 'announcements', 'incidents', 'news'])
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
    '/news',
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
