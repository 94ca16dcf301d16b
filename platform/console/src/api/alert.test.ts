import { describe, expect, it } from 'vitest';
import { matchersFor } from '../silences/silence-form';
import { alert, alertSummary, labelFault, labelsOf, total } from './alert';
import { maintenanceMute, silence, silencePreview } from './silence';
import { decision, telling } from './telling';

describe('an alert', () => {
  it('is readable with nothing but its id, and then is in no known state', () =>
    expect(alert({ id: 'a' })).toMatchObject({
      state: 'unknown',
      severity: 'unknown',
      title: 'An alert without words',
      flapping: null,
      acknowledgement: null,
      held: null,
      incidents: null,
    }));
  it('leaves out an incident that cannot be led to', () =>
    expect(alert({ id: 'a', incidents: [{ title: 'Lost' }, { id: 'i', state: 'open' }] }).incidents).toEqual([
      { id: 'i', number: null, title: 'An incident without a title', priority: 'unknown', state: 'open' },
    ]));
  it('is as grave in whatever case it is written', () =>
    expect(alert({ id: 'a', severity: 'EMERGENCY' }).severity).toBe('emergency'));
  it.each(['apocalyptic', 5, null])('has no known severity when the server says %j', (severity) =>
    expect(alert({ id: 'a', severity }).severity).toBe('unknown'),
  );
});

describe('a window that mutes', () => {
  it.each([
    [[], 'all components'],
    [['database', 'web'], 'database, web'],
    ['service=orders', 'service=orders'],
    [null, null],
  ])('has of %j the scope %j', (scope, said) => expect(maintenanceMute({ scope }).scope).toBe(said));
});

describe('the summary of the alerts', () => {
  const numbers = { emergency: 1, critical: 2, warning: 0, info: 3 };
  it('adds what is firing', () => expect(total(alertSummary({ firing: numbers }).firing)).toBe(6));
  it.each([undefined, null, {}, { ...numbers, critical: -1 }, { ...numbers, info: 'some' }])(
    'does not know how many fire when the server says %j',
    (firing) => expect(total(alertSummary({ firing }).firing)).toBeNull(),
  );
});

describe('who was told', () => {
  it.each([{}, { told: null }, { told: 'everybody' }])('is not nobody because the answer was %j', (value) =>
    expect(() => telling(value)).toThrow(TypeError),
  );
  it.each([{}, { destinations: [] }])('is not decided by the answer %j', (value) =>
    expect(() => decision(value)).toThrow(TypeError),
  );
  it('keeps a step of which it can read nothing', () =>
    expect(decision({ outcome: 'told', steps: [7] }).steps).toEqual([
      { subject: 'an unnamed step', verdict: 'unknown', why: null },
    ]));
});

describe('a silence', () => {
  it.each([{}, { matching: null }])('does not fit nothing because the preview was %j', (value) =>
    expect(() => silencePreview(value)).toThrow(TypeError),
  );
  it('cannot be changed here when one of its matchers cannot be read', () => {
    const read = { label: 'a', op: '=', value: 'b' };
    expect(silence({ id: 's', matchers: [read] }).editable).toEqual([read]);
    const newer = silence({ id: 's', matchers: [read, { label: 'a', op: '~~', value: 'b' }] });
    expect(newer.editable).toBeNull();
    expect(newer.matchers).toEqual(['a=b', 'something this console cannot read']);
  });
  it('of an alert fits its lasting labels, or its key where it has none', () => {
    const labels = [
      { name: 'service', value: 'shop' },
      { name: 'pod', value: 'shop-7f9' },
    ];
    expect(matchersFor(labels, 'k')).toEqual([{ label: 'service', op: '=', value: 'shop' }]);
    expect(matchersFor([], 'k')).toEqual([{ label: 'alertKey', op: '=', value: 'k' }]);
  });
});

it.each([
  ['', null],
  ['team=web  site=a,b', null],
  ['team= x=y=z', null],
  ['team=web broken =x', 'broken =x'],
])('asks for the labels %j, or says what of them it cannot', (typed, wrong) =>
  wrong === null ? expect(labelFault(typed)).toBeNull() : expect(labelFault(typed)).toContain(`: ${wrong}`),
);

it('reads labels as they are typed', () =>
  expect(labelsOf('a=b,  c=d=e nothing =x')).toEqual({ a: 'b', c: 'd=e' }));
