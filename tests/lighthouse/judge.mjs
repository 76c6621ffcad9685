// Judges pages as a phone and as a desktop, one line of JSON for each.
// Asked by tests/lighthouse/__init__.py, which says what it wants on stdin.

import { text } from 'node:stream/consumers';

import { launch } from 'chrome-launcher';
import lighthouse, { desktopConfig } from 'lighthouse';

const FLAGS = ['--headless=new', '--no-sandbox', '--disable-quic',
  '--disable-background-networking', '--disable-component-update'];
const SCREENS = { mobile: undefined, desktop: desktopConfig };

// Our pages have no script, so nothing moves after they are there. Simulated
// slowness costs nothing here; the other kinds wait five seconds for each page.
const AT_ONCE = { throttlingMethod: 'simulate', disableFullPageScreenshot: true,
  pauseAfterFcpMs: 0, pauseAfterLoadMs: 0, networkQuietThresholdMs: 0,
  cpuQuietThresholdMs: 0 };

const { pages, categories, chromium } = JSON.parse(await text(process.stdin));
const pace = categories.includes('performance') ? {} : AT_ONCE;
const chrome = await launch({ chromePath: chromium, chromeFlags: FLAGS });
for (const [screen, config] of Object.entries(SCREENS)) {
  for (const page of pages) {
    const flags = { port: chrome.port, onlyCategories: categories, ...pace };
    const { lhr } = await lighthouse(page, flags, config);
    console.log(JSON.stringify({ page, screen, ...verdict(lhr) }));
  }
}
chrome.kill();

function verdict({ runtimeError, categories, audits }) {
  const scores = {};
  for (const { id, score } of Object.values(categories)) {
    scores[id] = Math.round(score * 100);
  }
  const missed = Object.values(categories)
    .flatMap(({ auditRefs }) => auditRefs)
    .filter(({ id, weight }) => weight > 0 && audits[id].score < 1
      && audits[id].score !== null)
    .map(({ id }) => id);
  const lcp = audits['largest-contentful-paint']?.numericValue;
  return { scores, missed, lcp, failure: runtimeError?.message ?? null };
}
