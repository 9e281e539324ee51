import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { ImageFaultCode } from '../../src/domain/disk/image-fault.ts';
import { isWhole, qemuImg } from '../hosts/images/real-images.ts';
import { domainXml, fileDiskXml, startLibvirt } from '../support/libvirt.ts';
import { aSite } from './a-site.ts';
import type { Trials } from './trial.ts';

/** An image with 4 MiB of 0x05 at its start; see isWhole. */
function withData(file: string, ...options: string[]): void {
  qemuImg('create', '-f', 'qcow2', ...options, file, '16M');
  execFileSync('qemu-io', ['-c', 'write -P 5 0 4M', file], { stdio: 'ignore' });
}

/** A site with a template that holds data, outside of its directory of images. */
async function aTemplate() {
  const site = await aSite();
  const templates = join(site.directory, 'templates');
  mkdirSync(templates);
  const base = join(templates, 'base.qcow2');
  withData(base);
  const clone = site.at('clone.qcow2');
  return { site, templates, base, clone };
}

/** What keeps an image from being opened, as obstacles. */
export const imageFaultTrials: Trials<ImageFaultCode> = {
  SYSTEM_DIRECTORY: [{ untried: 'No image there can be registered; an older Winnow may have taken one in.' }],
  STORAGE_NOT_REGISTERED: [
    {
      kind: 'ANOTHER_REQUEST',
      async attempt() {
        const libvirt = await startLibvirt();
        onTestFinished(() => libvirt.stop());
        const site = await aSite({ WINNOW_LIBVIRT_URI: libvirt.uri });
        const elsewhere = join(site.directory, 'elsewhere');
        mkdirSync(elsewhere);
        const file = join(elsewhere, 'disk.qcow2');
        withData(file);
        await libvirt.define(domainXml({ name: 'gone', disks: fileDiskXml(file) }));
        const disk = await site.scanned((path) => path.endsWith('elsewhere/disk.qcow2'));
        expect(site.codesOf(disk)).toEqual([]);
        await libvirt.virsh('undefine', 'gone');
        await site.refresh(disk);
        expect(site.remedyOf(disk, 'STORAGE_NOT_REGISTERED')).toContain(`\`winnow scan ${elsewhere}\``);
        await site.lookIn(elsewhere);
        await site.refresh(disk);
        expect(site.codesOf(disk)).toEqual([]);
        expect(isWhole(file)).toBe(true);
      },
    },
  ],
  UNSAFE_NAME: [
    {
      kind: 'REPAIR',
      async attempt() {
        const site = await aSite();
        withData(site.at('plain.qcow2'));
        renameSync(site.at('plain.qcow2'), site.at('new\nline.qcow2'));
        const disk = await site.scan('new\nline.qcow2');
        expect(site.remedyOf(disk, 'UNSAFE_NAME')).toMatch(/^Rename the file/);
        renameSync(site.at('new\nline.qcow2'), site.at('plain.qcow2'));
        expect(site.codesOf(await site.scan('plain.qcow2'))).toEqual([]);
        expect(isWhole(site.at('plain.qcow2'))).toBe(true);
      },
    },
  ],
  EXTERNAL_DATA_FILE: [
    {
      kind: 'REPAIR',
      async attempt() {
        const site = await aSite();
        const file = site.at('disk.qcow2');
        withData(file, '-o', `data_file=${join(site.directory, 'data')}`);
        const disk = await site.scan('disk.qcow2');
        expect(site.remedyOf(disk, 'EXTERNAL_DATA_FILE')).toContain(`qemu-img convert -O qcow2 ${file} NEW`);
        // Where the name is not ours, that would copy any file of the host into the guest's disk.
        expect(site.remedyOf(disk, 'EXTERNAL_DATA_FILE')).toMatch(
          /^If you did not set that up.* copy nothing/,
        );
        qemuImg('convert', '-O', 'qcow2', file, join(site.directory, 'NEW.qcow2'));
        renameSync(join(site.directory, 'NEW.qcow2'), file);
        await site.refresh(disk);
        expect(site.codesOf(disk)).toEqual([]);
        expect(isWhole(file)).toBe(true);
      },
    },
  ],
  BACKING_NOT_A_FILE: [
    {
      kind: 'REPAIR',
      async attempt() {
        const { site, base, clone } = await aTemplate();
        const name = `json:{"driver":"qcow2","file":{"driver":"file","filename":"${base}"}}`;
        qemuImg('create', '-f', 'qcow2', '-b', name, '-F', 'qcow2', clone);
        const disk = await site.scan('clone.qcow2');
        expect(site.remedyOf(disk, 'BACKING_NOT_A_FILE')).toContain(`qemu-img rebase -b '' ${clone}`);
        qemuImg('rebase', '-b', '', clone);
        await site.refresh(disk);
        expect(site.codesOf(disk)).toEqual([]);
        expect(isWhole(clone)).toBe(true);
      },
    },
  ],
  BACKING_OUTSIDE_STORAGE: [
    {
      kind: 'ANOTHER_REQUEST',
      usual: true,
      async attempt() {
        const { site, templates, base, clone } = await aTemplate();
        qemuImg('create', '-f', 'qcow2', '-b', base, '-F', 'qcow2', clone);
        const disk = await site.scan('clone.qcow2');
        expect(site.remedyOf(disk, 'BACKING_OUTSIDE_STORAGE')).toContain(`\`winnow scan ${templates}\``);
        await site.lookIn(templates);
        expect(site.codesOf(disk)).toEqual([]);
        expect(isWhole(clone)).toBe(true);
      },
    },
  ],
  BACKING_FORMAT_UNKNOWN: [
    {
      kind: 'REPAIR',
      async attempt() {
        const site = await aSite();
        const [base, top] = [site.at('base.qcow2'), site.at('top.qcow2')];
        withData(base);
        qemuImg('create', '-f', 'qcow2', '-b', base, '-F', 'qcow2', top);
        const content = readFileSync(top);
        // The header extension that names the format becomes one that nobody knows.
        content.write('deadbeef', content.indexOf(Buffer.from('e2792aca', 'hex')), 'hex');
        writeFileSync(top, content);
        const disk = await site.scan('top.qcow2');
        expect(site.remedyOf(disk, 'BACKING_FORMAT_UNKNOWN')).toContain(
          'qemu-img rebase -u -b BACKING -F qcow2',
        );
        qemuImg('rebase', '-u', '-b', base, '-F', 'qcow2', top);
        await site.refresh(disk);
        expect(site.codesOf(disk)).toEqual([]);
        expect(isWhole(top)).toBe(true);
      },
    },
  ],
  BACKING_CHAIN_TOO_LONG: [{ untried: 'A chain of 200 images takes minutes to make and to merge.' }],
  BACKING_UNREADABLE: [
    {
      kind: 'BRING_BACK',
      async attempt() {
        const site = await aSite();
        const [base, top] = [site.at('base.qcow2'), site.at('top.qcow2')];
        withData(base);
        qemuImg('create', '-f', 'qcow2', '-b', base, '-F', 'qcow2', top);
        renameSync(base, join(site.directory, 'away'));
        const disk = await site.scan('top.qcow2');
        expect(site.remedyOf(disk, 'BACKING_UNREADABLE')).toMatch(/Bring the backing file back/);
        renameSync(join(site.directory, 'away'), base);
        await site.refresh(disk);
        expect(site.codesOf(disk)).toEqual([]);
        expect(isWhole(top)).toBe(true);
      },
    },
  ],
  IMAGE_EMPTY: [
    {
      kind: 'BRING_BACK',
      async attempt() {
        const site = await aSite();
        const [file, backup] = [site.at('disk.qcow2'), join(site.directory, 'backup')];
        withData(file);
        copyFileSync(file, backup);
        const disk = await site.register('disk.qcow2');
        truncateSync(file, 0);
        await site.refresh(disk);
        expect(site.remedyOf(disk, 'IMAGE_EMPTY')).toMatch(/^Restore the image/);
        copyFileSync(backup, file);
        await site.refresh(disk);
        expect(site.codesOf(disk)).toEqual([]);
        expect(isWhole(file)).toBe(true);
      },
    },
  ],
  IMAGE_TRUNCATED: [
    {
      kind: 'BRING_BACK',
      async attempt() {
        const site = await aSite();
        const [file, backup] = [site.at('disk.qcow2'), join(site.directory, 'backup')];
        withData(file);
        copyFileSync(file, backup);
        truncateSync(file, 1_000_000);
        const disk = await site.scan('disk.qcow2');
        const remedy = site.remedyOf(disk, 'IMAGE_TRUNCATED');
        expect(remedy).toMatch(/^Restore the image from a backup.*`qemu-img check .*` reports/);
        expect(() => qemuImg('check', file)).toThrow();
        copyFileSync(backup, file);
        await site.refresh(disk);
        expect(site.codesOf(disk)).toEqual([]);
        expect(isWhole(file)).toBe(true);
      },
    },
  ],
  SIZE_UNSUPPORTED: [{ untried: 'It says where to look for the cause, which may be any.' }],
};
