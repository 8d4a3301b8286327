// node page.mjs URL --chromium PATH [--width 360] [--language fr] [--scheme dark]
//               [--upload FILE] [--screenshot FILE]
//
// Reads a page as a person does: once with scripts switched off (the words, the layout), once with
// scripts on (axe-core's rules, the keyboard's way through the page). --upload puts a file into the
// page's form, sends it and reads the answer instead. Whatever the page asks of another machine is
// refused and listed.

import {createRequire} from 'node:module';
import {readFile} from 'node:fs/promises';
import {parseArgs} from 'node:util';
import {chromium} from 'playwright-core';
import {report, usage} from './report.mjs';

const QUIET = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-quic',
  '--disable-sync',
  '--no-default-browser-check',
  '--no-first-run',
  '--no-pings',
  '--metrics-recording-only'
];
const FOCUSABLE = 'a[href], button:not([disabled]), input:not([disabled]):not([type=hidden]), ' +
  'select:not([disabled]), textarea:not([disabled]), summary, [tabindex]';
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
const PATIENCE = 15_000;

const {values, positionals: [url]} = parseArgs({
  options: {
    chromium: {type: 'string'},
    width: {type: 'string', default: '1280'},
    language: {type: 'string', default: 'en'},
    scheme: {type: 'string', default: 'light'},
    upload: {type: 'string'},
    screenshot: {type: 'string'}
  },
  allowPositionals: true
});
if(url === undefined || values.chromium === undefined) {
  usage('page.mjs: which URL, and --chromium which program?');
}

await report(async () => {
  const browser = await chromium.launch({
    executablePath: values.chromium, headless: true, args: QUIET
  });
  try {
    const read = await visit(browser, {javaScriptEnabled: false}, reading);
    const judged = await visit(browser, {bypassCSP: true}, judging);
    const outside = [...new Set([...read.outside, ...judged.outside])];
    return {verified: true, ...read, ...judged, outside};
  } finally {
    await browser.close();
  }
});

async function visit(browser, own, look) {
  const context = await browser.newContext({
    ...own,
    viewport: {width: Number(values.width), height: 800},
    locale: values.language,
    colorScheme: values.scheme,
    ignoreHTTPSErrors: true
  });
  try {
    const outside = [];
    await context.route('**/*', route => {
      const {protocol, hostname} = new URL(route.request().url());
      if(!protocol.startsWith('http') || LOOPBACK.includes(hostname)) {
        return route.continue();
      }
      outside.push(route.request().url());
      return route.abort();
    });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    const errors = [];
    page.on('pageerror', error => errors.push(error.message));
    page.on('console', message => message.type() === 'error' && errors.push(message.text()));
    let answer = await page.goto(url, {waitUntil: 'load'});
    if(values.upload !== undefined) {
      answer = await send(page, values.upload);
    }
    return {...await look(page, answer, errors), outside};
  } finally {
    await context.close();
  }
}

async function send(page, file) {
  const input = page.locator('input[type=file]').first();
  await input.setInputFiles(file);
  const submit = page.locator('form:has(input[type=file])').first()
    .locator('button:not([type=button]), input[type=submit]').first();
  const [answer] = await Promise.all([
    page.waitForResponse(response => response.request().isNavigationRequest()),
    submit.click()
  ]);
  await page.waitForLoadState('load');
  return answer;
}

async function reading(page, answer, errors) {
  if(values.screenshot !== undefined) {
    await page.screenshot({path: values.screenshot, fullPage: true});
  }
  return {
    status: answer?.status(),
    title: await page.title(),
    language: await page.locator('html').getAttribute('lang'),
    text: await page.locator('body').innerText(),
    overflowing: await page.locator('html').evaluate(overflowing),
    errors
  };
}

async function judging(page, _answer, errors) {
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core'), 'utf8'));
  const {violations} = await page.evaluate(() => globalThis.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  }));
  return {
    textWithScripts: await page.locator('body').innerText(),
    violations: violations.map(({id, impact, help, nodes}) => ({
      id, impact, help, where: nodes.map(({target}) => target.flat().join(' '))
    })),
    keyboard: await keyboard(page),
    errorsWithScripts: errors
  };
}

/** Tabs through the page and compares with the order in which it is written. */
async function keyboard(page) {
  const written = await page.evaluate(selector => {
    document.activeElement?.blur();
    const stops = [...document.querySelectorAll(selector)].filter(element =>
      element.tabIndex >= 0 && element.checkVisibility({visibilityProperty: true}));
    stops.forEach((element, index) => element.setAttribute('data-stop', index));
    return stops.map(element =>
      (element.getAttribute('aria-label') ?? element.innerText ?? '').trim() ||
      element.getAttribute('name') || element.tagName.toLowerCase());
  }, FOCUSABLE);
  const problems = [];
  const reached = [];
  for(let press = 0; press < written.length; press++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      return {
        index: Number(element.getAttribute('data-stop') ?? -1),
        seen: box.width > 0 && box.height > 0,
        marked: style.outlineStyle !== 'none' && style.outlineWidth !== '0px' ||
          style.boxShadow !== 'none'
      };
    });
    // One group of radio buttons is one stop.
    if(stop.index < 0 || reached.includes(stop.index)) {
      break;
    }
    reached.push(stop.index);
    const name = written[stop.index];
    if(reached.length > 1 && stop.index < reached.at(-2)) {
      problems.push(`out of order: ${name}`);
    }
    if(!stop.seen) {
      problems.push(`not to be seen: ${name}`);
    }
    if(!stop.marked) {
      problems.push(`focus not to be seen: ${name}`);
    }
  }
  written.forEach((name, index) => {
    if(!reached.includes(index)) {
      problems.push(`not reached: ${name}`);
    }
  });
  return {stops: reached.map(index => written[index]), problems};
}

/** What sticks out of the window sideways. Runs in the page. */
function overflowing(root) {
  if(root.scrollWidth <= root.clientWidth) {
    return [];
  }
  return [...document.querySelectorAll('body *')]
    .filter(element => element.getBoundingClientRect().right > root.clientWidth + 0.5)
    .map(element => element.tagName.toLowerCase() +
      (element.id ? `#${element.id}` : '') +
      [...element.classList].map(name => `.${name}`).join(''));
}
