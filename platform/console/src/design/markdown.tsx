import type { ReactNode } from 'react';
import './markdown.css';

/**
 * Headings, lists, quotes, code, tables and emphasis as React elements: never as HTML, since others wrote it. What it does
 * not know stays as it was typed.
 */
export function Markdown({ text }: { text: string }) {
  return <div className="markdown">{blocks(text.replace(/\r\n?/g, '\n').split('\n'))}</div>;
}

const fence = /^```/;
const heading = /^(#{1,6})\s+(.*)$/;
const bullet = /^\s*[-*+]\s+(.*)$/;
const numbered = /^\s*\d+[.)]\s+(.*)$/;
const quote = /^>\s?(.*)$/;
const row = /^\s*\|(.*)\|\s*$/;

function blocks(lines: string[]): ReactNode[] {
  const found: ReactNode[] = [];
  for (let at = 0; at < lines.length;) {
    const [block, next] = blockAt(lines, at, at);
    if (block !== null) found.push(block);
    at = Math.max(next, at + 1);
  }
  return found;
}

/** The lines from here that match, each by its first group. */
function run(lines: string[], from: number, pattern: RegExp): string[] {
  const found: string[] = [];
  for (let at = from; at < lines.length; at++) {
    const match = pattern.exec(lines[at]!);
    if (!match) break;
    found.push(match[1]!);
  }
  return found;
}

function blockAt(lines: string[], at: number, key: number): [ReactNode, number] {
  const line = lines[at]!;
  if (line.trim() === '') return [null, at + 1];
  if (fence.test(line)) {
    const end = lines.findIndex((each, index) => index > at && fence.test(each));
    const last = end < 0 ? lines.length : end;
    return [<pre key={key}>{lines.slice(at + 1, last).join('\n')}</pre>, last + 1];
  }
  const title = heading.exec(line);
  if (title) {
    // The page has its own h1, and the card its h2.
    const Tag = title[1]!.length < 3 ? 'h3' : 'h4';
    return [<Tag key={key}>{inline(title[2]!)}</Tag>, at + 1];
  }
  if (row.test(line)) return tableAt(lines, at, key);
  for (const [pattern, kind] of [
    [bullet, 'ul'],
    [numbered, 'ol'],
  ] as const) {
    const items = run(lines, at, pattern);
    const Tag = kind;
    if (items.length > 0)
      return [
        <Tag key={key}>
          {items.map((each, index) => (
            <li key={index}>{inline(each)}</li>
          ))}
        </Tag>,
        at + items.length,
      ];
  }
  const quoted = run(lines, at, quote);
  if (quoted.length > 0) return [<blockquote key={key}>{blocks(quoted)}</blockquote>, at + quoted.length];
  return paragraphAt(lines, at, key);
}

function paragraphAt(lines: string[], at: number, key: number): [ReactNode, number] {
  const begins = (line: string) =>
    line.trim() === '' || [fence, heading, bullet, numbered, quote, row].some((each) => each.test(line));
  let end = at + 1;
  while (end < lines.length && !begins(lines[end]!)) end++;
  return [<p key={key}>{inline(lines.slice(at, end).join('\n'))}</p>, end];
}

function tableAt(lines: string[], at: number, key: number): [ReactNode, number] {
  const rows = run(lines, at, row).map((each) => each.split('|').map((cell) => cell.trim()));
  const ruled = rows[1]?.every((cell) => /^:?-+:?$/.test(cell)) ?? false;
  const body = rows.slice(ruled ? 2 : 0);
  return [
    <div key={key} className="table-scroll">
      <table>
        {ruled && (
          <thead>
            <tr>
              {rows[0]!.map((cell, index) => (
                <th key={index}>{inline(cell)}</th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {body.map((cells, line) => (
            <tr key={line}>
              {cells.map((cell, index) => (
                <td key={index}>{inline(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>,
    at + rows.length,
  ];
}

const marks = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|\[([^\]]+)\]\((https?:\/\/[^\s)]+|\/[^\s)]*)\)/g;

function inline(words: string): ReactNode[] {
  const found: ReactNode[] = [];
  let last = 0;
  for (const match of words.matchAll(marks)) {
    if (match.index > last) found.push(words.slice(last, match.index));
    const [whole, code, strong, soft, label, href] = match;
    found.push(
      code ? (
        <code key={match.index}>{code}</code>
      ) : strong ? (
        <strong key={match.index}>{strong}</strong>
      ) : soft ? (
        <em key={match.index}>{soft}</em>
      ) : (
        <a key={match.index} href={href} rel="noreferrer">
          {label}
        </a>
      ),
    );
    last = match.index + whole.length;
  }
  if (last < words.length) found.push(words.slice(last));
  return found;
}
