import type { JSX } from 'preact';
import type { CountryCode } from 'libphonenumber-js';
import { phoneWords } from '../../../domain/phone-words';

/** A mail address to press. What could add headers to the mail (`?`, `&`) is encoded. */
export function MailLink({ address }: { readonly address: string }): JSX.Element {
  const href = `mailto:${encodeURIComponent(address).replace('%40', '@')}`;
  const [mailbox, ...domain] = address.split('@');
  return (
    <a class="usa-link al-breakable" href={href}>
      {mailbox}
      {domain.map((part) => (
        <>
          <wbr />@{part}
        </>
      ))}
    </a>
  );
}

interface PhoneLinkProps {
  /** E.164 or as printed. */
  readonly number: string;
  /** The exchange's own. */
  readonly country: CountryCode;
  readonly extension?: string | undefined;
}

/** A telephone number to press (RFC 3966). */
export function PhoneLink({ number, country, extension }: PhoneLinkProps): JSX.Element {
  const then = extension === undefined ? '' : `;ext=${extension}`;
  return (
    <a class="usa-link" href={`tel:${number.replace(/[^\d+]/g, '')}${then}`}>
      {phoneWords(number, { country, extension })}
    </a>
  );
}
