import { type Labels, longestValue } from '../../domain/labels.ts';
import { shown } from '../../domain/plain-name.ts';
import { childOf, type XmlElement } from './xml.ts';

const nova = 'http://openstack.org/xmlns/libvirt/nova/';
const libosinfo = 'http://libosinfo.org/xmlns/libvirt/domain/';

/** Where a virtual machine's XML says something about it: each key, and how its value is found. */
const known: readonly (readonly [key: string, valueIn: (domain: XmlElement) => string | undefined])[] = [
  ['libvirt/title', (domain) => childOf(domain, 'title')?.text],
  ['libvirt/os', (domain) => metadata(domain, libosinfo, 'libosinfo', 'os')?.attributes.id],
  ['libvirt/nova.name', (domain) => metadata(domain, nova, 'instance', 'name')?.text],
  ['libvirt/nova.project', (domain) => metadata(domain, nova, 'instance', 'owner', 'project')?.text],
  ['libvirt/nova.user', (domain) => metadata(domain, nova, 'instance', 'owner', 'user')?.text],
];

/**
 * What a virtual machine's XML says about it. Whoever may define the virtual machine writes it, so it is made short and
 * plain, and its keys are never those of labels that operators of Winnow assign.
 */
export function labelsOf(domain: XmlElement): Labels {
  const found = known.map(([key, valueIn]) => [key, plainValue(valueIn(domain) ?? '')] as const);
  return Object.fromEntries(found.filter(([, value]) => value !== ''));
}

const plainValue = (text: string): string =>
  Array.from(shown(text.trim().slice(0, 2 * longestValue)))
    .slice(0, longestValue)
    .join('')
    .trim();

/** An element of the metadata by the names of those around it; the first is of a namespace, whatever its prefix here. */
function metadata(domain: XmlElement, namespace: string, first: string, ...rest: string[]) {
  for (const { name, ...element } of childOf(domain, 'metadata')?.children ?? []) {
    const [prefix = '', local] = name.split(':');
    const uri = element.attributes[`xmlns:${prefix}`];
    if (local !== first || uri?.startsWith(namespace) !== true) continue;
    return rest.reduce<XmlElement | undefined>((within, each) => childOf(within, `${prefix}:${each}`), {
      name,
      ...element,
    });
  }
  return undefined;
}
