// Makes the README's pictures of a report's pages: from their templates, because no report of `npm start` is due on the
// day on which it was started.
//
//   node scripts/setup.mjs, then node scripts/make-report-pictures.mjs      docs/pictures/report-{page,row}.png
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import express from 'express';
import { chromium } from 'playwright-core';
import { bringChromium } from './lib/chromium.mjs';
import { main } from './lib/fail.mjs';
import { inRoot } from './lib/paths.mjs';

const built = createRequire(inRoot('dist', 'api', 'main.js'));
const { assetRouter } = built('./pages/assets-router');
const { renderReportPage } = built('./report/page/view/page');
const { renderReportRowPage } = built('./report/page/view/row-page');
const { programOf } = built('../domain/program');
const { loadProgram } = built('../infra/program-file');

const WIDTH = 1000;
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
];

const policy = loadProgram(inRoot('config', 'mnsure.json'));
const setting = {
  program: programOf(policy, 'spoc@example.org'),
  zone: policy.calendar.zone,
  capacityMeans: policy.routing.capacityMeans,
};
const about = {
  organizationName: 'Sample Navigators of the North Shore',
  sessionEndsAt: '2028-11-24T18:40:00.000Z',
};

const row = (name, referredOn, status) => ({
  href: '#',
  consumerName: `Sample ${name}`,
  referredOn,
  status,
});

const report = renderReportPage({
  ...setting,
  ...about,
  ...{ seasonName: 'OE5', from: '2028-11-01', to: '2028-11-15', dueOn: '2028-11-29' },
  ...{ status: 'open', rowCount: 6, missing: 2, notice: null, workbookHref: '#', token: '', files: [] },
  upload: { action: '#', actId: '', values: {}, errors: [] },
  returned: {
    ...{
      at: '2028-11-24T17:40:00.000Z',
      taken: 3,
      unchanged: 2,
      toCorrect: 1,
      inTime: true,
      correctionsHref: '#',
    },
    problems: [
      {
        ...{ rowNumber: 11, consumerName: 'Sample Birch', href: '#' },
        errors: [
          {
            ...{ column: 'Contact Date', typed: '11/31/2028' },
            message: 'Contact Date is not a date that we can read. Type month/day/year, such as 11/20/2028.',
          },
        ],
      },
    ],
  },
  rows: [
    row('Birch', '2028-11-03', { kind: 'missing', columns: ['contactDate', 'resolution'] }),
    row('Maple', '2028-11-13', { kind: 'missing', columns: ['contactMade', 'resolution'] }),
    row('Aspen', '2028-11-02', { kind: 'complete', resolution: 'enrolled-qhp' }),
    row('Cedar', '2028-11-06', { kind: 'complete', resolution: 'unable-to-contact' }),
    row('Oak', '2028-11-14', { kind: 'complete', resolution: 'eligible-minnesotacare' }),
    row('Elm', '2028-11-08', { kind: 'over', how: 'Declined on November 9, 2028' }),
  ],
  list: { number: 1, count: 1, previousHref: null, nextHref: null },
});

const oneRow = renderReportRowPage({
  ...setting,
  ...about,
  ...{ notice: null, reportHref: '#', consumerName: 'Sample Birch', referredOn: '2028-11-03' },
  reference: '01a20000-0000-7000-8000-000000000001',
  status: { kind: 'missing', columns: ['resolution'] },
  ...{ missing: 2, rowCount: 6, beforeReferral: false, hasNext: true, token: '', revision: 0 },
  kept: null,
  said: { at: '2028-11-06T16:05:00.000Z', source: 'link' },
  form: {
    ...{ action: '#', actId: '', errors: [] },
    values: { outcome: 'yes', month: '11', day: '6', year: '2028' },
  },
});

await main(async () => {
  const app = express();
  app.use(assetRouter());
  app.get('/report-page', (_request, response) => response.send(report));
  app.get('/report-row', (_request, response) => response.send(oneRow));
  const server = createServer(app).listen(0, '127.0.0.1');
  const browser = await chromium.launch({ executablePath: await bringChromium(), args: FLAGS });
  try {
    const page = await browser.newPage({ viewport: { width: WIDTH, height: 700 }, colorScheme: 'light' });
    for (const name of ['report-page', 'report-row']) {
      await page.goto(`http://127.0.0.1:${server.address().port}/${name}`);
      const path = inRoot('docs', 'pictures', `${name}.png`);
      await page.screenshot({ path, fullPage: true, animations: 'disabled' });
      console.log(path);
    }
  } finally {
    await browser.close();
    server.close();
  }
});
