// Makes the README's pictures from the service that `npm start` runs: starts a referral, follows its mail as an
// assister would, and looks at it in the Temporal UI.
//
//   npm start, in one terminal; npm run demo -- 50, once, so that the lists have something to show
//   node scripts/make-pictures.mjs            docs/pictures/*.png
//
// Ports and data are found as `npm start` finds them (PORT, INBOX_PORT, TEMPORAL_UI_PORT, DATA_DIR).
import { mkdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { bringChromium } from './lib/chromium.mjs';
import { UserError, main } from './lib/fail.mjs';
import { inRoot } from './lib/paths.mjs';
import { leadOfToday } from './start/lead-of-today.mjs';
import { readProgram } from './start/program.mjs';
import { paths, readPorts } from './start/settings.mjs';

/** What `npm start` works by. Read late: the service has to be built. */
const policy = () => readProgram().policy;
const WIDTH = 1280;
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** Columns of the Temporal UI's list: it keeps a person's choice in the browser, by namespace. */
const COLUMNS = [
  'ReferralStatus',
  'AssisterType',
  'County',
  'ContactMilestone',
  'ContactDueAt',
  'EscalationReason',
];

const ports = readPorts();
const addresses = {
  api: `http://localhost:${ports.api.port}`,
  inbox: `http://localhost:${ports.inbox.port}`,
  temporal: `http://localhost:${ports.temporalUi.port}/namespaces/default/workflows`,
};

await main(async () => {
  mkdirSync(inRoot('docs', 'pictures'), { recursive: true });
  const browser = await chromium.launch({ executablePath: await bringChromium(), args: FLAGS });
  try {
    const id = await startReferral();
    const mail = await until('the mail', () => mailOf(id));
    const page = await newPage(browser);
    await inboxPicture(page, mail);
    await assisterPictures(page, linkIn(mail));
    await temporalPictures(await newPage(browser), id);
  } finally {
    await browser.close();
  }
});

async function startReferral() {
  const { apiKey } = JSON.parse(readFileSync(paths.secrets(), 'utf8'));
  const response = await fetch(`${addresses.api}/api/v1/referrals`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(leadOfToday(policy())),
  });
  const answer = await response.json();
  if (response.status !== 201) throw new UserError(`The lead was refused: ${JSON.stringify(answer)}`);
  return answer.id;
}

async function mailOf(id) {
  const mails = await (await fetch(`${addresses.inbox}/api/email`)).json();
  return mails.find(({ headers }) => headers['x-referral-id'] === id && headers['x-message-kind'] === 'lead');
}

function linkIn(mail) {
  const [link] = /https?:\/\/\S+\/l\/\S+/.exec(mail.text) ?? [];
  if (link === undefined) throw new Error('The mail holds no link.');
  return link;
}

async function inboxPicture(page, mail) {
  await page.setViewportSize({ width: WIDTH, height: 1230 });
  await page.goto(addresses.inbox);
  await page.getByText(mail.subject).first().click();
  await page.frameLocator('iframe').getByText('Open the referral').first().waitFor();
  await sleep(1000);
  await save(page, 'inbox');
}

async function assisterPictures(page, link) {
  await page.setViewportSize({ width: WIDTH, height: 680 });
  await page.goto(link);
  await save(page, 'summary');
  await page.getByRole('button', { name: 'Open the referral' }).click();
  await page.getByText('Why this date').first().click();
  await save(page, 'page', { fullPage: true });

  await page.reload();
  await page.setViewportSize({ width: 320, height: 640 });
  await save(page, 'phone', await downTo(page, page.locator('.al-columns__facts dl').first()));

  await page.setViewportSize({ width: WIDTH, height: 640 });
  await recordContact(page);
  await save(page, 'contacted', await downTo(page, page.locator('.al-milestones')));
}

async function recordContact(page) {
  const part = (options) =>
    new Intl.DateTimeFormat('en-US', { timeZone: policy().calendar.zone, ...options }).format(new Date());
  await page.getByText('I reached the consumer').click();
  await page
    .getByLabel('Month')
    .first()
    .selectOption(part({ month: 'numeric' }));
  await page
    .getByLabel('Day')
    .first()
    .fill(part({ day: 'numeric' }));
  await page
    .getByLabel('Year')
    .first()
    .fill(part({ year: 'numeric' }));
  await page.getByRole('button', { name: 'Record the contact' }).click();
  await page.getByText('Recorded: consumer reached').waitFor();
}

async function temporalPictures(page, id) {
  await page.setViewportSize({ width: WIDTH, height: 800 });
  await page.goto(`${addresses.temporal}?query=${encodeURIComponent('AssisterType="broker"')}`);
  await page.getByText('no-eligible-organization').first().waitFor();
  await sleep(1000);
  await save(page, 'temporal-list');

  // Without a run's id the UI finds the newest run and puts its id into the address.
  await page.goto(`${addresses.temporal}/referral-${id}`);
  await page.waitForURL(/\/timeline$/);
  await page.setViewportSize({ width: WIDTH, height: 1300 });
  await page.getByText('Reminder of the appointment deadline').first().waitFor();
  await sleep(1000);
  const { y } = await page.getByRole('heading', { name: 'Timeline' }).boundingBox();
  await save(page, 'temporal-timeline', { clip: { x: 64, y: y - 24, width: WIDTH - 64, height: 520 } });
  await page.setViewportSize({ width: WIDTH, height: 760 });
  await page.goto(page.url().replace(/timeline$/, 'user-metadata'));
  await page.frameLocator('iframe').last().getByText('Consumer contacted').waitFor();
  await sleep(1000);
  await save(page, 'temporal-referral');
}

/** What a picture shows: from the top of the page to the lower edge of an element, and a margin. */
async function downTo(page, element) {
  const { y, height } = await element.boundingBox();
  const scrolled = await page.evaluate('window.scrollY');
  return {
    fullPage: true,
    clip: { x: 0, y: 0, width: page.viewportSize().width, height: y + height + scrolled + 24 },
  };
}

async function newPage(browser) {
  const context = await browser.newContext({
    colorScheme: 'light',
    locale: 'en-US',
    timezoneId: policy().calendar.zone,
  });
  const columns = JSON.stringify({ default: COLUMNS.map((label) => ({ label })) });
  await context.addInitScript(
    ([key, value]) => {
      localStorage.setItem(key, value);
      localStorage.setItem('navOpen', 'false');
    },
    ['namespace-workflow-table-columns', columns],
  );
  return context.newPage();
}

async function save(page, name, options) {
  const path = inRoot('docs', 'pictures', `${name}.png`);
  await page.screenshot({ path, animations: 'disabled', ...options });
  console.log(path);
}

async function until(what, look) {
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(250)) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new UserError(`Waited a minute for ${what}.`);
}
