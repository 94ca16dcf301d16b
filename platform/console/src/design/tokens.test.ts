// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Contrast as WCAG 2.2 defines it (1.4.3 text, 1.4.11 controls and marks), computed from the tokens themselves. */
const css = readFileSync('src/design/tokens.css', 'utf8');
const colours = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name, light, dark]) => [name!, { light: light!, dark: dark! }] as const,
  ),
);

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

function colour(name: string, theme: 'light' | 'dark'): string {
  const found = colours.get(name);
  if (!found) throw new Error(`no colour --${name}`);
  return found[theme];
}

const tones = ['ok', 'warn', 'bad', 'run', 'unknown'];
const grounds = ['bg', 'surface', 'surface-sunken'];
const texts: [string, string][] = [
  ...grounds.flatMap((ground) =>
    ['text', 'text-2', 'text-3', 'accent', ...tones].map((ink): [string, string] => [ink, ground]),
  ),
  ...tones.flatMap((tone): [string, string][] => [
    [tone, `${tone}-soft`],
    ['text', `${tone}-soft`],
    ['text-2', `${tone}-soft`],
    ['accent', `${tone}-soft`],
  ]),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['on-bad', 'bad'],
  ['text', 'accent-soft'],
];
const marks: [string, string][] = grounds.flatMap((ground) => [
  ['line-strong', ground] as [string, string],
  ['focus', ground] as [string, string],
]);

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  it.each(texts)('text --%s is readable on --%s', (ink, ground) =>
    expect(contrast(colour(ink, theme), colour(ground, theme))).toBeGreaterThanOrEqual(4.5),
  );
  it.each(marks)('--%s is visible on --%s', (mark, ground) =>
    expect(contrast(colour(mark, theme), colour(ground, theme))).toBeGreaterThanOrEqual(3),
  );
});

it('knows black on white', () => expect(contrast('#000000', '#ffffff')).toBeCloseTo(21));
