import type { JSX } from 'preact';
import { render } from 'preact-render-to-string';
import { oneLine, toPlainText } from './plain-text';
import type { Fact, MailBlock, MailContent, MailContext, RenderedMail } from './types';

const FONT = "font-family: 'Segoe UI', Helvetica, Arial, sans-serif;";
const STYLES = {
  body: 'margin: 0; padding: 0; background-color: #ffffff; color: #1b1b1b;',
  column: `max-width: 600px; margin: 0 auto; padding: 24px 16px; ${FONT} font-size: 16px; line-height: 24px;`,
  brand: 'margin: 0 0 24px; padding: 0 0 12px; border-bottom: 4px solid #005ea2; font-size: 16px;',
  title: 'margin: 0 0 12px; font-size: 24px; line-height: 30px;',
  heading: 'margin: 28px 0 8px; font-size: 20px; line-height: 26px;',
  paragraph: 'margin: 0 0 16px;',
  fact: 'margin: 0 0 12px; word-wrap: break-word; overflow-wrap: anywhere;',
  list: 'margin: 0 0 16px; padding: 0 0 0 24px;',
  item: 'margin: 0 0 6px;',
  button:
    'display: inline-block; padding: 12px 20px; background-color: #005ea2; color: #ffffff; ' +
    'font-weight: bold; text-decoration: none; border: 1px solid #005ea2; border-radius: 4px;',
  address: 'margin: 0 0 16px; font-size: 14px; line-height: 20px; color: #565c65; word-break: break-all;',
  addressLink: 'color: #005ea2;',
  footer:
    'margin: 32px 0 0; padding: 16px 0 0; border-top: 1px solid #a9aeb1; font-size: 14px; line-height: 22px;',
} as const;

/** Makes both bodies of a mail from its one list of blocks, with the exchange's name and whom to write to. */
export function renderMail(context: MailContext, content: MailContent): RenderedMail {
  const subject = oneLine(content.subject);
  const brand = `${context.program.exchangeName} ${context.program.programName}`;
  const text = toPlainText([
    { kind: 'paragraph', text: brand },
    { kind: 'heading', text: content.title },
    ...content.blocks,
    ...content.footer,
  ]);
  const html = render(<MailDocument brand={brand} content={{ ...content, subject }} />);
  return { subject, html: `<!doctype html>\n${html}\n`, text };
}

interface MailDocumentProps {
  readonly brand: string;
  readonly content: MailContent;
}

function MailDocument({ brand, content }: MailDocumentProps): JSX.Element {
  const { subject, title, blocks, footer } = content;
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{subject}</title>
      </head>
      <body style={STYLES.body}>
        <div style={STYLES.column}>
          <p style={STYLES.brand}>
            <strong>{brand}</strong>
          </p>
          <h1 style={STYLES.title}>{title}</h1>
          {blocks.map((block) => (
            <Block block={block} />
          ))}
          <div style={STYLES.footer}>
            {footer.map((block) => (
              <Block block={block} />
            ))}
          </div>
        </div>
      </body>
    </html>
  );
}

function Block({ block }: { readonly block: MailBlock }): JSX.Element {
  switch (block.kind) {
    case 'heading':
      return <h2 style={STYLES.heading}>{block.text}</h2>;
    case 'paragraph':
      return <p style={STYLES.paragraph}>{block.text}</p>;
    case 'facts':
      return <Facts facts={block.facts} />;
    case 'list':
      return (
        <ul style={STYLES.list}>
          {block.items.map((item) => (
            <li style={STYLES.item}>{item}</li>
          ))}
        </ul>
      );
    case 'links':
      return (
        <ul style={STYLES.list}>
          {block.items.map(({ label, text, href }) => (
            <li style={STYLES.item}>
              <a href={href} style={STYLES.addressLink}>
                {label}
              </a>
              {`: ${text}`}
            </li>
          ))}
        </ul>
      );
    case 'button':
      return <Button label={block.label} href={block.href} />;
    case 'link':
      return (
        <p style={STYLES.paragraph}>
          <a href={block.href} style={STYLES.addressLink}>
            {block.label}
          </a>
        </p>
      );
    default:
      return block satisfies never;
  }
}

function Facts({ facts }: { readonly facts: readonly Fact[] }): JSX.Element {
  return (
    <div>
      {facts.map(({ label, value }) => (
        <p style={STYLES.fact}>
          <strong>{label}</strong>
          <br />
          {value}
        </p>
      ))}
    </div>
  );
}

function Button({ label, href }: { readonly label: string; readonly href: string }): JSX.Element {
  return (
    <div>
      <p style={STYLES.paragraph}>
        <a href={href} style={STYLES.button}>
          {label}
        </a>
      </p>
      <p style={STYLES.address}>
        If the button does not work, copy this address into your browser:
        <br />
        <a href={href} style={STYLES.addressLink}>
          {href}
        </a>
      </p>
    </div>
  );
}
