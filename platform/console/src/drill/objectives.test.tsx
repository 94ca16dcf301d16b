import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { drill, scenario, trendPoint } from '../api/drill';
import { standings } from './objectives';
import { Trend } from './trend';

const point = (at: string, measuredRtoMillis: number | null) =>
  trendPoint({
    at,
    drillId: at,
    component: 'database',
    measuredRtoMillis,
    objectiveRtoMillis: 1_800_000,
    met: measuredRtoMillis !== null && measuredRtoMillis <= 1_800_000 ? 'passed' : 'failed',
  });

describe('where a component stands', () => {
  it('is what was measured last', () =>
    expect(
      standings([], [point('2026-05-01T00:00:00Z', 1), point('2026-08-01T00:00:00Z', 2_000_000)])[0],
    ).toMatchObject({ at: '2026-08-01T00:00:00Z', latest: { met: 'failed', measuredRtoMillis: 2_000_000 } }));

  it('is not known when no drill measured it, whatever the drill says', () => {
    const told = drill({
      id: 'd',
      state: 'succeeded',
      components: [{ component: 'cache', objectiveRtoMillis: 300_000, met: 'passed' }],
    });
    expect(standings([told], [])).toMatchObject([
      { component: 'cache', at: null, latest: { met: 'unknown', objectiveRtoMillis: 300_000 } },
    ]);
  });
});

it('tells the course in words, oldest first', () => {
  render(
    <Trend
      what="RTO"
      component="Database"
      points={[point('2026-05-01T00:00:00Z', 600_000), point('2026-08-01T00:00:00Z', 2_100_000)]}
    />,
  );
  expect(screen.getByRole('img')).toHaveAccessibleName(
    'RTO of Database as measured, oldest first. 1 May 2026: 10 min; 1 Aug 2026: 35 min. Missed at last.',
  );
});

it.each([
  ['nothing was measured', [point('2026-05-01T00:00:00Z', null)]],
  ['there is one figure', [point('2026-05-01T00:00:00Z', 600_000)]],
])('draws no course where %s', (_, points) => {
  render(<Trend what="RTO" component="Cache" points={points} />);
  expect(screen.queryByRole('img')).toBeNull();
});

it.each(['javascript:alert(1)', 'file:///etc/passwd', '//x', 7, null])(
  'makes no link of the runbook %j',
  (runbook) =>
    expect(scenario({ scenario: 's', steps: [{ id: 'a', runbook }] }).steps[0]?.runbook).toBeNull(),
);
