import type { JSX } from 'preact';
import type { Program } from '../../../domain/program';
import { MailLink, PhoneLink } from './links';

interface FrameProps {
  readonly program: Program;
}

export function Header({ program }: FrameProps): JSX.Element {
  return (
    <header class="al-header">
      <div class="grid-container al-header__inner">
        <span class="al-header__exchange">{program.exchangeName}</span>
        <span class="al-header__program">{program.programName}</span>
      </div>
    </header>
  );
}

export function Footer({ program }: FrameProps): JSX.Element {
  return (
    <footer class="al-footer">
      <div class="grid-container">
        <h2 class="al-footer__heading">Need help?</h2>
        <p>
          Write to <MailLink address={program.spocEmail} /> or call{' '}
          <PhoneLink number={program.helpPhone} country={program.country} />.
        </p>
        <p>Please do not put a consumer’s personal information in a mail.</p>
      </div>
    </footer>
  );
}
