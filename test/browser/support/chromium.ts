import { chromium, type Browser } from 'playwright-core';
import { provided } from '../../support/environment';

/** It talks to nobody but the service under test, and runs as root in a container too. */
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

export function startChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: provided('TEST_CHROMIUM'), args: FLAGS });
}
