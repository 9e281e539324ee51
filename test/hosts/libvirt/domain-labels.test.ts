import { expect, test } from 'vitest';
import { readDomain } from '../../../src/hosts/libvirt/domain-xml.ts';

const labelsIn = (inside: string) =>
  readDomain(`<domain type='kvm'><name>vm</name>${inside}<devices/></domain>`).labels;
const metadata = (inside: string) => labelsIn(`<metadata>${inside}</metadata>`);
const title = (text: string) => labelsIn(`<title>${text}</title>`)['libvirt/title'];

test('a virtual machine that says nothing of itself has none', () => expect(labelsIn('')).toEqual({}));

test('its title, its operating system and what OpenStack wrote are found', () => {
  const os = `<libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0">
      <libosinfo:os id="http://debian.org/debian/12"/>
    </libosinfo:libosinfo>`;
  const nova = `<nova:instance xmlns:nova="http://openstack.org/xmlns/libvirt/nova/1.1">
      <nova:name>shop-1</nova:name>
      <nova:owner><nova:user uuid="3472">ann</nova:user><nova:project uuid="4839">shop</nova:project></nova:owner>
    </nova:instance>`;
  expect(labelsIn(`<title>The shop</title><metadata>${os}${nova}</metadata>`)).toEqual({
    'libvirt/title': 'The shop',
    'libvirt/os': 'http://debian.org/debian/12',
    'libvirt/nova.name': 'shop-1',
    'libvirt/nova.project': 'shop',
    'libvirt/nova.user': 'ann',
  });
});

test('elements count by their namespaces, not by the prefixes that whoever wrote them chose', () => {
  const of = (uri: string, prefix: string) =>
    metadata(
      `<${prefix}:instance xmlns:${prefix}="${uri}"><${prefix}:name>n</${prefix}:name></${prefix}:instance>`,
    );
  expect(of('http://openstack.org/xmlns/libvirt/nova/1.1', 'x')).toEqual({ 'libvirt/nova.name': 'n' });
  expect(of('http://example.org/', 'nova')).toEqual({});
});

test('what a guest’s operator wrote is made plain and short, and adds no keys', () => {
  expect(title('a&#10;b&#155;2J')).toBe('a\\nb\\u{9b}2J');
  expect(title('one\ntwo')).toBe('one\\ntwo');
  expect(title('\u202etxt')).toBe('\\u{202e}txt');
  expect(title(` ${'x'.repeat(100_000)}`)).toBe('x'.repeat(255));
  expect(title('\u{1f4be}'.repeat(300))).toBe('\u{1f4be}'.repeat(255));
  expect(title('   ')).toBeUndefined();
  expect(title('<b>x</b>')).toBeUndefined();
  expect(
    metadata(`<team>web</team><w:labels xmlns:w="urn:w"><w:label key="team" value="web"/></w:labels>`),
  ).toEqual({});
});
