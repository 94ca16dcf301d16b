import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { FakeMooring } from '../fake/server.ts';
import type { ScenarioName } from '../fake/scenarios.ts';

const files = join(import.meta.dirname, '../target/classes/META-INF/resources/console');

/** The gateway's own policy, and trusted types on top: the tests fail when the console needs more. */
export const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
  "manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; require-trusted-types-for 'script'";

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** The browser that the operating system has. Missing is a failure with a way out, never a skip. */
export function chromiumPath(): string {
  const chosen = process.env['CHROMIUM'];
  const candidates = chosen
    ? [chosen]
    : ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const found = candidates.find((each) => existsSync(each));
  if (!found) {
    throw new Error(
      `The console's browser tests need Chromium; there is none at ${candidates.join(', ')}. Install it (Debian: apt-get install chromium) or set CHROMIUM to its path.`,
    );
  }
  return found;
}

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath(),
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

export interface Site {
  fake: FakeMooring;
  address: string;
  close(): Promise<void>;
}

/** The built console as the gateway serves it, over a fake system in the given state, on a free loopback port. */
export async function serve(scenario: ScenarioName): Promise<Site> {
  const fake = new FakeMooring(scenario);
  const server: Server = createServer((request, response) => {
    if (fake.handle(request, response)) return;
    const path = normalize(new URL(request.url ?? '/', 'http://site').pathname);
    const file = extname(path) && existsSync(join(files, path)) ? path : '/index.html';
    void readFile(join(files, file)).then((body) =>
      response
        .writeHead(200, {
          'Content-Type': types[extname(file)] ?? 'application/octet-stream',
          'Content-Security-Policy': policy,
          'X-Content-Type-Options': 'nosniff',
        })
        .end(body),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    fake,
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      fake.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export interface Visit {
  page: Page;
  context: BrowserContext;
  /** What the browser's console complained about, the policy's violations among it. */
  complaints: string[];
}

export async function visit(
  browser: Browser,
  address: string,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    timezoneId: 'UTC',
    locale: 'en-GB',
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(25_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    // A refused request is written down by the browser itself; the tests that want it refused look at the page.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(address);
  return { page, context, complaints };
}
