import { idAt, type Json } from './data.ts';
import type { Reply } from './protection.ts';

const day = 86_400_000;
const iso = (at: number) => new Date(at).toISOString();

export interface OnCallWorld {
  people: { id: string; name: string }[];
  overrides: Json[];
}

export const onCall = (now: number): OnCallWorld => ({
  people: [
    { id: 'jo', name: 'Jo Lindqvist' },
    { id: 'kim', name: 'Kim Aydin' },
    { id: 'sam', name: 'Sam Okafor' },
    { id: 'mei', name: 'Mei Tanaka' },
  ],
  overrides: [
    {
      id: 'override-1',
      schedule: 'platform',
      person: { id: 'mei', name: 'Mei Tanaka' },
      from: iso(now + 2 * day),
      to: iso(now + 3 * day),
      reason: 'Kim is at the dentist',
      by: 'kim',
    },
  ],
});

function shifts({ people, overrides }: OnCallWorld, schedule: string, from: number, to: number): Json[] {
  const found: Json[] = [];
  for (let at = from, turn = schedule.length; at < to; at += 3.5 * day, turn++)
    found.push({
      from: iso(at),
      to: iso(Math.min(at + 3.5 * day, to)),
      person: people[turn % 4],
      because: 'rotation',
    });
  return overrides.reduce<Json[]>((all, over) => {
    if (over['schedule'] !== schedule || over['passedOver'] === true) return all;
    const [begin, end] = [String(over['from']), String(over['to'])];
    const left = all.flatMap((each) => {
      const [one, other] = [String(each['from']), String(each['to'])];
      if (other <= begin || one >= end) return [each];
      return [
        ...(one < begin ? [{ ...each, to: begin }] : []),
        ...(other > end ? [{ ...each, from: end }] : []),
      ];
    });
    const placed = { from: begin, to: end, person: over['person'], because: 'override' };
    return [...left, placed].toSorted((a, b) => String(a['from']).localeCompare(String(b['from'])));
  }, found);
}

const list = (items: unknown[]): Reply => ({ body: { items, nextCursor: null } });

export function readOnCall(
  world: OnCallWorld,
  id: string,
  name: string,
  query: URLSearchParams,
  now: number,
): Reply {
  if (id === 'people') return list(world.people);
  if (id === 'overrides') return list(world.overrides);
  if (id === 'schedules') {
    const [from, to] = [query.get('from'), query.get('to')].map((each) => Date.parse(each ?? ''));
    return list(shifts(world, name, from!, to!));
  }
  const duty = (level: string, schedule: string | null, who: number | null) => ({
    level,
    schedule,
    person: who === null ? null : (world.people[who] ?? null),
    until: who === null ? null : iso(now + 2 * day),
    because: who === null ? 'nobody' : 'rotation',
    passedOver:
      world.overrides.find(
        (each) =>
          each['passedOver'] === true &&
          each['schedule'] === schedule &&
          String(each['from']) <= iso(now) &&
          String(each['to']) > iso(now),
      )?.['person'] ?? null,
  });
  return list(
    world.people.length === 0
      ? []
      : [
          duty('on-call', 'platform', 0),
          duty('team-lead', 'leads', 1),
          duty('engineering-manager', 'managers', 3),
          duty('cto', null, null),
        ],
  );
}

export function changeOnCall(
  world: OnCallWorld,
  method: string,
  id: string,
  body: Json,
  by: string,
  now: number,
): Reply {
  if (method === 'DELETE') {
    world.overrides = world.overrides.filter((each) => each['id'] !== id);
    return { status: 204, body: null };
  }
  const person = world.people.find((each) => each.id === body['person']);
  if (
    world.overrides.some(
      (each) =>
        each['schedule'] === body['schedule'] &&
        String(each['from']) < String(body['to']) &&
        String(each['to']) > String(body['from']),
    )
  )
    return { status: 409, code: 'override-overlaps', detail: 'Mei Tanaka stands in at that time already.' };
  const made = { ...body, id: idAt(now, 801), person, by };
  world.overrides.push(made);
  return { status: 201, body: made };
}
