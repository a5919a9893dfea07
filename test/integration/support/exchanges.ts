import path from 'node:path';
import type { Zone } from '../../../src/domain/time';

/** Counties that one test file keeps apart, each with a ZIP code that reaches it alone. */
const MINNESOTA_ZIPS = {
  'St. Louis': '55802',
  Hennepin: '55401',
  Ramsey: '55101',
  Dakota: '55124',
  Olmsted: '55901',
  Stearns: '56301',
  Itasca: '55744',
  Anoka: '55303',
  Winona: '55987',
} as const;
const IDAHO_ZIPS = {
  Ada: '83642',
  Canyon: '83605',
  Kootenai: '83814',
  Bannock: '83201',
  'Twin Falls': '83303',
  Bonneville: '83403',
  Latah: '83806',
} as const;

export const ZIPS = { ...MINNESOTA_ZIPS, ...IDAHO_ZIPS };
export type County = keyof typeof ZIPS;

/** What tests of a whole life need to know of one of the exchanges that come with the service. */
export interface Exchange {
  readonly name: string;
  readonly policyFile: string;
  readonly zone: Zone;
  /** Before a number's last seven digits. */
  readonly areaCode: string;
  /** Nothing can be recorded, and nobody is named, before the organization has accepted. */
  readonly asksAcceptance: boolean;
  /** `home` and `beside` are served by one organization, the others by one or two of their own. */
  readonly counties: Readonly<
    Record<'home' | 'beside' | 'apart' | 'shared' | 'third' | 'fourth' | 'foreign', County>
  >;
  readonly determinations: { readonly public: string; readonly qhp: string; readonly qhpWords: string };
  readonly assistance: { readonly code: string; readonly words: string };
  /** `unneeded` and `elsewhere` are possible without a contact, the other two only with one. */
  readonly resolutions: Readonly<Record<'unneeded' | 'elsewhere' | 'covered' | 'enrolled', string>>;
}

const config = (name: string) => path.resolve(__dirname, '../../../config', name);

export const MINNESOTA: Exchange = {
  name: 'Minnesota',
  policyFile: config('mnsure.json'),
  zone: 'America/Chicago' as Zone,
  areaCode: '651',
  asksAcceptance: false,
  counties: {
    ...{ home: 'St. Louis', beside: 'Itasca', apart: 'Olmsted', shared: 'Ramsey' },
    ...{ third: 'Dakota', fourth: 'Anoka', foreign: 'Hennepin' },
  },
  determinations: { public: 'medical-assistance', qhp: 'qhp', qhpWords: 'Qualified health plan (QHP)' },
  assistance: { code: 'plan-selection', words: 'Help with choosing a plan' },
  resolutions: {
    ...{ unneeded: 'no-longer-needs-assistance', elsewhere: 'referred-to-other-assister' },
    ...{ covered: 'eligible-ma', enrolled: 'enrolled-qhp' },
  },
};

export const IDAHO: Exchange = {
  name: 'the sample of Idaho',
  policyFile: config('idaho-sample.json'),
  zone: 'America/Boise' as Zone,
  areaCode: '208',
  asksAcceptance: true,
  counties: {
    ...{ home: 'Ada', beside: 'Canyon', apart: 'Kootenai', shared: 'Bannock' },
    ...{ third: 'Twin Falls', fourth: 'Bonneville', foreign: 'Latah' },
  },
  determinations: { public: 'chip', qhp: 'full-price-plan', qhpWords: 'Health plan at full price' },
  assistance: { code: 'pick-plan', words: 'Help to pick a plan' },
  resolutions: {
    ...{ unneeded: 'help-declined', elsewhere: 'sent-elsewhere' },
    ...{ covered: 'medicaid-or-chip', enrolled: 'plan-chosen' },
  },
};

export function exchangeOf(county: County): Exchange {
  return county in IDAHO_ZIPS ? IDAHO : MINNESOTA;
}
