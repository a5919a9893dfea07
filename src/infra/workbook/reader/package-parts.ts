import { Refused } from './refused';
import { createBudget, unpack } from './unpack';
import { readXml, type XmlVisitor } from './xml';
import { openZip } from './zip-directory';

/** The parts of a package (Open Packaging Conventions), by name. A name has no slash at its beginning. */
export interface PackageParts {
  readonly names: readonly string[];
  has(name: string): boolean;
  /** Throws Refused when there is no such part or it cannot be read. */
  read(name: string, visitor: XmlVisitor): Promise<void>;
}

export async function openPackage(file: Buffer): Promise<PackageParts> {
  const { zip, entries } = await openZip(file);
  const budget = createBudget();
  return {
    names: [...entries.keys()],
    has(name) {
      return entries.has(name.toLowerCase());
    },
    async read(name, visitor) {
      const entry = entries.get(name.toLowerCase());
      if (entry === undefined) throw new Refused('damaged');
      await readXml(unpack(zip, entry, budget), visitor);
    },
  };
}
