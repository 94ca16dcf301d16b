// Pictures of the built console, to look at while designing: npm run shots [folder]
import { mkdirSync } from 'node:fs';
import { launch, serve, visit } from './browser.ts';
import type { ScenarioName, World } from '../fake/scenarios.ts';

const folder = process.env['SHOTS'] ?? 'target/shots';
mkdirSync(folder, { recursive: true });
const wanted = process.env['ONLY']?.split(',');
const browser = await launch();

/** Somebody responded to it 6 min ago, and does so still unless it is open again. */
function handled(
  incident: World['notifier']['incidents'][number],
  state: 'open' | 'responding' | 'resolved',
) {
  const firstRespondedAt = new Date(Date.now() - 360_000).toISOString();
  const now = state === 'open' ? {} : { responder: 'kim', respondedAt: firstRespondedAt };
  const over = state === 'resolved' ? { resolvedAt: new Date().toISOString(), resolvedBy: 'kim' } : {};
  Object.assign(incident, { state, firstRespondedAt, ...now, ...over });
}

const shots: {
  name: string;
  scenario: ScenarioName;
  path?: (firstRun: string, world: World) => string;
  widths?: number[];
  /** What is otherwise than in the scenario. */
  change?: (world: World) => void;
  /** What is clicked before: the words of a button, or of what unfolds. */
  open?: string[];
}[] = [
  { name: 'running', scenario: 'running', widths: [1440, 768, 390] },
  { name: 'steady', scenario: 'steady', widths: [1440] },
  { name: 'failed', scenario: 'failed', widths: [1440, 768, 390] },
  { name: 'partial', scenario: 'partial', widths: [1440] },
  { name: 'empty', scenario: 'empty', widths: [1440, 390] },
  { name: 'unknown', scenario: 'unknown', widths: [1440] },
  { name: 'many', scenario: 'many', widths: [1440, 2560] },
  { name: 'viewer', scenario: 'viewer', widths: [1440] },
  { name: 'signed-out', scenario: 'signed-out', widths: [1440, 390] },
  { name: 'run', scenario: 'steady', path: (id) => `/runs/${id}`, widths: [1440, 390] },
  { name: 'run-failed', scenario: 'failed', path: (id) => `/runs/${id}`, widths: [1440] },
  { name: 'run-damaged', scenario: 'damaged', path: (id) => `/runs/${id}`, widths: [1440, 390] },
  { name: 'damaged', scenario: 'damaged', widths: [1440] },
  { name: 'plan', scenario: 'steady', path: () => '/plans/shop-database', widths: [1440, 390] },
  { name: 'cluster', scenario: 'many', path: () => '/plans/orders-cluster', widths: [1440, 390] },
  { name: 'restore', scenario: 'steady', path: () => '/restore', widths: [1440, 390] },
  { name: 'restore-time', scenario: 'many', path: () => '/restore?plan=orders-cluster', widths: [1440] },
  { name: 'restores', scenario: 'approver', path: () => '/restores', widths: [1440, 390] },
  {
    name: 'approval',
    scenario: 'approver',
    path: (_, world) => `/restores/${world.restores[0]!.id}`,
    widths: [1440, 390],
  },
  {
    name: 'restoring',
    scenario: 'restoring',
    path: (_, world) => `/restores/${world.restores[0]!.id}`,
    widths: [1440, 390],
  },
  {
    name: 'old-database',
    scenario: 'restoring',
    path: (_, world) => `/restores/${world.restores[1]!.id}`,
    widths: [1440],
  },
  {
    name: 'drill',
    scenario: 'steady',
    path: (_, world) => `/drills/${world.drills[0]!.id}`,
    widths: [1440, 390],
  },
  { name: 'purges', scenario: 'approver', path: () => '/purges', widths: [1440, 390] },
  {
    name: 'purge',
    scenario: 'approver',
    path: (_, world) => `/purges/${world.purges[0]!.id}`,
    widths: [1440, 390],
  },
  { name: 'locations', scenario: 'partial', path: () => '/locations', widths: [1440, 390] },
  { name: 'recovery', scenario: 'damaged', path: () => '/recovery', widths: [1440, 390] },
  { name: 'recovery-empty', scenario: 'empty', path: () => '/recovery', widths: [1440] },
  { name: 'alerts', scenario: 'steady', path: () => '/alerts', widths: [1440, 390] },
  { name: 'alerts-storm', scenario: 'storm', path: () => '/alerts', widths: [1440] },
  {
    name: 'alert',
    scenario: 'steady',
    path: (_, world) => `/alerts/${world.notifier.alerts[0]!.id}`,
    widths: [1440, 390],
  },
  {
    name: 'alert-silenced',
    scenario: 'steady',
    path: (_, world) => `/alerts/${world.notifier.alerts[3]!.id}`,
    widths: [1440],
  },
  {
    name: 'alerts-chosen',
    scenario: 'steady',
    path: () => '/alerts',
    open: ['Choose all', 'Acknowledge 5…'],
  },
  {
    name: 'silence-new',
    scenario: 'steady',
    path: () => '/silences',
    widths: [1440, 390],
    open: ['Silence alerts…'],
  },
  {
    name: 'silence-nightly',
    scenario: 'steady',
    path: () => '/silences',
    widths: [1440, 390],
    open: ['Change…'],
  },
  { name: 'silences', scenario: 'steady', path: () => '/silences', widths: [1440, 390] },
  { name: 'routes', scenario: 'steady', path: () => '/routes', widths: [1440, 390] },
  {
    name: 'routes-try',
    scenario: 'steady',
    path: () => '/routes?severity=emergency&labels=service%3Dcheckout',
    widths: [1440, 390],
  },
  {
    name: 'incident-link',
    scenario: 'steady',
    path: (_, world) => `/incidents/${world.notifier.incidents[0]!.id}`,
    widths: [1440, 390],
    open: ['Add an alert…'],
  },
  { name: 'incidents', scenario: 'steady', path: () => '/incidents', widths: [1440, 390] },
  { name: 'incidents-all', scenario: 'steady', path: () => '/incidents?state=all' },
  {
    name: 'incident-by-hand',
    scenario: 'steady',
    path: (_, world) => `/alerts/${world.notifier.alerts[0]!.id}`,
    widths: [1440, 390],
    open: ['Incident…'],
  },
  {
    name: 'incident-hand-back',
    scenario: 'steady',
    change: ({ notifier }) => handled(notifier.incidents[0]!, 'responding'),
    path: (_, world) => `/incidents/${world.notifier.incidents[0]!.id}`,
    widths: [1440, 390],
    open: ['Hand back…'],
  },
  {
    name: 'incident-again',
    scenario: 'steady',
    change: ({ notifier }) => handled(notifier.incidents[0]!, 'open'),
    path: (_, world) => `/incidents/${world.notifier.incidents[0]!.id}`,
    widths: [1440, 390],
  },
  {
    name: 'incident-notice',
    scenario: 'steady',
    path: (_, world) => `/incidents/${world.notifier.incidents[0]!.id}`,
    widths: [1440, 390],
    open: ['Send…'],
  },
  {
    name: 'incident-notice-again',
    scenario: 'steady',
    change: ({ notifier: { incidents } }) => {
      handled(incidents[0]!, 'resolved');
      Object.assign(incidents[0]!['customerNotice'] as object, {
        state: 'sent',
        title: 'Orders fail',
        by: 'kim',
      });
    },
    path: (_, world) => `/incidents/${world.notifier.incidents[0]!.id}`,
    widths: [1440, 390],
    open: ['Send another…'],
  },
  {
    name: 'incident',
    scenario: 'steady',
    path: (_, world) => `/incidents/${world.notifier.incidents[0]!.id}`,
    widths: [1440, 390],
  },
  {
    name: 'incident-over',
    scenario: 'steady',
    path: (_, world) => `/incidents/${world.notifier.incidents[1]!.id}`,
    widths: [1440, 390],
  },
  { name: 'statistics', scenario: 'steady', path: () => '/statistics', widths: [1440, 390] },
  { name: 'on-call', scenario: 'steady', path: () => '/on-call', widths: [1440, 390] },
  {
    name: 'inputs',
    scenario: 'steady',
    path: () => '/inputs',
    widths: [1440, 390],
    open: ['15 reports refused'],
  },
  { name: 'destinations', scenario: 'steady', path: () => '/destinations', widths: [1440, 390] },
  { name: 'news', scenario: 'steady', path: () => '/news', widths: [1440, 390] },
  { name: 'announcements', scenario: 'steady', path: () => '/announcements', widths: [1440, 390] },
  {
    name: 'deliveries',
    scenario: 'steady',
    path: () => '/deliveries',
    widths: [1440, 390],
    open: ['3 attempts'],
  },
];
for (const shot of shots.filter((each) => !wanted || wanted.includes(each.name))) {
  for (const width of shot.widths ?? [1440]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      if (!(process.env['THEMES'] ?? 'light,dark').includes(colorScheme)) continue;
      const site = await serve(shot.scenario);
      shot.change?.(site.fake.world);
      const path = shot.path?.(site.fake.world.runs[0]?.id ?? '', site.fake.world) ?? '/';
      const height = width === 390 ? 844 : width === 768 ? 1024 : width === 2560 ? 1440 : 900;
      const { page, context, complaints } = await visit(browser, site.address + path, {
        deviceScaleFactor: Number(process.env['SCALE'] ?? 1),
        viewport: { width, height },
        colorScheme,
        reducedMotion: 'reduce',
      });
      await page.waitForLoadState('load');
      await page.waitForFunction(
        () => !document.querySelector('.loading') && document.querySelector('h1, h2'),
      );
      if (shot.name !== 'signed-out') await page.waitForSelector('[data-state=live]');
      for (const words of shot.open ?? []) await page.getByText(words).last().click();
      if (shot.open) await page.waitForFunction(() => !document.querySelector('.loading'));
      await page.screenshot({
        path: `${folder}/${shot.name}-${width}-${colorScheme}.png`,
        fullPage: process.env['FULL'] === '1' || width < 1000,
      });
      if (complaints.length) console.error(shot.name, complaints);
      await context.close();
      await site.close();
    }
  }
}
await browser.close();
