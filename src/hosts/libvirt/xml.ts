import { XMLParser, XMLValidator } from 'fast-xml-parser';

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** What stands directly in it. */
  readonly text: string;
}

/** Text that is not well-formed XML, or not such as libvirt writes. */
export class BadXml extends Error {
  override readonly name = 'BadXml';
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  // A disk may be called 007, and a directory may end with a blank.
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  // Numbered characters are among what it calls HTML's.
  htmlEntities: true,
});

const attributesKey = ':@';
const textKey = '#text';

interface RawNode {
  readonly [attributesKey]?: Readonly<Record<string, string>>;
  readonly [textKey]?: string;
  readonly [name: string]: unknown;
}

/** Reads XML that libvirt wrote; gives its root. @throws BadXml */
export function parseXml(text: string): XmlElement {
  // Libvirt writes none; where entities cannot be declared, none are expanded.
  if (text.includes('<!DOCTYPE')) throw new BadXml('it has a document type');
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw new BadXml(`line ${valid.err.line}: ${valid.err.msg}`);
  const [root, ...others] = elementsIn(parsed(text));
  if (root === undefined || others.length > 0) throw new BadXml('it has not one root');
  return root;
}

/** The first child of that name. */
export const childOf = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((child) => child.name === name);

function parsed(text: string): readonly RawNode[] {
  try {
    return parser.parse(text);
  } catch (error) {
    throw new BadXml(String(error), { cause: error });
  }
}

const elementsIn = (nodes: readonly RawNode[]): XmlElement[] =>
  nodes.flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== attributesKey && key !== textKey);
    return name === undefined || name.startsWith('?') ? [] : [elementOf(name, node)];
  });

function elementOf(name: string, node: RawNode): XmlElement {
  const inside = node[name] as readonly RawNode[];
  return {
    name,
    attributes: node[attributesKey] ?? {},
    children: elementsIn(inside),
    text: inside.map((child) => child[textKey] ?? '').join(''),
  };
}
