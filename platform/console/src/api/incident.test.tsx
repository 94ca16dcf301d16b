import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Markdown } from '../design/markdown';
import { localTime, toInstant } from '../design/local-time';
import { responseWords } from '../incidents/clock';
import { placeOf } from '../on-call/calendar';
import { announcement } from './announcement';
import { destination } from './destination';
import { priorityMeaning } from '../incidents/looks';
import { NoticeWords } from '../incidents/customer-notice';
import { incident, postMortem, responseTimes, statistics } from './incident';
import { input } from './input';
import { duty, override, shift } from './on-call';

describe('an incident', () => {
  it('is readable with nothing but its id, and then is in no known state', () =>
    expect(incident({ id: 'i' })).toMatchObject({
      state: 'unknown',
      priority: 'unknown',
      escalation: null,
      customerNotice: { required: null, state: 'unknown' },
      postMortem: { state: 'unknown' },
    }));

  it('shows what customers read apart from what was written since', () => {
    const { customerNotice } = incident({
      id: 'i',
      customerNotice: {
        state: 'sent',
        title: 'Orders fail',
        text: 'We are on it.',
        by: 'ann',
        at: '2026-11-22T06:30:00Z',
        draft: { title: 'Orders work', text: 'Sorry.', by: 'bob', at: '2026-11-22T07:30:00Z' },
      },
    });
    const { container } = render(<NoticeWords notice={customerNotice} />);
    const [sent, since, ...more] = container.querySelectorAll('blockquote');
    expect(more).toEqual([]);
    expect(sent).toHaveTextContent('Orders failWe are on it.');
    expect(since).toHaveTextContent('Orders workSorry.');
    const words = container.textContent;
    const order = ['read last', 'Sent by ann', 'not sent', 'Written by bob'].map((each) =>
      words.indexOf(each),
    );
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order).not.toContain(-1);
  });

  it('has no draft beside what was sent where nobody wrote one', () =>
    expect(incident({ id: 'i', customerNotice: { state: 'sent', draft: null } }).customerNotice.draft).toBe(
      null,
    ));

  const times = responseTimes({
    items: [
      { priority: 'p1', respondWithinSeconds: 1_800 },
      { priority: 'p2', respondWithinSeconds: 'soon' },
      { priority: 'p3', respondWithinSeconds: null },
    ],
  });
  it.each([
    ['p1', 'P1: somebody responds within 30 min'],
    ['p2', 'P2'],
    ['p3', 'P3: somebody responds by the end of the next business day'],
  ] as const)('has a priority that means what the service says, and nothing else: %s', (priority, words) =>
    expect(priorityMeaning(priority, times)).toBe(words),
  );

  const due = '2026-11-22T06:30:00Z';
  const at = (time: string) => Date.parse(`2026-11-22T${time}Z`);
  const open = { state: 'open', responseDueAt: due, respondedAt: null } as const;
  it('tells how long is left to respond', () =>
    expect(responseWords(open, at('06:20:00'))).toEqual({ late: false, words: '10 min left to respond' }));
  it('tells that nobody responds in time', () =>
    expect(responseWords(open, at('06:42:00'))).toEqual({
      late: true,
      words: 'nobody responds, 12 min late',
    }));
  it('keeps a response that came too late too late', () =>
    expect(
      responseWords({ ...open, state: 'responding', respondedAt: '2026-11-22T06:31:30Z' }, at('09:00:00')),
    ).toEqual({ late: true, words: 'responded to 1 min 30 s late' }));
  it('has its clock again when it is opened again, whoever responded before', () => {
    const again = { ...open, respondedAt: '2026-11-22T03:00:00Z' };
    expect(responseWords(again, at('06:20:00'))?.words).toBe('10 min left to respond');
    expect(responseWords(again, at('06:42:00'))).toEqual({
      late: true,
      words: 'nobody responds, 12 min late',
    });
  });
  it('has no clock that nobody knows', () =>
    expect(responseWords({ ...open, responseDueAt: null }, at('06:00:00'))?.words).toMatch(/not known/));
});

describe('a post-mortem', () => {
  it.each([{}, { markdown: null }, null])('is not empty because the answer was %j', (value) =>
    expect(() => postMortem(value)).toThrow(TypeError),
  );

  it('is shown as text and never as HTML', () => {
    render(
      <Markdown
        text={'# Why <b>\n\n<img src=x onerror=alert(1)>\n\n- one **two**\n- [x](javascript:alert(1))'}
      />,
    );
    expect(screen.getByRole('heading')).toHaveTextContent('Why <b>');
    expect(screen.queryByRole('img')).toBeNull();
    expect(screen.queryByRole('link')).toBeNull();
    expect(screen.getAllByRole('listitem')).toHaveLength(2);
  });
  it('keeps its tables, code and links', () => {
    render(<Markdown text={'| a | b |\n|---|---|\n| 1 | `c` |\n\n```\n# no heading\n```\n[run](/runs/1)'} />);
    expect(screen.getByRole('columnheader', { name: 'a' })).toBeInTheDocument();
    expect(screen.queryByRole('heading')).toBeNull();
    expect(screen.getByRole('link', { name: 'run' })).toHaveAttribute('href', '/runs/1');
  });
  it.each(['|', '```', '>', '- ', '#', '> > > deep', '**', '[](', '\n\n', '1. '.repeat(99)])(
    'ends for %j',
    (text) => expect(() => render(<Markdown text={text} />)).not.toThrow(),
  );
});

it('does not take a time that was not measured for 0', () =>
  expect(statistics({ mttaSeconds: null, byPriority: { p0: { mttrSeconds: 'soon' } } })).toMatchObject({
    mttaSeconds: null,
    byPriority: { p0: { mttrSeconds: null }, p3: { opened: null } },
  }));

describe('who is on call', () => {
  it('is nobody only where the server says so', () =>
    expect(duty({ schedule: 's', person: null }).person).toBeNull());
  it('names who was to stand in and is passed over', () => {
    expect(duty({ schedule: 's', passedOver: { id: 'zoe', name: 'zoe' } }).passedOver?.name).toBe('zoe');
    expect(duty({ schedule: 's' }).passedOver).toBeNull();
    expect(override({ id: 'o', passedOver: true }).passedOver).toBe(true);
    expect(override({ id: 'o' }).passedOver).toBe(false);
  });
  it('refuses a shift without its times', () =>
    expect(() => shift({ from: '2026-11-22T06:00:00Z', person: { id: 'a' } })).toThrow(TypeError));
  it('places a shift within the days that are shown', () => {
    const at = (time: string) => Date.parse(time);
    const two = { from: '2026-11-21T00:00:00Z', to: '2026-11-23T00:00:00Z' };
    expect(placeOf(two, at('2026-11-22T00:00:00Z'), at('2026-11-26T00:00:00Z'))).toEqual({ x: 0, width: 25 });
    expect(placeOf(two, at('2026-11-24T00:00:00Z'), at('2026-11-26T00:00:00Z'))).toBeNull();
  });
});

it.each([
  ['a destination', () => destination({ name: 'n', state: 'asleep' }).state],
  ['an input', () => input({ name: 'n', state: 'asleep' }).state],
  ['an announcement', () => announcement({ id: 'n', state: 'asleep' }).state],
])('%s of a newer server is in no known state', (_, state) => expect(state()).toBe('unknown'));

it('reads the field of date and time as it fills it', () => {
  expect(toInstant(localTime('2026-11-21T02:00:00Z'))).toBe('2026-11-21T02:00:00.000Z');
  expect(toInstant('')).toBeNull();
});
