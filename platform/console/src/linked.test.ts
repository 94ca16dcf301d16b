import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const notifier = join(import.meta.dirname, '../../../notifier-service/src/main');
const read = (file: string) => readFileSync(file, 'utf8');
const below = (folder: string, ending: string) =>
  readdirSync(join(notifier, folder), { recursive: true, encoding: 'utf8' })
    .filter((each) => each.endsWith(ending))
    .map((each) => read(join(notifier, folder, each)));

/** "/runs/:id" and the like. */
const pages = new Set(
  [...read(join(import.meta.dirname, 'app.tsx')).matchAll(/<Route path="([^"]+)"/g)].map((each) => each[1]!),
);

/** What follows the console's address in a message: after it in Java, and by #link in rules. */
const links = [
  ...below('java', '.java').flatMap((java) => [
    ...java.matchAll(/(?:\bconsole(?:Url)?\s*\+\s*|\blink\(\s*)"(\/[^"]*)"/g),
  ]),
  ...below('resources', '.yml').flatMap((rules) => [...rules.matchAll(/#link\('(\/[^']*)'/g)]),
].map((each) => each[1]!);

/** A last part that is left open is filled with an id: a name in its place must have a page of its own. */
const pageOf = (link: string) => link.replace(/\?.*/, '').replace(/\/$/, '/:id');

it('reads the links that people are sent', () =>
  expect(links).toEqual(
    expect.arrayContaining(['/alerts', '/alerts/', '/incidents/', '/runs/', '/news?digest=']),
  ));

it.each([...new Set(links)])('has the page to which a message leads: %s', (link) =>
  expect(pages).toContain(pageOf(link)),
);

it('knows of every place in the notifier that makes a link', () => {
  const made = below('java', '.java').flatMap((java) => [
    ...java.matchAll(/\bconsole(?:Url)?\s*\+\s*(?!["\s])(\S+)/g),
  ]);
  // Of functions that are given a page, which stands where they are called; and of a hook, which is no page.
  expect(new Set(made.map((each) => each[1]))).toEqual(new Set(['path;', 'input.path(),']));
});
