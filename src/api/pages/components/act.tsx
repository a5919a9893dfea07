import type { ComponentChildren, JSX } from 'preact';

interface ActProps {
  readonly title: string;
  readonly name: string;
  /** The one that is unfolded. */
  readonly open: string | null;
  readonly children: ComponentChildren;
}

/** One act. It is folded unless it is the next one. */
export function Act({ title, name, open, children }: ActProps): JSX.Element {
  return (
    <details class="al-act" open={name === open}>
      <summary>
        <h3>{title}</h3>
      </summary>
      <div class="al-act__body">{children}</div>
    </details>
  );
}
