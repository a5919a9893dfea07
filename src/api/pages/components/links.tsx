import type { JSX } from 'preact';
import { phoneWords } from '../../../domain/words';

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

/** A telephone number to press, in E.164 or as printed. */
export function PhoneLink({ number }: { readonly number: string }): JSX.Element {
  return (
    <a class="usa-link" href={`tel:${number.replace(/[^\d+]/g, '')}`}>
      {phoneWords(number)}
    </a>
  );
}
