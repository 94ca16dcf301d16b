import { describe, expect, it } from 'vitest';
import { decision } from '../api/telling';
import { eachOf } from './acknowledge-chosen';
import { steady } from './steady';
import { wayOf } from './way';

const step = (subject: string, verdict: string, why = '') => ({ subject, verdict, why });
const to = (name: string, route: string) => ({ name, route, channel: 'slack', address: '#ops', why: '' });

describe('the way an alert takes', () => {
  it('holds the routes that take it, with their destinations, and what was left out', () =>
    expect(
      wayOf(
        decision({
          outcome: 'told',
          destinations: [to('slack', 'critical')],
          steps: [
            step('route test', 'not-matched'),
            step('route critical', 'matched'),
            step('destination slack', 'passed'),
            step('destination mail', 'skipped', 'it lacks its settings'),
            step('silences, inhibition, maintenance', 'passed', 'nothing mutes it'),
          ],
        }),
      ),
    ).toMatchObject({
      passedOver: ['test'],
      branches: [
        {
          route: 'critical',
          to: [{ name: 'slack' }],
          left: [{ name: 'mail', why: 'it lacks its settings' }],
        },
      ],
      gate: { open: true, words: 'nothing mutes it' },
    }));
  it('leads on to the route for maintenance while maintenance holds it back', () =>
    expect(
      wayOf(
        decision({
          outcome: 'held',
          destinations: [to('slack', 'critical')],
          meanwhile: [to('room', 'quiet')],
          steps: [
            step('route critical', 'matched'),
            step('destination slack', 'passed'),
            step('maintenance', 'muted', 'Maintenance'),
            step('route quiet', 'matched'),
            step('destination room', 'passed'),
          ],
        }),
      ),
    ).toMatchObject({
      branches: [
        { route: 'critical', to: [{ name: 'slack' }], meanwhile: false },
        { route: 'quiet', to: [{ name: 'room' }], meanwhile: true },
      ],
      gate: { open: false, words: 'Maintenance' },
    }));
  it.each([['silence'], ['maintenance'], ['inhibition']])(
    'is closed by a %s, whatever else lets it pass',
    (kind) =>
      expect(
        wayOf(
          decision({ outcome: 'held', steps: [step(kind, 'muted', 'because'), step('others', 'passed')] }),
        ).gate,
      ).toEqual({ open: false, words: 'because' }),
  );
});

describe('the list that somebody is in', () => {
  const one = { id: '1', state: 'firing' };
  const two = { id: '2', state: 'firing' };
  it('keeps its order and shows what is newest of each', () =>
    expect(
      steady(
        [one, two],
        [
          { id: '3', state: 'firing' },
          { id: '2', state: 'acknowledged' },
        ],
      ),
    ).toEqual({
      items: [one, { id: '2', state: 'acknowledged' }],
      gone: new Set(['1']),
      added: 1,
    }));
});

describe('an act on several', () => {
  it('goes on when one is refused, and tells of each', async () => {
    const told = new Map<string, unknown>();
    const work = (id: string) => (id === 'b' ? Promise.reject(new Error('It is over.')) : Promise.resolve());
    await eachOf(['a', 'b', 'c', 'd', 'e', 'f'], work, (id, outcome) => told.set(id, outcome));
    expect(told.size).toBe(6);
    expect(told.get('b')).toEqual({ done: false, words: 'It is over.' });
    expect([...told.values()].filter((each) => (each as { done: boolean }).done)).toHaveLength(5);
  });
});
