import { describe, expect, it } from 'vitest';
import { incident, type TimelineEntry } from '../api/incident';
import type { Duty } from '../api/on-call';
import { deadlineWords } from './post-mortem';
import { rungs } from './rungs';

const at = (time: string) => `2026-11-22T${time}:00Z`;
const entry = (what: string, time: string, words = what): TimelineEntry => ({
  at: at(time),
  what,
  by: null,
  words,
  reference: null,
});
const duty = (level: string, name: string | null): Duty => ({
  schedule: level,
  level,
  person: name === null ? null : { id: name, name },
  until: null,
  because: null,
  passedOver: null,
});
const duties = [duty('on-call', 'Jo'), duty('team-lead', 'Kim'), duty('cto', 'Ada')];
const open = (levelNumber: number, nextAt: string | null, state = 'open') =>
  incident({ id: 'i', state, escalation: { level: 'on-call', levelNumber, nextAt, exhausted: false } });

describe('the ladder', () => {
  it('tells who was called when, who is next, and who after that', () =>
    expect(
      rungs(
        open(1, at('03:15')),
        [entry('opened', '03:00'), entry('escalated', '03:00', 'Jo is called')],
        duties,
      ),
    ).toEqual([
      { level: 'on-call', person: 'Jo', state: 'called', at: at('03:00'), words: 'Jo is called' },
      { level: 'team-lead', person: 'Kim', state: 'next', at: at('03:15'), words: null },
      { level: 'cto', person: 'Ada', state: 'later', at: null, words: null },
    ]));
  it('shows a level at which nobody could be called', () =>
    expect(
      rungs(open(2, null), [entry('nobody-on-call', '03:00'), entry('escalated', '03:00')], duties).map(
        (each) => each.state,
      ),
    ).toEqual(['nobody', 'called', 'later']));
  it.each(['reopened', 'handed-back'])('begins anew when the incident is %s', (what) =>
    expect(
      rungs(open(0, at('05:00')), [entry('escalated', '03:00'), entry(what, '04:59')], duties).map(
        (each) => each.state,
      ),
    ).toEqual(['next', 'later', 'later']),
  );
  it('calls nobody else once somebody responds', () =>
    expect(
      rungs(open(1, null, 'responding'), [entry('escalated', '03:00')], duties).map((each) => each.state),
    ).toEqual(['called', 'spared', 'spared']));
  it('still tells who was called when nobody knows who is on call', () =>
    expect(rungs(open(1, at('03:15')), [entry('escalated', '03:00', 'Jo is called')], null)).toMatchObject([
      { level: null, state: 'called', words: 'Jo is called' },
    ]));
});

describe('the deadline of a post-mortem', () => {
  const resolved = '2026-11-20T03:00:00Z';
  const due = '2026-11-22T03:00:00Z';
  it('tells what is left of the 48 h', () =>
    expect(deadlineWords(due, resolved, Date.parse('2026-11-21T07:00:00Z'))).toBe(
      '20 h left: it is due 48 h after the incident was resolved.',
    ));
  it('tells by how much it is overdue', () =>
    expect(deadlineWords(due, null, Date.parse('2026-11-22T04:30:00Z'))).toBe('1 h 30 min overdue.'));
});
