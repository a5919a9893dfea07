import type { ComponentChildren, JSX } from 'preact';

/** A list of labels with their values, one below the other on a phone, side by side where there is room. */
export function Facts({ children }: { readonly children: ComponentChildren }): JSX.Element {
  return <dl class="al-facts">{children}</dl>;
}

interface FactProps {
  readonly label: string;
  readonly children: ComponentChildren;
}

export function Fact({ label, children }: FactProps): JSX.Element {
  return (
    <div class="al-facts__row">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
